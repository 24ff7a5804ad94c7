const DIGIT_BITS = 11;
const DIGITS = 1 << DIGIT_BITS;

/**
 * The rows `0 … keys.length` in ascending order of whole keys from 0 up to but not including `size` (at most 2^53), stable: a radix sort from the
 * lowest digit up, which moves row numbers and no keys.
 */
export function radixOrder(keys: Float64Array, size: number): Int32Array {
  const length = keys.length;
  let rows = new Int32Array(length);
  let other = new Int32Array(length);
  for (let i = 0; i < length; i++) rows[i] = i;
  const low = new Uint32Array(length);
  const high = size > 2 ** 32 ? new Uint32Array(length) : null;
  if (high === null) for (let i = 0; i < length; i++) low[i] = keys[i]!;
  else split(keys, low, high);
  const bits = Math.ceil(Math.log2(Math.max(2, size)));
  for (let shift = 0; shift < bits; shift += shift >= 22 && shift < 32 ? 10 : DIGIT_BITS) {
    const words = shift < 32 ? low : high!;
    if (pass(words, shift < 32 ? shift : shift - 32, rows, other)) [rows, other] = [other, rows];
  }
  return rows;
}

function split(keys: Float64Array, low: Uint32Array, high: Uint32Array): void {
  for (let i = 0; i < keys.length; i++) {
    const upper = Math.floor(keys[i]! / 4294967296);
    high[i] = upper;
    low[i] = keys[i]! - upper * 4294967296;
  }
}

/** One digit; `false` when all rows have the same one and nothing was moved. */
function pass(words: Uint32Array, shift: number, from: Int32Array, to: Int32Array): boolean {
  const starts = new Int32Array(DIGITS);
  for (let i = 0; i < words.length; i++) starts[(words[i]! >>> shift) & (DIGITS - 1)]!++;
  if (words.length > 0 && starts[(words[0]! >>> shift) & (DIGITS - 1)] === words.length) return false;
  let start = 0;
  for (let digit = 0; digit < DIGITS; digit++) {
    const count = starts[digit]!;
    starts[digit] = start;
    start += count;
  }
  for (let i = 0; i < from.length; i++) {
    const row = from[i]!;
    const digit = (words[row]! >>> shift) & (DIGITS - 1);
    to[starts[digit]!++] = row;
  }
  return true;
}
