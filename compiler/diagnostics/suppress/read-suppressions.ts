import type { Span } from '../../contract/span.ts';
import { positionAt, type LineIndex } from '../../source/line-index.ts';

/** A comment of a file, as the lexer gives it. */
export interface SourceComment {
  readonly text: string;
  readonly span: Span;
}

/** One code of a comment `gobi-ignore PLG1312, PLG1308: reason`. */
export interface Suppression {
  readonly code: string;
  /** Where the code stands in the comment. */
  readonly span: Span;
  readonly comment: SourceComment;
  /** Empty if none is given. */
  readonly reason: string;
  /** The line whose findings it ignores, from 1. */
  readonly line: number;
}

const marker = /^(?:--+|\/\/+|#+|\/\*+)\s*gobi-ignore\b\s*/;
const codeList = /^[A-Za-z0-9_]+(?:(?:\s*,\s*|\s+)[A-Za-z]{3}\d+)*/;

/** The suppressions of a file in the order of their places; other comments are none. */
export function readSuppressions(comments: readonly SourceComment[], index: LineIndex): readonly Suppression[] {
  return comments.flatMap((comment) => {
    const head = marker.exec(comment.text)?.[0];
    if (head === undefined) return [];
    const rest = comment.text.slice(head.length);
    const list = codeList.exec(rest)?.[0] ?? '';
    const reason = /^\s*:\s*([^]*?)\s*(?:\*\/)?$/.exec(rest.slice(list.length))?.[1] ?? '';
    const line = lineOf(comment, comments, index);
    const start = comment.span.start + head.length;
    const codes = [...list.matchAll(/\w+/g)];
    // A comment that names nothing is about a code without a name.
    if (codes.length === 0) return [{ code: '', span: comment.span, comment, reason, line }];
    return codes.map(({ 0: code, index: at }) => {
      const span = { start: start + at, end: start + at + code.length };
      return { code: code.toUpperCase(), span, comment, reason, line };
    });
  });
}

/** The comment's own line if there is code before it, else the next line with code. */
function lineOf({ span }: SourceComment, comments: readonly SourceComment[], index: LineIndex): number {
  const { line } = positionAt(index, span.start);
  const before = index.text.slice(index.starts[line - 1], span.start);
  if (before.trim() !== '') return line;
  const starts = new Map(comments.map((comment) => [comment.span.start, comment.span.end]));
  let at = span.end;
  for (;;) {
    const gap = /^\s*/.exec(index.text.slice(at, at + 1000))?.[0].length ?? 0;
    const end = starts.get(at + gap);
    if (end === undefined && gap < 1000) return positionAt(index, at + gap).line;
    at = end ?? at + gap;
  }
}
