import type { Diagnostic } from '../contract/diagnostic.ts';
import type { Span } from '../contract/span.ts';
import type { Program } from '../ir/syntax.ts';

/** Findings that speak of a name that may have been declared, or of a flow that may have gone on, in what could not be read. */
const UNKNOWN: ReadonlySet<string> = new Set(['PLG1101', 'PLG1102', 'PLG1103', 'PLG1111', 'PLG1301', 'PLG1404']);

/**
 * The findings of names and types that do not follow from what could not be read: none of those in a statement with a
 * syntax error, or on the lines around one that recovery left over, and no unknown name that stands in such a text.
 */
export function withoutCascades(
  program: Program,
  text: string,
  syntax: readonly Diagnostic[],
  found: readonly Diagnostic[],
): readonly Diagnostic[] {
  const errors = syntax.filter((each) => each.severity === 'error');
  if (errors.length === 0 || found.length === 0) return found;
  const broken = brokenParts(program, text, errors);
  const words = new Set(broken.flatMap(({ start, end }) => text.slice(start, end).toLowerCase().match(/\w+/g) ?? []));
  return found.filter(({ code, span, params }) => {
    if (broken.some((part) => part.start <= span.start && span.start <= part.end)) return false;
    const name = params['name'] ?? params['called'];
    return !(UNKNOWN.has(code) && typeof name === 'string' && words.has(name.toLowerCase()));
  });
}

/** The lines of every syntax error, with the statements that touch them; those that overlap are one. */
function brokenParts(program: Program, text: string, errors: readonly Diagnostic[]): readonly Span[] {
  const lines = errors.map(({ span }) => linesOf(text, span));
  const statements = program.statements.map(({ span }) => span);
  const parts: Span[] = [];
  let next = 0;
  for (const line of [...lines].sort((a, b) => a.start - b.start)) {
    while (next < statements.length && statements[next]!.end < line.start) next++;
    let { start, end } = line;
    for (let i = next; i < statements.length && statements[i]!.start <= line.end; i++) {
      start = Math.min(start, statements[i]!.start);
      end = Math.max(end, statements[i]!.end);
    }
    const last = parts.at(-1);
    if (last !== undefined && start <= last.end)
      parts[parts.length - 1] = { start: last.start, end: Math.max(last.end, end) };
    else parts.push({ start, end });
  }
  return parts;
}

function linesOf(text: string, { start, end }: Span): Span {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const to = text.indexOf('\n', end);
  return { start: start === 0 ? 0 : from, end: to < 0 ? text.length : to };
}
