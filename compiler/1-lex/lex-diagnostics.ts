import type { Diagnostic } from '../contract/diagnostic.ts';
import type { Span } from '../contract/span.ts';
import type { SourceFile } from '../source/source-file.ts';

/** A string or quoted name whose closing quote is missing. */
export function brokenText(file: SourceFile, span: Span, kind: 'String' | 'QuotedName'): Diagnostic {
  const what = kind === 'String' ? 'string' : 'quoted name';
  const quote = file.text.charAt(span.start);
  return {
    code: 'PLG1002', severity: 'error', message: `unterminated ${what}`,
    hint: `close it with ${quote}; a ${quote} inside is written twice`,
    file: file.name, span, params: { what, quote },
  };
}

/** A block comment that reaches the end of the file. */
export function unclosedComment(file: SourceFile, span: Span): Diagnostic {
  return {
    code: 'PLG1006', severity: 'error', message: 'unterminated comment', hint: 'close it with */',
    file: file.name, span: { start: span.start, end: span.start + 2 }, params: {},
  };
}

/** Characters that belong to no token. */
export function strayText(file: SourceFile, span: Span): Diagnostic {
  const text = file.text.slice(span.start, Math.min(span.end, span.start + 20));
  const inName = /\p{L}/u.test(text);
  return {
    code: 'PLG1007', severity: 'error', message: `unexpected character ${JSON.stringify(text)}`,
    ...(inName ? { hint: 'names use letters without accents, digits and _; others go in backticks: `größe`' } : {}),
    file: file.name, span, params: { text },
  };
}
