import type { Diagnostic } from '../../contract/diagnostic.ts';
import type { Span } from '../../contract/span.ts';
import { diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Identifier, Name } from '../../ir/syntax-name.ts';
import type { Statement } from '../../ir/syntax-statement.ts';
import type { Parsed } from '../../pipeline.ts';

interface Declaration {
  readonly kind: string;
  readonly name: Identifier;
  readonly span: Span;
  readonly file: string;
}

/**
 * PLG1121: functions, views, tables, struct types and exceptions whose name stands nowhere but in their own declaration, not even in a text. Procedures,
 * triggers and schedules are entrances, and count as used.
 */
export function unusedObjects(files: readonly Parsed[]): readonly Diagnostic[] {
  const declared = files.flatMap(({ file, program }) =>
    program.statements.flatMap((statement) => declarationOf(statement, file.name)),
  );
  const wanted = new Set(declared.map(({ name }) => name.text.toLowerCase()));
  const places = new Map<string, { readonly file: string; readonly at: number }[]>();
  for (const { file, lexed } of files) {
    for (const { text, start } of lexed.tokens) {
      for (const [word] of text.matchAll(/[\p{L}_][\p{L}\d_$]*/gu)) {
        const key = word.toLowerCase();
        if (!wanted.has(key)) continue;
        const known = places.get(key) ?? [];
        known.push({ file: file.name, at: start });
        places.set(key, known);
      }
    }
  }
  return declared
    .filter((each) => {
      const all = places.get(each.name.text.toLowerCase()) ?? [];
      return all.every(({ file, at }) => file === each.file && at >= each.span.start && at < each.span.end);
    })
    .map(({ kind, name, file }) => diagnostic('PLG1121', { kind, name: name.text }, file, name.span));
}

const KINDS: Partial<Record<Statement['kind'], string>> = {
  DefineFunction: 'function',
  CreateTable: 'table',
  CreateView: 'view',
  DefineStruct: 'struct type',
  DefineException: 'exception',
};

function declarationOf(statement: Statement, file: string): readonly Declaration[] {
  const kind = KINDS[statement.kind];
  if (kind === undefined || !('name' in statement)) return [];
  const name = lastOf(statement.name as Name | Identifier);
  return name === undefined || name.text.startsWith('_') ? [] : [{ kind, name, span: statement.span, file }];
}

function lastOf(name: Name | Identifier): Identifier | undefined {
  return name.kind === 'Name' ? name.parts.at(-1) : name;
}
