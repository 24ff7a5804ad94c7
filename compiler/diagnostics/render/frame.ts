import type { Span } from '../../contract/span.ts';
import type { LineIndex } from '../../source/line-index.ts';
import { maskSecrets } from './mask-secrets.ts';
import { lineText, positionAt } from '../../source/line-index.ts';

/** A line of source and a line of carets below the span, both without colour. */
export interface Frame {
  readonly gutter: string;
  readonly source: string;
  readonly carets: string;
}

/** Characters of a longer line that are shown before and after the place. */
const reach = 70;
const wide = /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|\p{Extended_Pictographic}/u;

/** Draws the first line of a span; a span of several lines is marked to the end of its first one. */
export function frame(index: LineIndex, span: Span): Frame {
  const { line } = positionAt(index, span.start);
  const whole = lineText({ ...index, text: maskSecrets(index.text) }, line);
  const start = Math.min(span.start - (index.starts[line - 1] ?? 0), whole.length);
  const end = Math.max(start, Math.min(span.end - (index.starts[line - 1] ?? 0), whole.length));

  const from = start > reach * 2 ? start - reach : 0;
  const to = whole.length - end > reach * 2 ? Math.max(end, start) + reach : whole.length;
  const lead = from > 0 ? '…' : '';
  const shown = lead + whole.slice(from, to) + (to < whole.length ? '…' : '');
  const pad = [...lead, ...whole.slice(from, start)]
    .map((char) => (char === '\t' ? '\t' : ' '.repeat(width(char))))
    .join('');
  const marked = [...whole.slice(start, end)].reduce((sum, char) => sum + (char === '\t' ? 1 : width(char)), 0);
  return { gutter: String(line), source: shown, carets: pad + '^'.repeat(Math.max(1, marked)) };
}

function width(char: string): number {
  return wide.test(char) ? 2 : 1;
}
