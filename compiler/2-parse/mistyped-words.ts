import { suggestions } from '../contract/suggest.ts';
import { softWords } from '../ir/tokens.ts';
import type { StreamToken } from './token-stream.ts';

/** Words that begin a statement. */
// prettier-ignore
const leadingWords = [
  'select', 'from', 'with', 'values', 'insert', 'upsert', 'update', 'delete', 'merge', 'create', 'drop', 'alter',
  'truncate', 'begin', 'commit', 'rollback', 'savepoint', 'release', 'let', 'return', 'throw', 'raise', 'if', 'while',
  'for', 'break', 'continue', 'call', 'copy', 'show', 'list', 'describe', 'explain', 'analyze', 'enable', 'disable',
  'refresh', 'use', 'set', 'attach', 'detach', 'execute', 'install', 'load', 'grant', 'revoke', 'run', 'schedule',
  'cache', 'clear', 'parameters', 'function', 'type', 'try', 'match', 'pivot', 'unpivot', 'audit', 'test', 'stream', 'print',
] as const;

/** Words that begin a clause on a line of its own. */
const clauseWords = [
  'where',
  'group',
  'having',
  'order',
  'limit',
  'offset',
  'union',
  'join',
  'qualify',
  'window',
] as const;

/** Words that begin a clause behind others on the line. */
const laterClauses = ['from', ...clauseWords] as const;

/** What a statement may stand behind, on the same line. */
const opening: ReadonlySet<string> = new Set([
  'Semicolon',
  'LeftBrace',
  'RightBrace',
  'LeftParen',
  'Arrow',
  'THEN',
  'ELSE',
]);

/** What a line may end with without being continued on the next one. */
const finished: ReadonlySet<string> = new Set([
  ...opening,
  ...softWords,
  'Identifier',
  'QuotedName',
  'Number',
  'String',
  'RightParen',
  'RightBracket',
  'Star',
  'END',
  'NULL',
  'TRUE',
  'FALSE',
  'ASC',
  'DESC',
]);

/** A word that was meant to begin a statement or clause, and what it was meant to be. */
export interface MistypedWord {
  readonly token: StreamToken;
  readonly meant: string;
}

/** Whether a word begins statements. */
export function isLeadingWord(image: string): boolean {
  return (leadingWords as readonly string[]).includes(image.toLowerCase());
}

/** The mistyped word right before the place where reading stopped; a `*` may stand between. */
export function mistypedStart(
  tokens: readonly StreamToken[],
  found: StreamToken | undefined,
): MistypedWord | undefined {
  if (found?.index === undefined) return undefined;
  const star = tokens[found.index - 1]?.tokenType.name === 'Star';
  return mistypedAt(tokens, found.index - (star ? 2 : 1));
}

/** The word at a place where a statement or clause begins, if it is none but is near one; it must not be alone on its line. */
export function mistypedAt(tokens: readonly StreamToken[], index: number): MistypedWord | undefined {
  const token = tokens[index];
  const next = tokens[index + 1];
  if (token?.tokenType.name !== 'Identifier' || next === undefined || next.newline) return undefined;
  const before = tokens[index - 1];
  const begins = before === undefined || opening.has(before.tokenType.name);
  if (!begins && !(token.newline && isFinished(before))) return undefined;
  const meant = nearestWord(token.image, begins ? leadingWords : [...leadingWords, ...clauseWords]);
  return meant === undefined ? undefined : { token, meant };
}

/** The hint at a word on the line of a query that was meant to begin a clause: where reading stopped, or right before, where it was read as an alias. */
export function clauseNear(tokens: readonly StreamToken[], found: StreamToken): string | undefined {
  for (const token of [tokens[found.index - 1], found]) {
    const next = token && tokens[token.index + 1];
    if (token?.tokenType.name !== 'Identifier' || next === undefined || next.newline) continue;
    const meant = nearestWord(token.image, laterClauses);
    if (meant !== undefined) return `did you mean \`${meant}\` by \`${token.image}\`?`;
  }
  return undefined;
}

/** The word of a list that a mistyped one most likely is: one letter may be wrong, two of longer words. */
export function nearestWord(image: string, known: readonly string[]): string | undefined {
  const near = suggestions(image, known, image.length > 4 ? 2 : 1)[0];
  return near?.toLowerCase() === image.toLowerCase() ? undefined : near;
}

function isFinished({ tokenType }: StreamToken): boolean {
  return finished.has(tokenType.name);
}
