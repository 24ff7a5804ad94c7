import type { Column, DictionaryColumn, IntegerColumn } from '../../column.ts';
import type { HybridArray } from './hybrid.ts';

/** The distinct values of a column without NULLs: a row that has each, in order of first appearance, and for all rows which one it is. */
export interface ValueDictionary {
  readonly rows: Int32Array;
  readonly codes: HybridArray;
}

/** Rows after which a dictionary of more than every fourth of them is given up. */
const TRIAL_ROWS = 8192;
const MOST_ENTRIES = 1 << 17;

/** The dictionary of a column, or `null` where it is not worth one. */
export function valueDictionary(column: Column): ValueDictionary | null {
  if (column.length === 0 || column.type.kind === 'boolean') return null;
  switch (column.layout) {
    case 'dict':
      return denseDictionary(column, 0, column.dictionary.strings.length);
    case 'u8':
      return denseDictionary(column, 0, 256);
    case 'i8':
      return denseDictionary(column, 128, 256);
    case 'u16':
      return denseDictionary(column, 0, 65536);
    case 'i16':
      return denseDictionary(column, 32768, 65536);
    case 'i32':
      return hashedDictionary(column.values as Int32Array, 1, column.length);
    case 'f64':
      return hashedDictionary(
        new Int32Array(column.values.buffer, column.values.byteOffset, column.length * 2),
        2,
        column.length,
      );
    default:
      return null;
  }
}

/** Raw values of few possible ones are looked up directly. */
function denseDictionary(
  { values, length }: IntegerColumn | DictionaryColumn,
  shift: number,
  range: number,
): ValueDictionary | null {
  const codeOf = new Int32Array(range).fill(-1);
  const codes = new Int32Array(length);
  const rows: number[] = [];
  for (let row = 0; row < length; row++) {
    const slot = values[row]! + shift;
    let code = codeOf[slot]!;
    if (code < 0) {
      code = codeOf[slot] = rows.length;
      rows.push(row);
    }
    codes[row] = code;
  }
  return { rows: Int32Array.from(rows), codes };
}

/** Values of one or two words by open addressing. */
function hashedDictionary(words: Int32Array, stride: 1 | 2, length: number): ValueDictionary | null {
  let slots = new Int32Array(1024).fill(-1);
  const rows: number[] = [];
  const codes = new Int32Array(length);
  for (let row = 0; row < length; row++) {
    const low = words[row * stride]!;
    const high = stride === 2 ? words[row * 2 + 1]! : 0;
    let slot = hash(low, high) & (slots.length - 1);
    let code = slots[slot]!;
    while (
      code >= 0 &&
      (words[rows[code]! * stride] !== low || (stride === 2 && words[rows[code]! * 2 + 1] !== high))
    ) {
      slot = (slot + 1) & (slots.length - 1);
      code = slots[slot]!;
    }
    if (code < 0) {
      code = slots[slot] = rows.length;
      rows.push(row);
      if (rows.length > MOST_ENTRIES || (row >= TRIAL_ROWS && rows.length * 4 > row)) return null;
      if (rows.length * 2 > slots.length) slots = rehash(words, stride, rows, slots.length * 4);
    }
    codes[row] = code;
  }
  return { rows: Int32Array.from(rows), codes };
}

function rehash(words: Int32Array, stride: 1 | 2, rows: readonly number[], size: number): Int32Array<ArrayBuffer> {
  const slots = new Int32Array(size).fill(-1);
  rows.forEach((row, code) => {
    let slot = hash(words[row * stride]!, stride === 2 ? words[row * 2 + 1]! : 0) & (size - 1);
    while (slots[slot]! >= 0) slot = (slot + 1) & (size - 1);
    slots[slot] = code;
  });
  return slots;
}

function hash(low: number, high: number): number {
  const mixed = Math.imul(low ^ Math.imul(high, 0x85ebca6b), 0x9e3779b1);
  return mixed ^ (mixed >>> 15);
}
