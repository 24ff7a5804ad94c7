import { UNCHECKED, type Checked } from './checked.ts';

const DIGIT_BITS = 11;
const DIGITS = 1 << DIGIT_BITS;

/** Rows with their keys in two words, before or after a digit was sorted. */
interface Run {
  readonly rows: Int32Array;
  readonly low: Uint32Array;
  readonly high: Uint32Array;
}

/**
 * The rows `0 … keys.length` in ascending order of whole keys from 0 up to but not including `size` (at most 2^53), stable: a radix sort from the
 * lowest digit up. Keys move along with their rows, so that memory is read in order.
 */
export function radixOrder(keys: Float64Array, size: number, context: Checked = UNCHECKED): Int32Array {
  const { length } = keys;
  const wide = size > 2 ** 32;
  const make = (): Run => ({
    rows: new Int32Array(length),
    low: new Uint32Array(length),
    high: new Uint32Array(wide ? length : 0),
  });
  let from = make();
  let to = make();
  for (let i = 0; i < length; i++) from.rows[i] = i;
  if (wide) split(keys, from.low, from.high);
  else for (let i = 0; i < length; i++) from.low[i] = keys[i]!;
  const bits = Math.ceil(Math.log2(Math.max(2, size)));
  for (let shift = 0; shift < Math.min(bits, 32); shift += DIGIT_BITS) {
    context.check();
    if (isOneDigit(from.low, shift)) continue;
    sortDigit(from.low, shift, from, to, context);
    [from, to] = [to, from];
  }
  for (let shift = 0; wide && shift < bits - 32; shift += DIGIT_BITS) {
    context.check();
    if (isOneDigit(from.high, shift)) continue;
    sortDigit(from.high, shift, from, to, context);
    [from, to] = [to, from];
  }
  return from.rows;
}

function split(keys: Float64Array, low: Uint32Array, high: Uint32Array): void {
  for (let i = 0; i < keys.length; i++) {
    const upper = Math.floor(keys[i]! / 4294967296);
    high[i] = upper;
    low[i] = keys[i]! - upper * 4294967296;
  }
}

/** Whether all keys have the same digit, so that nothing would move. */
function isOneDigit(words: Uint32Array, shift: number): boolean {
  if (words.length === 0) return true;
  const first = (words[0]! >>> shift) & (DIGITS - 1);
  for (let i = 1; i < words.length; i++) if (((words[i]! >>> shift) & (DIGITS - 1)) !== first) return false;
  return true;
}

function sortDigit(words: Uint32Array, shift: number, from: Run, to: Run, context: Checked): void {
  const starts = new Int32Array(DIGITS);
  count(words, shift, starts);
  let start = 0;
  for (let digit = 0; digit < DIGITS; digit++) {
    const rows = starts[digit]!;
    starts[digit] = start;
    start += rows;
  }
  context.check();
  if (from.high.length === 0) moveNarrow(shift, starts, from.rows, from.low, to.rows, to.low);
  else moveWide(words, shift, starts, from, to);
}

function count(words: Uint32Array, shift: number, counts: Int32Array): void {
  for (let i = 0; i < words.length; i++) counts[(words[i]! >>> shift) & (DIGITS - 1)]!++;
}

function moveNarrow(
  shift: number,
  starts: Int32Array,
  fromRows: Int32Array,
  fromLow: Uint32Array,
  toRows: Int32Array,
  toLow: Uint32Array,
): void {
  for (let i = 0; i < fromRows.length; i++) {
    const key = fromLow[i]!;
    const digit = (key >>> shift) & (DIGITS - 1);
    const at = starts[digit]!;
    starts[digit] = at + 1;
    toRows[at] = fromRows[i]!;
    toLow[at] = key;
  }
}

function moveWide(words: Uint32Array, shift: number, starts: Int32Array, from: Run, to: Run): void {
  for (let i = 0; i < words.length; i++) {
    const digit = (words[i]! >>> shift) & (DIGITS - 1);
    const at = starts[digit]!;
    starts[digit] = at + 1;
    to.rows[at] = from.rows[i]!;
    to.low[at] = from.low[i]!;
    to.high[at] = from.high[i]!;
  }
}
