import type { Token } from '../../../../../compiler/index.ts';
import { isName, nameText } from './sources-in.ts';

/** What may stand at an offset. */
export type Place =
  | { readonly kind: 'statement' | 'relation' | 'expression' | 'type' | 'setting' | 'nothing' }
  /** A column of the table that rows are put into; those that are named already are not offered again. */
  | { readonly kind: 'columns'; readonly of: readonly string[]; readonly given: readonly string[] }
  | { readonly kind: 'object'; readonly what: ObjectKind }
  | { readonly kind: 'words'; readonly words: readonly string[] }
  /** Behind a dot. */
  | { readonly kind: 'member'; readonly of: readonly string[]; readonly inFrom: boolean }
  /** An argument of a call. */
  | { readonly kind: 'argument'; readonly routine: string; readonly given: readonly string[] };

export type ObjectKind =
  'procedure' | 'function' | 'table' | 'view' | 'trigger' | 'schedule' | 'pipeline' | 'type' | 'schema';

const RELATION: ReadonlySet<string> = new Set([
  'FROM',
  'JOIN',
  'INTO',
  'UPDATE',
  'USING',
  'TRUNCATE',
  'DESCRIBE',
  'COPY',
  'ANALYZE',
]);
const OBJECTS: Readonly<Record<string, ObjectKind>> = {
  ...{
    CALL: 'procedure',
    PROCEDURE: 'procedure',
    FUNCTION: 'function',
    TABLE: 'table',
    VIEW: 'view',
    TRIGGER: 'trigger',
  },
  ...{ SCHEDULE: 'schedule', PIPELINE: 'pipeline', TYPE: 'type', USE: 'schema', SCHEMA: 'schema' },
};
/** Verbs before the kind of an object that exists. */
const OF_EXISTING: ReadonlySet<string> = new Set([
  'DROP',
  'DESCRIBE',
  'ALTER',
  'REFRESH',
  'RUN',
  'ENABLE',
  'DISABLE',
  'TRUNCATE',
]);
const SHOWN = [
  ...[
    'tables',
    'views',
    'materialized views',
    'procedures',
    'functions',
    'types',
    'triggers',
    'schedules',
    'pipelines',
    'columns',
  ],
  ...['modules', 'snapshots', 'settings', 'schemas', 'databases', 'attached databases', 'extensions', 'indexes'],
];
const CREATED = ['table', 'view', 'schema', 'materialized view', 'temp table', 'function', 'type'];

/** What may stand behind the tokens of a statement that lie before an offset, the word that is being written left out. */
export function placeOf(before: readonly Token[]): Place {
  const last = before.at(-1);
  if (last === undefined || last.kind === 'Semicolon' || last.kind === 'LeftBrace' || last.kind === 'RightBrace')
    return { kind: 'statement' };
  const previous = before.at(-2);
  if (last.kind === 'Dot') return memberOf(before);
  if (last.kind === 'SET' && previous === undefined) return { kind: 'setting' };
  if (last.kind === 'SHOW' || last.kind === 'LIST') return { kind: 'words', words: SHOWN };
  if (last.kind === 'CREATE') return { kind: 'words', words: CREATED };
  if (last.kind === 'UPSERT') return { kind: 'words', words: ['into', 'procedure', 'trigger', 'schedule', 'pipeline'] };
  if (last.kind === 'DoubleColon' || (last.kind === 'AS' && isOpenCast(before))) return { kind: 'type' };
  if (RELATION.has(last.kind)) return { kind: 'relation' };
  const object = OBJECTS[last.kind];
  if (object !== undefined && (last.kind === 'CALL' || last.kind === 'USE' || OF_EXISTING.has(previous?.kind ?? '')))
    return { kind: 'object', what: object };
  if (object !== undefined) return { kind: 'nothing' };
  if (last.kind === 'Comma' && inFrom(before)) return { kind: 'relation' };
  if (last.kind === 'LeftParen' || last.kind === 'Comma') return argumentOf(before) ?? { kind: 'expression' };
  return { kind: 'expression' };
}

function memberOf(before: readonly Token[]): Place {
  const of: string[] = [];
  let at = before.length - 1;
  while (at > 0 && before[at]?.kind === 'Dot' && isName(before[at - 1])) {
    of.unshift(nameText(before[at - 1]!));
    at -= 2;
  }
  if (of.length === 0) return { kind: 'nothing' };
  const ahead = before[at];
  return {
    kind: 'member',
    of,
    inFrom:
      ahead !== undefined && (RELATION.has(ahead.kind) || (ahead.kind === 'Comma' && inFrom(before.slice(0, at + 1)))),
  };
}

/** Whether the comma at the end separates tables: the clause that it is in began with FROM, outside of parentheses. */
function inFrom(before: readonly Token[]): boolean {
  let depth = 0;
  for (let at = before.length - 2; at >= 0; at--) {
    const { kind } = before[at]!;
    if (kind === 'RightParen') depth++;
    else if (kind === 'LeftParen' && depth-- === 0) return false;
    else if (depth === 0 && kind === 'FROM') return true;
    else if (depth === 0 && CLAUSES.has(kind)) return false;
  }
  return false;
}

const CLAUSES: ReadonlySet<string> = new Set([
  ...['SELECT', 'WHERE', 'GROUP', 'HAVING', 'ORDER', 'ON', 'SET', 'VALUES', 'WINDOW', 'QUALIFY', 'LIMIT', 'Semicolon'],
]);

function isOpenCast(before: readonly Token[]): boolean {
  let depth = 0;
  for (let at = before.length - 2; at > 0; at--) {
    const { kind } = before[at]!;
    if (kind === 'RightParen') depth++;
    else if (kind === 'LeftParen' && depth-- === 0)
      return before[at - 1]!.kind === 'CAST' || before[at - 1]!.kind === 'TRY_CAST';
  }
  return false;
}

/** The call whose argument begins at the end, and the names that are given already. */
function argumentOf(before: readonly Token[]): Place | null {
  let depth = 0;
  const given: string[] = [];
  for (let at = before.length - 1; at > 0; at--) {
    const token = before[at]!;
    if (token.kind === 'RightParen' || token.kind === 'RightBracket' || token.kind === 'RightBrace') depth++;
    else if (token.kind === 'LeftBracket' || token.kind === 'LeftBrace') {
      if (depth-- === 0) return null;
    } else if (depth === 0 && token.kind === 'Colon') given.push(nameText(before[at - 1]!));
    else if (token.kind === 'LeftParen' && depth-- === 0) {
      const routine = before[at - 1]!;
      const columns = columnsOf(before, at);
      if (columns !== null) return columns;
      return isName(routine) ? { kind: 'argument', routine: nameText(routine), given } : null;
    }
  }
  return null;
}

/** The list of columns behind `insert into t`, whose parenthesis is at a place; `null` where it is another. */
function columnsOf(before: readonly Token[], at: number): Place | null {
  const of: string[] = [];
  let first = at - 1;
  while (isName(before[first])) {
    of.unshift(nameText(before[first]!));
    if (before[first - 1]?.kind !== 'Dot') break;
    first -= 2;
  }
  if (of.length === 0 || before[first - 1]?.kind !== 'INTO') return null;
  const given = before.slice(at + 1).flatMap((token) => (isName(token) ? [nameText(token)] : []));
  return { kind: 'columns', of, given };
}
