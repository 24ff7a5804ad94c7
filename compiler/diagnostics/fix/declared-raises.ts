import type { FixPlace, Repair } from './repairs.ts';

/** Comments and strings: nothing in them is a clause. */
const SILENT = /--[^\n]*|\/\/[^\n]*|#[^\n]*|\/\*[^]*?\*\/|'(?:[^'\\]|''|\\[^])*'|"(?:[^"\\]|""|\\[^])*"/g;

/**
 * Exceptions join the `raises` of the routine around a finding, or begin one behind its parameters. A routine that declares one exception turns all others
 * into it, so that a clause with one name is a guess.
 */
export function declaredRaises(
  { text, span }: FixPlace,
  routine: string,
  missing: readonly string[],
): Repair | undefined {
  const before = text.slice(0, span.start).replace(SILENT, (silent) => silent.replace(/[^\n]/g, ' '));
  const name = routine.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const heads = new RegExp(`\\b(?:procedure|function)\\s+(?:as\\s+)?(?:<[^<>]*>\\s*)?\`?${name}\`?(?![\\w\`])`, 'gi');
  const head = [...before.matchAll(heads)].at(-1);
  if (head === undefined) return undefined;
  const start = head.index + head[0].length;
  const clause = /\braises\s+[\w`]+(?:\s*,\s*[\w`]+)*/i.exec(before.slice(start));
  if (clause !== null) {
    const end = start + clause.index + clause[0].length;
    return { edits: [{ span: { start: end, end }, replacement: `, ${missing.join(', ')}` }] };
  }
  const end = endOfParameters(before, start);
  if (end === undefined) return undefined;
  const edits = [{ span: { start: end, end }, replacement: ` raises ${missing.join(', ')}` }];
  return missing.length === 1 ? { edits, guess: true } : { edits };
}

/** Behind the parentheses that follow a routine's name and options. */
function endOfParameters(text: string, start: number): number | undefined {
  let options = 0;
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const letter = text[at]!;
    if (letter === '{' || letter === '[') options++;
    else if (letter === '}' || letter === ']') options--;
    else if (options === 0 && letter === '(') depth++;
    else if (options === 0 && letter === ')' && --depth === 0) return at + 1;
  }
  return undefined;
}
