import type { Diagnostic } from '../contract/diagnostic.ts';
import type { Program } from '../ir/syntax.ts';
import type { Token } from '../ir/tokens.ts';
import { lazy } from '../source/lazy.ts';
import type { SourceFile } from '../source/source-file.ts';
import { GrizzlyParser } from './grizzly-parser.ts';
import { tokenStream } from './token-stream.ts';

export interface ParseResult {
  readonly program: Program;
  readonly diagnostics: readonly Diagnostic[];
}

/** The one parser of this thread: it is costly to construct and keeps nothing between two runs. */
export const parser = lazy(() => new GrizzlyParser());

/**
 * Reads a file's tokens as a program. Never throws: a statement that cannot be read becomes an `ErrorStatement` and a
 * diagnostic, and the rest of the file is read. Time is linear in the number of tokens.
 */
export function parse(file: SourceFile, tokens: readonly Token[]): ParseResult {
  const { result, diagnostics } = parser().run(file, tokenStream(tokens), (grammar) => grammar.program());
  return { program: result, diagnostics: firstOfLine(file.text, diagnostics) };
}

/** Behind an unexpected token the rest of its line is read as something else: one message of a line is enough. */
function firstOfLine(text: string, found: readonly Diagnostic[]): readonly Diagnostic[] {
  let last: Diagnostic | undefined;
  return found.filter((each) => {
    const follows =
      each.code === 'PLG1001' &&
      last !== undefined &&
      last.span.end <= each.span.start &&
      !text.slice(last.span.end, each.span.start).includes('\n');
    if (each.code === 'PLG1001') last = each;
    return !follows;
  });
}
