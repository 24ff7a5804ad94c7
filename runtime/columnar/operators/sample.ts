import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import { inBlocks, type Checked } from './checked.ts';

/** Where the randomness of a sample without a seed comes from. */
interface SampleContext extends Checked {
  random?(): number;
}

/** How many rows: that many, or a share in a hundred, of all (`exactly`) or as the chance of each. */
export interface SampleSize {
  readonly unit: 'rows' | 'percent';
  readonly exactly: boolean;
}

/** The rows that are chosen of `length` ones, in order. The same seed chooses the same ones. */
export function sampledRows(
  length: number,
  { unit, exactly }: SampleSize,
  amount: number | bigint | null,
  seed: number | bigint | null,
  context: SampleContext,
): Int32Array {
  const size = Number(amount);
  if (amount === null || !(size >= 0) || (unit === 'percent' && size > 100)) refuse(unit, amount);
  const random = randomOf(seed === null ? Math.floor((context.random ?? Math.random)() * 2 ** 32) : Number(seed));
  if (unit === 'percent' && !exactly) return eachByChance(length, size / 100, random, context);
  return exactlySome(length, unit === 'rows' ? Math.floor(size) : Math.round((length * size) / 100), random, context);
}

function refuse(unit: SampleSize['unit'], amount: number | bigint | null): never {
  throw gobiError('InvalidArgument', {
    function: 'SAMPLE',
    argument: unit === 'rows' ? 'the number of rows' : 'the share',
    value: String(amount),
    reason: unit === 'rows' ? 'it must be 0 or more' : 'it must be between 0 and 100 percent',
  });
}

function eachByChance(length: number, chance: number, random: () => number, context: Checked): Int32Array {
  const rows = new Int32Array(length);
  let count = 0;
  inBlocks(length, context, (from, to) => {
    for (let row = from; row < to; row++) if (random() < chance) rows[count++] = row;
  });
  return rows.slice(0, count);
}

/** Each row is taken with the chance that what is still wanted has among what is left: every choice is as likely. */
function exactlySome(length: number, wanted: number, random: () => number, context: Checked): Int32Array {
  const rows = new Int32Array(Math.min(wanted, length));
  let count = 0;
  inBlocks(length, context, (from, to) => {
    for (let row = from; row < to; row++)
      if (count < rows.length && random() * (length - row) < rows.length - count) rows[count++] = row;
  });
  return rows;
}

/** Numbers in [0, 1) that follow from a seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = (seed ^ 0x9e3779b9) | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
