import type { CatalogView, ScopeLocal } from './contract/catalog-view.ts';
import type { Diagnostic } from './contract/diagnostic.ts';
import type { Library } from './contract/library.ts';
import type { CompiledModule } from './contract/manifest.ts';
import { lex, type LexResult } from './1-lex/lex.ts';
import { parse } from './2-parse/parse.ts';
import { withoutCascades } from './2-parse/without-cascades.ts';
import { bind } from './3-bind/bind.ts';
import { parameterSlots } from './4-type/parameter-slots.ts';
import { type } from './4-type/type.ts';
import { libraryOf } from './4-type/library.ts';
import { piecesOf } from './4-type/library-pieces.ts';
import { withInlineBodies } from './5-plan/inline-bodies.ts';
import { plan } from './5-plan/plan.ts';
import { emit } from './6-emit/emit.ts';
import { bundle } from './7-bundle/bundle.ts';
import type { BoundModule } from './ir/bound.ts';
import type { CheckContext } from './ir/check-context.ts';
import type { EmittedModule, MadeKernels } from './ir/module.ts';
import type { PlannedModule } from './ir/planned.ts';
import type { Program } from './ir/syntax.ts';
import type { TypedModule } from './ir/typed.ts';
import { suppress } from './diagnostics/suppress/suppress.ts';
import { lazy } from './source/lazy.ts';
import { LazyMap } from './source/lazy-map.ts';
import type { SourceFile } from './source/source-file.ts';
import { parseExpressionText, parseQueryText } from './2-parse/parse-text.ts';

/** The phases in order; the folders of the same names hold them. */
export const PHASES = ['lex', 'parse', 'bind', 'type', 'plan', 'emit', 'bundle'] as const;

/** What a check is made against. */
export interface Surroundings {
  readonly view: CatalogView;
  /** The names of everything that there is, where the view holds only a part of it. */
  readonly names?: NonNullable<CheckContext['names']>;
  readonly library: Library;
  readonly scope?: readonly ScopeLocal[];
  readonly mode?: 'project' | 'script';
  readonly strict?: boolean;
}

export interface Parsed {
  readonly file: SourceFile;
  readonly lexed: LexResult;
  readonly program: Program;
  readonly diagnostics: readonly Diagnostic[];
}

export interface Checked extends Parsed {
  readonly bound: BoundModule;
  readonly typed: TypedModule;
}

export interface Compiled extends Checked {
  readonly planned: PlannedModule;
  readonly emitted: EmittedModule;
}

/** source → tokens → syntax */
export function parseFile(file: SourceFile): Parsed {
  const lexed = lex(file);
  const { program, diagnostics } = parse(file, lexed.tokens);
  return { file, lexed, program, diagnostics: [...lexed.diagnostics, ...diagnostics] };
}

/** syntax → bound → typed */
export function checkParsed(parsed: Parsed, surroundings: Surroundings): Checked {
  const context = contextOf(surroundings);
  const { bound, diagnostics: inNames } = bind(parsed.program, parsed.file, context);
  const { module, diagnostics: inTypes } = type(bound, context);
  const typed = withInlineBodies(module);
  const found = withoutCascades(parsed.program, parsed.file.text, parsed.diagnostics, [...inNames, ...inTypes]);
  const diagnostics = suppress(parsed.file, parsed.lexed.comments, [...parsed.diagnostics, ...found]);
  return { ...parsed, bound, typed, diagnostics };
}

/** source → types of parameters: what a syntax says of the locals `open` of the scope, whose types are not known. */
export function inferOpen(
  parsed: Parsed,
  surroundings: Surroundings,
  open: ReadonlySet<string>,
): ReturnType<typeof parameterSlots> {
  const context = contextOf(surroundings);
  return parameterSlots(bind(parsed.program, parsed.file, context).bound, context, open);
}

/** typed → planned → TypeScript. Only for modules without errors. */
export function emitChecked(checked: Checked): Compiled {
  const planned = plan(checked.typed);
  return { ...checked, planned, emitted: emit(planned) };
}

/** TypeScript → ES module, source map and manifest. */
export async function bundleEmitted(compiled: Compiled, made: MadeKernels = new Map()): Promise<CompiledModule> {
  return bundle(compiled.emitted, made);
}

/** The standard library's signatures from its declarations (file name → text). A declaration is parsed when one of its names is first looked up. */
export function readLibrary(sources: Readonly<Record<string, string>>): Library {
  const pieces = new Map<string, (() => Library)[]>();
  for (const [name, text] of Object.entries(sources)) {
    for (const { file, names } of piecesOf({ name, text, dialect: 'plg' })) {
      const read = lazy(() => libraryOf([{ file, program: parseFile(file).program }]));
      for (const key of names) pieces.set(key, [...(pieces.get(key) ?? []), read]);
    }
  }
  return new LazyMap(new Set(pieces.keys()), (key) => pieces.get(key)!.flatMap((read) => read().get(key) ?? []));
}

function contextOf(surroundings: Surroundings): CheckContext {
  return {
    view: surroundings.view,
    ...(surroundings.names === undefined ? {} : { names: surroundings.names }),
    library: surroundings.library,
    scope: surroundings.scope ?? [],
    mode: surroundings.mode ?? 'project',
    strict: surroundings.strict ?? false,
    parseProgram: (text, name) => parseFile({ name, text, dialect: 'plg' }).program,
    parseQuery: (text, name) => readText(parseQueryText, text, name),
    parseExpression: (text, name) => readText(parseExpressionText, text, name),
  };
}

function readText<Result>(
  parseText: (file: SourceFile, tokens: LexResult['tokens']) => Result,
  text: string,
  name: string,
): Result {
  const file: SourceFile = { name, text, dialect: 'plg' };
  return parseText(file, lex(file).tokens);
}
