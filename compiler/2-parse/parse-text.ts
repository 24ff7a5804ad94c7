import type { Expression } from '../ir/syntax-expression.ts';
import type { Query } from '../ir/syntax-query.ts';
import type { Token } from '../ir/tokens.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { GrizzlyParser } from './grizzly-parser.ts';
import { parser } from './parse.ts';
import { tokenStream } from './token-stream.ts';

/** Reads text that is one query and nothing else, such as the body of a view. Throws on any syntax error. */
export function parseQueryText(file: SourceFile, tokens: readonly Token[]): Query {
  return readAll(file, tokens, (grammar) => grammar.query());
}

/** Reads text that is one expression and nothing else, such as a column's default. Throws on any syntax error. */
export function parseExpressionText(file: SourceFile, tokens: readonly Token[]): Expression {
  return readAll(file, tokens, (grammar) => grammar.expression());
}

function readAll<Result>(file: SourceFile, tokens: readonly Token[], rule: (grammar: GrizzlyParser) => Result): Result {
  const { result, diagnostics } = parser().runAlone(file, tokenStream(tokens), rule);
  const error = diagnostics.find(({ severity }) => severity === 'error');
  if (error !== undefined) throw new Error(`${file.name}:${error.span.start}: ${error.message}`);
  return result as Result;
}
