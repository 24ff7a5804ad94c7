import type ts from 'typescript';
import type { QueryPlan } from '../contract/plan.ts';
import { PLACE } from '../contract/scalar.ts';
import * as b from './builder.ts';
import { emitKernel, type KernelTraits } from './kernel.ts';
import type { Span } from '../contract/span.ts';
import type { Emission } from './kernel-emission.ts';
import { printWithMap } from './print-with-map.ts';
import { compileScalar } from './scalar/compile.ts';
import { typescript } from './typescript.ts';

/**
 * Where the code of a kernel comes from: a version 3 source map (JSON) for the text that `kernelText` gives for the same plan and traits. The columns of its one
 * line are offsets of the text that the plan was made of, plus one; column 0 is for code that belongs to no expression. Made when an error asks for a place.
 */
export function kernelMap(query: QueryPlan, traits: KernelTraits): string {
  const source = typescript().createSourceMapSource('query', '', (offset) => offset);
  const marked = new WeakSet<ts.Node>();
  const mark = (node: ts.Node, at: number): void => {
    typescript().forEachChild(node, (child) => mark(child, at));
    if (marked.has(node) || !isStatement(node)) return;
    marked.add(node);
    b.spanned(node, source, { start: at, end: at });
  };
  // statements that a part wrote belong to the part; what the whole wrote around them is left for it
  const noted = <T>(out: b.Statement[], emission: Emission, place: Span | undefined, write: () => T): T => {
    const { declarations, prologue, functions } = emission;
    const lists = [...new Set([out, declarations, prologue, functions])];
    const before = lists.map((list) => list.length);
    const written = write();
    if (place === undefined) return written;
    for (const [i, list] of lists.entries())
      for (const statement of list.slice(before[i])) mark(statement, place.start + 1);
    return written;
  };
  const compile: Emission['compile'] = (scope, scalar) =>
    noted(scope.out, scope.emission, scalar[PLACE], () => compileScalar(scope, scalar));
  const placed: Emission['placed'] = (emission, place, write) => noted(emission.out, emission, place, write);
  const file = emitKernel(query, traits, compile, placed);
  for (const statement of file.statements) mark(statement, 0);
  return printWithMap(file, { name: 'query', text: '' }).map;
}

function isStatement({ kind }: ts.Node): boolean {
  const { FirstStatement, LastStatement, FunctionDeclaration } = typescript().SyntaxKind;
  return (kind >= FirstStatement && kind <= LastStatement) || kind === FunctionDeclaration;
}
