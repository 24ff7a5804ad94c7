import type { Diagnostic, Severity } from '../../contract/diagnostic.ts';
import type { Place } from '../../contract/span.ts';
import type { LineIndex } from '../../source/line-index.ts';
import { lineIndex, positionAt } from '../../source/line-index.ts';
import { sortDiagnostics } from '../sort-diagnostics.ts';
import { frame } from './frame.ts';
import { limitFindings } from './limit-findings.ts';
import { maskFound } from './mask-secrets.ts';

/** Texts of the files by name; a diagnostic of a file without text is shown without its line. */
export type SourceTexts = ReadonlyMap<string, string>;

/** How diagnostics are shown. */
export interface RenderOptions {
  readonly colour?: boolean;
  /** Of a file with more findings only so many are shown, and how many are left. */
  readonly mostPerFile?: number;
}

const colours = { error: 31, warning: 33, info: 36, bold: 1, dim: 2 } as const;
type Paint = (style: keyof typeof colours, text: string) => string;

/** `file:line:col: severity code: message`, the line with carets, the hint and related places of each finding. */
export function renderText(
  diagnostics: readonly Diagnostic[],
  texts: SourceTexts,
  options: RenderOptions = {},
): string {
  const paint: Paint =
    options.colour === true ? (style, text) => `\u001b[${colours[style]}m${text}\u001b[0m` : (_, text) => text;
  const indexes = new Map<string, LineIndex>();
  const indexOf = (file: string): LineIndex | undefined => {
    const text = texts.get(file);
    if (text === undefined) return undefined;
    let index = indexes.get(file);
    if (index === undefined) indexes.set(file, (index = lineIndex(maskFound(text, file, diagnostics))));
    return index;
  };
  const { shown, left } = limitFindings(sortDiagnostics(diagnostics), options.mostPerFile ?? Infinity);
  const more = [...left].map(([file, count]) => `${file}: ${count} more ${count === 1 ? 'finding' : 'findings'}\n`);
  return [...shown.map((each) => renderOne(each, indexOf, paint)), ...more].join('\n');
}

/** `2 errors, 1 warning`, or `no problems`. */
export function summary(diagnostics: readonly Diagnostic[]): string {
  const sorted = sortDiagnostics(diagnostics);
  const count = (severity: Severity, noun: string): string[] => {
    const n = sorted.filter((each) => each.severity === severity).length;
    return n === 0 ? [] : [`${n} ${noun}${n === 1 || severity === 'info' ? '' : 's'}`];
  };
  const parts = [...count('error', 'error'), ...count('warning', 'warning'), ...count('info', 'info')];
  return parts.length === 0 ? 'no problems' : parts.join(', ');
}

function renderOne(each: Diagnostic, indexOf: (file: string) => LineIndex | undefined, paint: Paint): string {
  const place = (at: Place): string => {
    const index = indexOf(at.file);
    if (index === undefined) return at.file;
    const { line, column } = positionAt(index, at.span.start);
    return `${at.file}:${line}:${column}`;
  };
  const head = `${place(each)}: ${paint(each.severity, `${each.severity} ${each.code}`)}: ${paint('bold', each.message)}`;
  const lines = [head, ...frameLines(each, indexOf(each.file), each.severity, paint)];
  if (each.hint !== undefined) lines.push(`  ${paint('info', 'hint')}: ${each.hint}`);
  for (const related of each.related ?? []) {
    lines.push(`  ${place(related)}: ${related.message}`, ...frameLines(related, indexOf(related.file), 'dim', paint));
  }
  return `${lines.join('\n')}\n`;
}

function frameLines(at: Place, index: LineIndex | undefined, style: keyof typeof colours, paint: Paint): string[] {
  if (index === undefined) return [];
  const { gutter, source, carets } = frame(index, at.span);
  const blank = ' '.repeat(gutter.length);
  return [`  ${paint('dim', `${gutter} |`)} ${source}`, `  ${paint('dim', `${blank} |`)} ${paint(style, carets)}`];
}
