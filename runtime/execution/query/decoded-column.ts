import type { Column } from '../../columnar/column.ts';
import { valueReader } from '../../columnar/column-reader.ts';
import { isValid } from '../../columnar/validity.ts';
import type { Value } from '../../columnar/value.ts';

/** The values of a column as an array, for loops that go through all of them. */
export function decodedColumn(column: Column): readonly Value[] {
  const { length, validity } = column;
  const values: Value[] = new Array(length);
  if (validity !== null) {
    const read = valueReader({ ...column, validity: null });
    for (let row = 0; row < length; row++) values[row] = isValid(validity, row) ? read(row) : null;
    return values;
  }
  switch (column.layout) {
    case 'i8':
    case 'u8':
    case 'i16':
    case 'u16':
    case 'i32': {
      if (column.type.kind === 'boolean') break;
      const { values: raw, base, factor } = column;
      for (let row = 0; row < length; row++) values[row] = base + factor * raw[row]!;
      return values;
    }
    case 'f64': {
      const { values: raw } = column;
      for (let row = 0; row < length; row++) values[row] = raw[row]!;
      return values;
    }
    case 'dict': {
      const {
        values: codes,
        dictionary: { strings },
      } = column;
      for (let row = 0; row < length; row++) values[row] = strings[codes[row]!]!;
      return values;
    }
    default:
  }
  const read = valueReader(column);
  for (let row = 0; row < length; row++) values[row] = read(row);
  return values;
}
