import type { Diagnostic } from '../contract/diagnostic.ts';
import type { Place } from '../contract/span.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { Identifier, Name } from '../ir/syntax-name.ts';
import type { Statement } from '../ir/syntax-statement.ts';
import type { Parsed } from '../pipeline.ts';

/** PLG1104 for what an earlier file, in the order given, declares too: the findings of each file by its position. */
export function repeatedNames(files: readonly Parsed[]): ReadonlyMap<number, readonly Diagnostic[]> {
  const first = new Map<string, Place & { readonly index: number; readonly what: string }>();
  const found = new Map<number, Diagnostic[]>();
  for (const [index, { file, program }] of files.entries()) {
    for (const statement of program.statements) {
      const declared = declarationOf(statement, file.text);
      if (declared === null) continue;
      const { key, kind, name } = declared;
      const known = first.get(key);
      if (known === undefined)
        first.set(key, { file: file.name, span: name.span, index, what: `${kind} \`${name.text}\`` });
      // Twice in one file is found with the file itself.
      if (known === undefined || known.index === index) continue;
      const message = `${known.what} declared here`;
      const related = [{ file: known.file, span: known.span, message }];
      const finding = diagnostic('PLG1104', { kind, name: name.text, scope: 'project' }, file.name, name.span, {
        related,
      });
      found.set(index, [...(found.get(index) ?? []), finding]);
    }
  }
  return found;
}

interface Declaration {
  /** Objects of one key are one object: kinds that share their names have one. */
  readonly key: string;
  readonly kind: string;
  readonly name: Identifier;
}

function declarationOf(statement: Statement, text: string): Declaration | null {
  switch (statement.kind) {
    case 'DefineFunction':
    case 'UpsertProcedure': {
      const kind = statement.kind === 'DefineFunction' ? 'function' : 'procedure';
      const { receiver } = statement;
      const of =
        receiver === undefined ? '' : text.slice(receiver.span.start, receiver.span.end).replaceAll(/\s+/g, '');
      return declaration(kind, kind, statement.name, of);
    }
    case 'CreateTable':
      return declaration('relation', 'table', statement.name);
    case 'CreateView':
      return declaration('relation', 'view', statement.name);
    case 'DefineStruct':
      return declaration('type', 'struct', statement.name);
    case 'DefineException':
      return declaration('type', 'exception', statement.name);
    case 'UpsertTrigger':
      return declaration('trigger', 'trigger', statement.name);
    case 'UpsertSchedule':
      return declaration('schedule', 'schedule', statement.name);
    case 'UpsertPipeline':
      return declaration('pipeline', 'pipeline', statement.name);
    default:
      return null;
  }
}

function declaration(space: string, kind: string, name: Identifier | Name, of = ''): Declaration {
  const parts = name.kind === 'Identifier' ? [name] : name.parts;
  const full = parts.map((part) => part.text).join('.');
  // `main` is where relations without a schema are.
  const key = `${space} ${of} ${full.replace(/^main\./i, '')}`.toLowerCase();
  return { key, kind, name: parts.at(-1)! };
}
