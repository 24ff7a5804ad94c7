import { compareCodePoints } from '../../code-point-order.ts';
import type { Column, DictionaryColumn, Utf8Column } from '../../column.ts';
import { valueReader } from '../../column-reader.ts';
import type { Value } from '../../value.ts';

/** The least and the greatest value of a column without NULLs; `null` where there is none or the type has no order of its own. NaN is left out. */
export interface ExactBounds {
  readonly min: Value;
  readonly max: Value;
  readonly hasNaN: boolean;
}

const NONE: ExactBounds = { min: null, max: null, hasNaN: false };

/** The bounds of a column, from its values. */
export function exactBounds(column: Column): ExactBounds {
  if (column.length === 0) return NONE;
  switch (column.layout) {
    case 'i8':
    case 'u8':
    case 'i16':
    case 'u16':
    case 'i32':
    case 'f64':
    case 'i64':
    case 'i128':
      return rowBounds(column);
    case 'dict':
      return dictionaryBounds(column);
    case 'utf8':
      return column.type.kind === 'blob' ? NONE : textBounds(column);
    default:
      return NONE;
  }
}

function rowBounds(column: Column & { readonly values: ArrayLike<number> | BigInt64Array }): ExactBounds {
  const read = valueReader(column);
  if (column.layout === 'i64' || column.layout === 'i128') {
    const values = Array.from({ length: column.length }, (_, row) => read(row) as number | bigint);
    return {
      min: values.reduce((a, b) => (b < a ? b : a)),
      max: values.reduce((a, b) => (b > a ? b : a)),
      hasNaN: false,
    };
  }
  const values = column.values as ArrayLike<number>;
  let min = -1;
  let max = -1;
  let hasNaN = false;
  for (let row = 0; row < column.length; row++) {
    const value = values[row]!;
    if (value !== value) hasNaN = true;
    else {
      if (min < 0 || value < values[min]!) min = row;
      if (max < 0 || value > values[max]!) max = row;
    }
  }
  return { min: min < 0 ? null : read(min), max: max < 0 ? null : read(max), hasNaN };
}

function dictionaryBounds({ values, dictionary, length }: DictionaryColumn): ExactBounds {
  const { strings } = dictionary;
  let min = strings[values[0]!]!;
  let max = min;
  const seen = new Uint8Array(strings.length);
  for (let row = 0; row < length; row++) {
    const code = values[row]!;
    if (seen[code] === 1) continue;
    seen[code] = 1;
    const text = strings[code]!;
    if (compareCodePoints(text, min) < 0) min = text;
    if (compareCodePoints(text, max) > 0) max = text;
  }
  return { min, max, hasNaN: false };
}

function textBounds(column: Utf8Column): ExactBounds {
  const { bytes, offsets, length } = column;
  let min = 0;
  let max = 0;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const compare = (a: number, b: number): number =>
    buffer.compare(buffer, offsets[b], offsets[b + 1], offsets[a], offsets[a + 1]);
  for (let row = 1; row < length; row++) {
    if (
      bytes[offsets[row]!]! <= bytes[offsets[min]!]! ||
      offsets[row] === offsets[row + 1] ||
      offsets[min] === offsets[min + 1]
    )
      if (compare(row, min) < 0) min = row;
    if (bytes[offsets[row]!]! >= bytes[offsets[max]!]! || offsets[max] === offsets[max + 1])
      if (compare(row, max) > 0) max = row;
  }
  const read = valueReader(column);
  return { min: read(min), max: read(max), hasNaN: false };
}
