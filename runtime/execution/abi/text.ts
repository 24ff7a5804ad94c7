import { gobiError } from '../../../compiler/contract/runtime-error.ts';

export { compareCodePoints as compareText } from '../../columnar/code-point-order.ts';

/** The character (code point) at a position from 0, or from -1 at the end. */
export function character(text: string, index: number | bigint): string {
  const characters = [...text];
  const at = Number(index) < 0 ? characters.length + Number(index) : Number(index);
  const found = characters[at];
  if (found === undefined) throw gobiError('IndexError', { index: String(index), length: characters.length });
  return found;
}

/** Characters from `from` up to `to`, which is left out; negative positions count from the end, those outside are cut. */
export function sliceText(text: string, from: number | bigint, to?: number | bigint): string {
  return [...text].slice(Number(from), to === undefined ? undefined : Number(to)).join('');
}

/** Tells whether a text fits a LIKE pattern. */
export type Matcher = (text: string) => boolean;

/** `text like pattern` for a pattern that is computed. */
export function like(text: string, pattern: string, anyCase: boolean): boolean {
  return matcher(pattern, anyCase)(text);
}

/** A matcher of a LIKE pattern: `%` is any text, `_` any character, `\` makes the next character itself. Takes time linear in the text for each `%`. */
export function matcher(pattern: string, anyCase: boolean): Matcher {
  const parts = partsOf(anyCase ? pattern.toLowerCase() : pattern);
  const prepare = anyCase ? (text: string) => text.toLowerCase() : (text: string) => text;
  const plain = plainMatcher(parts);
  return (text) => (plain === null ? fits([...prepare(text)], parts) : plain(prepare(text)));
}

/** One character of the pattern: itself, any one (`null`), or any run of characters. */
type Part = string | null | typeof RUN;
const RUN = Symbol('any text');

function partsOf(pattern: string): Part[] {
  const parts: Part[] = [];
  let escaped = false;
  for (const character of pattern) {
    if (escaped) parts.push(character);
    else if (character === '%') parts.push(RUN);
    else if (character === '_') parts.push(null);
    else if (character !== '\\') parts.push(character);
    escaped = !escaped && character === '\\';
  }
  if (escaped) parts.push('\\');
  return parts;
}

/** Patterns whose only wildcards are runs at their ends. */
function plainMatcher(parts: readonly Part[]): Matcher | null {
  const start = parts[0] === RUN;
  const end = parts.length > 1 && parts.at(-1) === RUN;
  const middle = parts.slice(start ? 1 : 0, end ? -1 : undefined);
  if (middle.some((part) => typeof part !== 'string')) return null;
  const text = middle.join('');
  if (start && (end || text === '')) return (value) => value.includes(text);
  if (start) return (value) => value.endsWith(text);
  return end ? (value) => value.startsWith(text) : (value) => value === text;
}

/** Goes back to the last run only: what an earlier run would take, the last one can take too. */
function fits(text: readonly string[], parts: readonly Part[]): boolean {
  let at = 0;
  let part = 0;
  let run = -1;
  let mark = 0;
  while (at < text.length) {
    const wanted = parts[part];
    if (part < parts.length && wanted === RUN) {
      run = part++;
      mark = at;
    } else if (part < parts.length && (wanted === null || wanted === text[at])) {
      at++;
      part++;
    } else if (run >= 0) {
      part = run + 1;
      at = ++mark;
    } else return false;
  }
  while (parts[part] === RUN) part++;
  return part === parts.length;
}
