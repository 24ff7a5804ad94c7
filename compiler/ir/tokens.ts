/**
 * The token stream: the text cut into words, without comments and white space.
 *
 * Invariants
 * - Tokens are in the order of the text and do not overlap; what lies between them is comments and white space.
 * - A keyword has its own kind, the word in capitals, however it was written. Every word that is not in
 *   `reservedWords` may also be a name: only the parser can tell.
 * - `text` is the slice of the source, quotes and escapes included.
 */
import type { Diagnostic } from '../contract/diagnostic.ts';
import type { Span } from '../contract/span.ts';

/** Words that are never names unless quoted. */
// prettier-ignore
export const reservedWords = [
  'SELECT', 'FROM', 'WHERE', 'GROUP', 'HAVING', 'ORDER', 'BY', 'JOIN', 'ON', 'AS', 'AND', 'OR', 'NOT', 'IN', 'BETWEEN',
  'LIKE', 'IS', 'NULL', 'TRUE', 'FALSE', 'CASE', 'WHEN', 'THEN', 'ELSE', 'ELIF', 'END', 'LET', 'IF', 'WHILE', 'FOR',
  'RETURN', 'TRY', 'CATCH', 'THROW', 'MATCH', 'FUNCTION', 'WITH', 'INSERT', 'UPDATE', 'DELETE', 'UPSERT', 'CREATE',
  'DROP', 'UNION', 'INTERSECT', 'EXCEPT', 'DISTINCT', 'INTO', 'VALUES', 'SET', 'EXISTS', 'CAST', 'OVER', 'LEFT',
  'RIGHT', 'FULL', 'INNER', 'ANTI', 'SEMI', 'CROSS', 'ASC', 'DESC', 'DSC', 'STREAM',
] as const;

/** Words that mean something in some places and are names everywhere else. */
// prettier-ignore
export const softWords = [
  'ADD', 'ALL', 'ALTER', 'ALWAYS', 'ANALYZE', 'ANY', 'ASOF', 'ASYNC', 'AT', 'ATTACH', 'AUDIT', 'BEGIN', 'BREAK', 'CACHE',
  'CALL', 'CHECK', 'CLEAR', 'COLLATE', 'COLUMN', 'COMMENT', 'COMMIT', 'CONFLICT', 'CONSTRAINT', 'CONTINUE', 'COPY', 'CUBE',
  'CURRENT', 'DEFAULT', 'DESCRIBE', 'DETACH', 'DISABLE', 'DO', 'ENABLE', 'ESCAPE', 'EXCEPTION', 'EXCLUDE', 'EXECUTE',
  'EXPLAIN', 'EXTRACT', 'FETCH', 'FILTER', 'FIRST', 'FOLLOWING', 'FOREIGN', 'GENERATED', 'GRANT', 'GROUPING', 'GROUPS',
  'HISTORY', 'IGNORE', 'ILIKE', 'INCLUDE', 'INDEX', 'INSTALL', 'INTERVAL', 'KEY', 'LAST', 'LATERAL', 'LIMIT', 'LIST',
  'LOAD', 'MATCHED', 'MATERIALIZED', 'MERGE', 'NATURAL', 'NO', 'NOTHING', 'NOWAIT', 'NULLS', 'OF', 'OFFSET', 'ONLY',
  'ORDINALITY', 'OTHERS', 'OUTER', 'PARAMETERS', 'PARTITION', 'PARTITIONED', 'PERCENT', 'PIPELINE', 'PIVOT', 'POSITIONAL',
  'PRECEDING', 'PRIMARY', 'PROCEDURE', 'QUALIFY', 'RAISE', 'RAISES', 'RANGE', 'RECURSIVE', 'REFERENCES', 'REFRESH',
  'RELEASE', 'RENAME', 'REPEATABLE', 'REPLACE', 'RESPECT', 'RETURNING', 'RETURNS', 'REVOKE', 'ROLE', 'ROLLBACK',
  'ROLLUP', 'ROW', 'ROWS', 'RUN', 'SAMPLE', 'SAVEPOINT', 'SCHEDULE', 'SCHEMA', 'SECRET', 'SETS', 'SHOW', 'SIMILAR',
  'SINCE', 'SOME', 'SORTED', 'SOURCE', 'STATS', 'STRUCT', 'SYNC', 'TABLE', 'TABLESAMPLE', 'TARGET', 'TEMP', 'TEMPORARY',
  'TEST', 'TIES', 'TIME', 'TO', 'TRANSACTION', 'TRIGGER', 'TRUNCATE', 'TRY_CAST', 'TYPE', 'UNBOUNDED',
  'UNIQUE', 'UNKNOWN', 'UNNEST', 'UNPIVOT', 'UNTIL', 'USE', 'USING', 'VIEW', 'WINDOW', 'WITHIN', 'ZONE',
] as const;

/** Punctuation and operators: their kind and their text. A longer text wins over its beginnings. */
// prettier-ignore
export const operators = {
  LeftParen: '(', RightParen: ')', LeftBracket: '[', RightBracket: ']', LeftBrace: '{', RightBrace: '}',
  Comma: ',', Semicolon: ';', Ellipsis: '...', DotDot: '..', Dot: '.', DoubleColon: '::', Colon: ':',
  Arrow: '=>', LongArrow: '->>', ThinArrow: '->', PipeArrow: '|>', DoublePipe: '||', Pipe: '|', DoubleAmpersand: '&&',
  Ampersand: '&',
  DoubleQuestion: '??', Question: '?', DoubleEqual: '==', Equal: '=', BangEqual: '!=', BangTilde: '!~', Bang: '!',
  Tilde: '~', LessGreater: '<>', LessEqual: '<=', Less: '<', GreaterEqual: '>=', Greater: '>', Plus: '+', Minus: '-',
  Star: '*', Slash: '/', Percent: '%',
} as const;

/** Kinds of tokens whose text varies. `BindName` is `$day` or `$1`, `AtName` is `@start`. */
export const variableKinds = ['Identifier', 'QuotedName', 'Number', 'String', 'AtName', 'BindName'] as const;

export type ReservedWord = (typeof reservedWords)[number];
export type SoftWord = (typeof softWords)[number];
export type OperatorKind = keyof typeof operators;
export type TokenKind = ReservedWord | SoftWord | OperatorKind | (typeof variableKinds)[number];

/** One token; `newline` is true if a line break lies between it and the token before (or the start of the text). */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly newline: boolean;
}

/** A comment with its marks: `-- x`, `// x`, `# x` or a block. */
export interface Comment {
  readonly text: string;
  readonly span: Span;
}

/** What lexing one file gives. The tokens are those that could be read; each place that could not has a diagnostic. */
export interface LexResult {
  readonly tokens: readonly Token[];
  readonly comments: readonly Comment[];
  readonly diagnostics: readonly Diagnostic[];
}
