import { integerValue } from '../value.ts';
import { vectorOf, type Vector } from './vector.ts';

/** One number per group, grown as groups come; new cells start at `initial`. */
export class Cells {
  values: Float64Array;
  readonly #initial: number;

  constructor(initial: number) {
    this.#initial = initial;
    this.values = new Float64Array(16).fill(initial);
  }

  /** The cells, at least `count` of them. */
  reserve(count: number): Float64Array {
    if (count <= this.values.length) return this.values;
    const grown = new Float64Array(Math.max(count, this.values.length * 2));
    grown.set(this.values);
    grown.fill(this.#initial, this.values.length);
    this.values = grown;
    return grown;
  }
}

/** Weight of one unit of the high part: low parts are below it in magnitude once folded. */
const LIMB = 2 ** 40;

/**
 * Exact sums of whole numbers per group: doubles that the kernel adds to, folded into a high part before they can leave ±2^53.
 * The kernel knows how many rows that takes (`foldAfter`) and calls `fold` in time.
 */
export class ExactCells extends Cells {
  #high: Float64Array | null = null;

  constructor() {
    super(-0);
  }

  fold(): void {
    const { values } = this;
    let high = this.#high;
    if (high === null || high.length < values.length) {
      const grown = new Float64Array(values.length);
      if (high !== null) grown.set(high);
      this.#high = high = grown;
    }
    for (let g = 0; g < values.length; g++) {
      const carried = Math.trunc(values[g]! / LIMB);
      if (carried === 0) continue;
      high[g]! += carried;
      values[g]! -= carried * LIMB;
    }
  }

  /** The sum of a group: a number when it is safe, otherwise a bigint. */
  sum(group: number): number | bigint {
    const low = this.values[group]! + 0;
    const high = this.#high === null || group >= this.#high.length ? 0 : this.#high[group]!;
    return high === 0 ? low : integerValue(BigInt(high) * BigInt(LIMB) + BigInt(low));
  }
}

/** Counts as a vector of numbers. */
export function countsOf(counts: Cells, groups: number): Vector {
  return vectorOf('f64', counts.reserve(groups).subarray(0, groups));
}

/** Cells as a vector; NULL, with 0 beside it, where the group's count (of values that are not NULL) is 0. */
export function valuesOf(cells: Cells, counts: Cells | null, groups: number): Vector {
  const values = cells.reserve(groups).slice(0, groups);
  if (counts === null) return vectorOf('f64', values);
  const nulls = zeroFlags(counts, groups);
  for (let g = 0; g < groups; g++) if (nulls[g] === 1) values[g] = 0;
  return vectorOf('f64', values, nulls);
}

/** Cells that hold ranks of strings as codes of the strings; NULL where the count is 0. */
export function rankedStrings(
  cells: Cells,
  counts: Cells | null,
  groups: number,
  strings: readonly string[],
  ranks: Int32Array,
): Vector {
  const codeOf = new Int32Array(strings.length);
  for (let code = 0; code < ranks.length; code++) codeOf[ranks[code]!] = code;
  const found = cells.reserve(groups);
  const present = counts === null ? null : counts.reserve(groups);
  const codes = new Int32Array(groups);
  for (let g = 0; g < groups; g++) codes[g] = present !== null && present[g] === 0 ? 0 : codeOf[found[g]!]!;
  return vectorOf('code', codes, counts === null ? null : zeroFlags(counts, groups), strings);
}

/** Exact sums as values of the abi; NULL where the count is 0. */
export function sumsOf(cells: ExactCells, counts: Cells | null, groups: number): Vector {
  cells.reserve(groups);
  const present = counts === null ? null : counts.reserve(groups);
  const sums: unknown[] = [];
  for (let g = 0; g < groups; g++) sums.push(present !== null && present[g] === 0 ? null : cells.sum(g));
  return vectorOf('any', sums);
}

/** Float sums; NULL where the count is 0. */
export function floatSumsOf(cells: Cells, counts: Cells | null, groups: number): Vector {
  const sums = cells.reserve(groups).slice(0, groups);
  for (let g = 0; g < groups; g++) sums[g]! += 0;
  return vectorOf('f64', sums, counts === null ? null : zeroFlags(counts, groups));
}

/** Sums divided by counts, as floats; NULL where the count is 0. */
export function averagesOf(cells: Cells, counts: Cells, groups: number): Vector {
  cells.reserve(groups);
  const present = counts.reserve(groups);
  const averages = new Float64Array(groups);
  for (let g = 0; g < groups; g++)
    averages[g] =
      present[g] === 0 ? 0 : Number(cells instanceof ExactCells ? cells.sum(g) : cells.values[g]) / present[g]!;
  return vectorOf('f64', averages, zeroFlags(counts, groups));
}

/** Averages of decimals with `shift` more digits than the values, rounded half away from zero; NULL where the count is 0. */
export function decimalAveragesOf(cells: ExactCells, counts: Cells, groups: number, shift: number): Vector {
  cells.reserve(groups);
  const present = counts.reserve(groups);
  const power = 10n ** BigInt(shift);
  const averages: unknown[] = [];
  for (let g = 0; g < groups; g++)
    averages.push(
      present[g] === 0 ? null : integerValue(roundedQuotient(BigInt(cells.sum(g)) * power, BigInt(present[g]!))),
    );
  return vectorOf('any', averages);
}

/** The quotient of two whole numbers, rounded half away from zero. */
export function roundedQuotient(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  const rest = dividend % divisor;
  const twice = (rest < 0n ? -rest : rest) * 2n;
  if (twice < (divisor < 0n ? -divisor : divisor)) return quotient;
  return dividend < 0n === divisor < 0n ? quotient + 1n : quotient - 1n;
}

function zeroFlags(counts: Cells, groups: number): Uint8Array {
  const present = counts.reserve(groups);
  const flags = new Uint8Array(groups);
  for (let g = 0; g < groups; g++) flags[g] = present[g] === 0 ? 1 : 0;
  return flags;
}
