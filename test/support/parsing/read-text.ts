import { lex } from '../../../compiler/1-lex/lex.ts';
import { parse } from '../../../compiler/2-parse/parse.ts';
import type { Diagnostic } from '../../../compiler/contract/diagnostic.ts';
import type { Program } from '../../../compiler/ir/syntax.ts';
import type { Comment, Token } from '../../../compiler/ir/tokens.ts';
import { sourceFile } from '../../../compiler/source/source-file.ts';

export interface ReadText {
  readonly tokens: readonly Token[];
  readonly comments: readonly Comment[];
  readonly program: Program;
  readonly diagnostics: readonly Diagnostic[];
}

/** Lexes and parses a text; the name decides the dialect. */
export function readText(text: string, name = 'test.plg'): ReadText {
  const file = sourceFile(name, text);
  const { tokens, comments, diagnostics } = lex(file);
  const parsed = parse(file, tokens);
  return { tokens, comments, program: parsed.program, diagnostics: [...diagnostics, ...parsed.diagnostics] };
}

/** Findings as `code at "guilty text": message`. */
export function findings(text: string, name?: string): string[] {
  return readText(text, name).diagnostics.map(({ code, span, message }) => {
    return `${code} at ${JSON.stringify(text.slice(span.start, span.end))}: ${message}`;
  });
}
