import type { Diagnostic, Fix } from '../../contract/diagnostic.ts';
import { suggest } from '../../contract/suggest.ts';
import { lineIndex, positionAt } from '../../source/line-index.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { diagnostic, isDiagnosticCode } from '../diagnostic.ts';
import { messages } from '../messages.ts';
import { readSuppressions, type SourceComment, type Suppression } from './read-suppressions.ts';

/**
 * The findings of a file without those that its comments ignore, and what is wrong with these comments. A file that
 * cannot be read whole gives too few findings to say that a comment ignores nothing.
 */
export function suppress(
  file: SourceFile,
  comments: readonly SourceComment[],
  diagnostics: readonly Diagnostic[],
): readonly Diagnostic[] {
  if (!comments.some(({ text }) => text.includes('gobi-ignore'))) return diagnostics;
  const index = lineIndex(file.text);
  const suppressions = readSuppressions(comments, index);
  const working = new Map<string, Suppression>();
  const own: Diagnostic[] = [];
  for (const each of suppressions) {
    const problem = problemOf(each, suppressions, file);
    if (problem === undefined) working.set(`${each.line} ${each.code}`, each);
    else own.push(problem);
  }
  const used = new Set<Suppression>();
  const kept = diagnostics.filter((each) => {
    const found = working.get(`${positionAt(index, each.span.start).line} ${each.code}`);
    if (found === undefined || isAlwaysError(each.code)) return true;
    used.add(found);
    return false;
  });
  const whole = !diagnostics.some(({ code, severity }) => code.startsWith('PLG10') && severity === 'error');
  const unused = whole ? [...working.values()].filter((each) => !used.has(each)) : [];
  const removed = unused.map((each) => {
    const fix = removal(each, suppressions, file.text);
    return diagnostic('PLG1901', { code: each.code }, file.name, each.span, fix === undefined ? {} : { fix });
  });
  return [...kept, ...own, ...removed];
}

function problemOf(
  { code, reason, span, comment }: Suppression,
  all: readonly Suppression[],
  file: SourceFile,
): Diagnostic | undefined {
  if (!isDiagnosticCode(code)) {
    const nearest = suggest(code, Object.keys(messages));
    return diagnostic('PLG1902', { code, nearest }, file.name, span);
  }
  if (isAlwaysError(code)) return diagnostic('PLG1904', { code }, file.name, span);
  if (reason !== '') return undefined;
  const codes = all.filter((each) => each.comment === comment).map((each) => each.code);
  return diagnostic('PLG1903', { codes: codes.join(', ') }, file.name, span);
}

function isAlwaysError(code: string): boolean {
  return isDiagnosticCode(code) && messages[code].severity === 'error';
}

/** Deletes the comment and the space before it, or the whole line if nothing else is on it. Only for a comment with one code. */
function removal({ comment }: Suppression, all: readonly Suppression[], text: string): Fix | undefined {
  if (all.filter((each) => each.comment === comment).length > 1) return undefined;
  const space = /[ \t]*$/.exec(text.slice(0, comment.span.start))?.[0].length ?? 0;
  const start = comment.span.start - space;
  const alone = start === 0 || text[start - 1] === '\n';
  const lineEnd = /^[ \t]*(\r\n|\n|\r|$)/.exec(text.slice(comment.span.end))?.[0].length ?? 0;
  const end = alone ? comment.span.end + lineEnd : comment.span.end;
  return { title: 'remove the comment', edits: [{ span: { start, end }, replacement: '' }] };
}
