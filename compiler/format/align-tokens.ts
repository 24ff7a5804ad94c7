import type { Token } from '../ir/tokens.ts';

/** Spellings that mean the same; the formatter writes the second. */
const spellings: ReadonlyMap<string, string> = new Map(
  Object.entries<string>({
    '==': '=',
    '!=': '<>',
    '->': '=>',
    dsc: 'desc',
    '&&': 'and',
    '!': 'not',
    raise: 'throw',
    list: 'show',
    some: 'any',
    sample: 'tablesample',
    array: 'array_agg',
    end: '}',
  }),
);
/** Tokens that the formatter may add or leave out. */
const optional: ReadonlySet<string> = new Set([',', ';', '(', ')', ':', 'as']);
/** How far to look for the place where two texts go on alike. */
const REACH = 60;

/** A token as it is compared: case and spelling do not count. */
export function spellingOf({ text }: Token): string {
  const small = text.toLowerCase();
  return spellings.get(small) ?? small;
}

/** Is a token one that the formatter may add or leave out? */
export function isOptional(token: Token): boolean {
  return optional.has(token.text.toLowerCase());
}

/** For each token of a text the index of the same one in another layout of it, -1 for those that are not there. */
export function alignTokens(from: readonly Token[], to: readonly Token[]): readonly number[] {
  const a = from.map(spellingOf);
  const b = to.map(spellingOf);
  const found = new Array<number>(a.length).fill(-1);
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      found[i++] = j++;
      continue;
    }
    const step = nextAlike(a, b, i, j);
    if (step === undefined) break;
    [i, j] = step;
  }
  pairRest(from, a, b, found);
  return found;
}

/** What stands in another order, as clauses do, is paired by its spelling. */
function pairRest(from: readonly Token[], a: readonly string[], b: readonly string[], found: number[]): void {
  const taken = new Set(found);
  const free = new Map<string, number[]>();
  b.forEach((spelling, j) => {
    if (taken.has(j)) return;
    const list = free.get(spelling);
    if (list === undefined) free.set(spelling, [j]);
    else list.push(j);
  });
  if (free.size === 0) return;
  a.forEach((spelling, i) => {
    if (found[i] === -1 && !isOptional(from[i]!)) found[i] = free.get(spelling)?.shift() ?? -1;
  });
}

/** The nearest two places from which two tokens in a row are the same. */
function nextAlike(a: readonly string[], b: readonly string[], i: number, j: number): [number, number] | undefined {
  for (let distance = 1; distance <= REACH; distance++) {
    for (let inA = 0; inA <= distance; inA++) {
      const [x, y] = [i + inA, j + distance - inA];
      if (x >= a.length || y >= b.length || a[x] !== b[y]) continue;
      if (a[x + 1] === b[y + 1] || distance <= 2) return [x, y];
    }
  }
  return undefined;
}
