import type { Identifier, Name } from '../ir/syntax-name.ts';
import type { Statement } from '../ir/syntax-statement.ts';
import type { Parsed } from '../pipeline.ts';

/** An object that a file declares, as its syntax tells it. */
export interface Declaration {
  /** Objects of one key are one object: kinds that share their names have one. */
  readonly key: string;
  readonly kind:
    'function' | 'procedure' | 'table' | 'view' | 'struct' | 'exception' | 'trigger' | 'schedule' | 'pipeline';
  /** As written; `null` where none is. */
  readonly schema: string | null;
  readonly name: Identifier;
}

/** The objects that a file declares, in its order. */
export function declarationsOf({ file, program }: Parsed): readonly Declaration[] {
  return program.statements.flatMap((statement) => {
    const found = declarationOf(statement, file.text);
    return found === null ? [] : [found];
  });
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

function declaration(space: string, kind: Declaration['kind'], name: Identifier | Name, of = ''): Declaration {
  const parts = name.kind === 'Identifier' ? [name] : name.parts;
  const full = parts.map((part) => part.text).join('.');
  // `main` is where relations without a schema are.
  const key = `${space} ${of} ${full.replace(/^main\./i, '')}`.toLowerCase();
  return { key, kind, schema: parts.at(-2)?.text ?? null, name: parts.at(-1)! };
}
