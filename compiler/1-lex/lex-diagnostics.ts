import type { Diagnostic } from '../contract/diagnostic.ts';
import type { Span } from '../contract/span.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../source/source-file.ts';

/** A string or quoted name whose closing quote is missing. */
export function brokenText(file: SourceFile, span: Span, kind: 'String' | 'QuotedName'): Diagnostic {
  const what = kind === 'String' ? 'string' : 'quoted name';
  return diagnostic('PLG1002', { what, quote: file.text.charAt(span.start) }, file.name, span);
}

/** A block comment that reaches the end of the file. */
export function unclosedComment(file: SourceFile, span: Span): Diagnostic {
  return diagnostic('PLG1006', {}, file.name, { start: span.start, end: span.start + 2 });
}

/** Characters that belong to no token. */
export function strayText(file: SourceFile, span: Span): Diagnostic {
  const text = file.text.slice(span.start, Math.min(span.end, span.start + 20));
  return diagnostic('PLG1007', { text }, file.name, span);
}

/** Digits with a letter right behind them. */
export function brokenNumber(file: SourceFile, span: Span): Diagnostic {
  const text = file.text.slice(span.start, span.end);
  return diagnostic('PLG1012', { text, reason: 'letters follow the digits' }, file.name, span);
}
