import { codePoints } from './code-points.ts';

/** How many insertions, removals and replacements of single characters lead from one text to the other. */
export function levenshtein(a: string, b: string): number {
  const left = codePoints(a);
  const right = codePoints(b);
  let row = Uint32Array.from({ length: right.length + 1 }, (_, i) => i);
  for (let i = 1; i <= left.length; i++) {
    const next = new Uint32Array(right.length + 1);
    next[0] = i;
    for (let j = 1; j <= right.length; j++) {
      const replaced = row[j - 1]! + (left[i - 1] === right[j - 1] ? 0 : 1);
      next[j] = Math.min(replaced, row[j]! + 1, next[j - 1]! + 1);
    }
    row = next;
  }
  return row[right.length]!;
}

/** Likeness between 0 and 1 by matching characters and transpositions (Jaro), raised for a common beginning of up to four (Winkler). */
export function jaroWinkler(a: string, b: string): number {
  const left = codePoints(a);
  const right = codePoints(b);
  const jaro = jaroSimilarity(left, right);
  let prefix = 0;
  while (prefix < 4 && prefix < left.length && prefix < right.length && left[prefix] === right[prefix]) prefix++;
  return jaro > 0.7 ? jaro + prefix * 0.1 * (1 - jaro) : jaro;
}

function jaroSimilarity(left: readonly string[], right: readonly string[]): number {
  if (left.length === 0 && right.length === 0) return 1;
  const reach = Math.max(0, Math.floor(Math.max(left.length, right.length) / 2) - 1);
  const taken = new Uint8Array(right.length);
  const matches: string[] = [];
  for (const [i, point] of left.entries()) {
    for (let j = Math.max(0, i - reach); j < Math.min(right.length, i + reach + 1); j++) {
      if (taken[j] === 1 || right[j] !== point) continue;
      taken[j] = 1;
      matches.push(point);
      break;
    }
  }
  if (matches.length === 0) return 0;
  const others = right.filter((_, j) => taken[j] === 1);
  const transposed = Math.floor(matches.filter((point, k) => point !== others[k]).length / 2);
  return (
    (matches.length / left.length + matches.length / right.length + (matches.length - transposed) / matches.length) / 3
  );
}
