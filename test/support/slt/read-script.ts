/** What a script says, in order. `line` counts from 1 and is the line of the directive. */
export type Directive =
  | { readonly kind: 'ok'; readonly line: number; readonly sql: string }
  | { readonly kind: 'count'; readonly line: number; readonly sql: string; readonly count: number }
  | {
      readonly kind: 'error';
      readonly line: number;
      readonly sql: string;
      readonly error: string;
      readonly expected: Expected;
    }
  | {
      readonly kind: 'query';
      readonly line: number;
      readonly sql: string;
      readonly types: string;
      readonly sorted: boolean;
      readonly expected: Expected;
    }
  | { readonly kind: 'restart'; readonly line: number }
  | { readonly kind: 'file'; readonly line: number; readonly name: string; readonly text: string };

/** The lines after `----`, and where they stand: `[from, to)` counted from 0; without `----` both are its place. */
export interface Expected {
  readonly lines: readonly string[] | undefined;
  readonly from: number;
  readonly to: number;
}

/** Reads a script; what is no directive is an error that names the line. */
export function readScript(text: string): readonly Directive[] {
  const lines = text.split('\n');
  const directives: Directive[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? '';
    if (line.trim() === '' || line.startsWith('#')) {
      at++;
      continue;
    }
    const { directive, next } = readDirective(lines, at);
    directives.push(directive);
    at = next;
  }
  return directives;
}

function readDirective(lines: readonly string[], at: number): { directive: Directive; next: number } {
  const head = (lines[at] ?? '').trim();
  const line = at + 1;
  if (head === 'restart') return { directive: { kind: 'restart', line }, next: at + 1 };
  const file = /^file (\S+) <<$/.exec(head);
  if (file !== null) {
    const end = lines.indexOf('>>', at + 1);
    if (end < 0) throw new Error(`line ${line}: the file is never closed by a line \`>>\``);
    const text = lines
      .slice(at + 1, end)
      .map((each) => `${each}\n`)
      .join('');
    return { directive: { kind: 'file', line, name: file[1] ?? '', text }, next: end + 1 };
  }
  const { sql, expected, next } = readBody(lines, at + 1);
  if (sql === '') throw new Error(`line ${line}: \`${head}\` has no statement`);
  const [, word, rest = ''] = /^statement (ok|count|error)\s*(.*)$/.exec(head) ?? [];
  if (word === 'ok' && rest === '' && expected.lines === undefined)
    return { directive: { kind: 'ok', line, sql }, next };
  if (word === 'count' && /^\d+$/.test(rest))
    return { directive: { kind: 'count', line, sql, count: Number(rest) }, next };
  if (word === 'error' && rest !== '') return { directive: { kind: 'error', line, sql, error: rest, expected }, next };
  const query = /^query ([A-Z?]+|-)(?: (rowsort|sort))?$/.exec(head);
  if (query !== null) {
    const types = query[1] === '-' ? '' : (query[1] ?? '');
    return { directive: { kind: 'query', line, sql, types, sorted: query[2] !== undefined, expected }, next };
  }
  throw new Error(`line ${line}: \`${head}\` is no directive`);
}

/** A statement goes on to `----` or an empty line, what is expected from there to an empty line. */
function readBody(lines: readonly string[], from: number): { sql: string; expected: Expected; next: number } {
  let at = from;
  while (at < lines.length && lines[at] !== '' && lines[at] !== '----') at++;
  const sql = lines.slice(from, at).join('\n').trim();
  if (lines[at] !== '----') return { sql, expected: { lines: undefined, from: at, to: at }, next: at };
  const start = at + 1;
  at = start;
  while (at < lines.length && lines[at] !== '') at++;
  return { sql, expected: { lines: lines.slice(start, at), from: start, to: at }, next: at };
}
