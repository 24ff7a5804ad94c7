import type { Diagnostic } from '../../../compiler/contract/diagnostic.ts';
import type { Span } from '../../../compiler/contract/span.ts';
import { sortDiagnostics } from '../../../compiler/diagnostics/sort-diagnostics.ts';
import { lineIndex, positionAt } from '../../../compiler/source/line-index.ts';

/**
 * A program with a comment below every line that is guilty of something: carets under the text, code and message.
 * A text of several lines is marked on its first one, with `…` and the number of lines that follow. Tildes mark the
 * related places.
 */
export function mark(text: string, diagnostics: readonly Diagnostic[]): string {
  const index = lineIndex(text);
  const lines = text.split('\n');
  const below = new Map<number, string[]>();
  const put = (span: Span, sign: '^' | '~', words: string): void => {
    const start = positionAt(index, span.start);
    const end = positionAt(index, span.end);
    const more = end.line - start.line;
    const line = lines[start.line - 1] ?? '';
    const width = Math.max(1, (more > 0 ? line.length + 1 : end.column) - start.column);
    if (start.column < 3) throw new Error(`text in columns 1 and 2 cannot be marked, indent it: ${words}`);
    const carets = `--${' '.repeat(start.column - 3)}${sign.repeat(width)}${more > 0 ? `…${more}` : ''}`;
    below.set(start.line, [...(below.get(start.line) ?? []), `${carets} ${words}`]);
  };
  for (const each of sortDiagnostics(diagnostics)) {
    put(each.span, '^', `${each.code} ${each.severity}: ${each.message}`);
    for (const related of each.related ?? []) put(related.span, '~', related.message);
  }
  return lines.flatMap((line, i) => [line, ...(below.get(i + 1) ?? [])]).join('\n');
}
