import type { DataType, Field } from '../../compiler/contract/data-type.ts';
import { gobiError } from '../../compiler/contract/runtime-error.ts';
import type { IpcDecoder } from '../columnar/arrow/ipc/ipc-decoder.ts';
import type { IpcEncoder } from '../columnar/arrow/ipc/ipc-encoder.ts';
import { typeOfValue } from '../columnar/convert/type-of-value.ts';
import { rowsOf } from '../columnar/rows-of.ts';
import { tableFromRows } from '../columnar/table-from-rows.ts';
import type { Value } from '../columnar/value.ts';

/** A value that goes with a request. Names of digits are positions, from 1. */
export interface NamedValue {
  readonly name: string;
  readonly value: Value;
  readonly type: DataType;
}

/** Values as an Arrow IPC stream of one row; `null` where there are none. Types that are not told follow from the values. */
export function encodeValues(
  values: Readonly<Record<string, Value>>,
  encoder: IpcEncoder,
  types: Readonly<Record<string, DataType>> = {},
): Uint8Array | null {
  const entries = Object.entries(values);
  if (entries.length === 0) return null;
  const fields = entries.map(([name, value]): Field => {
    const type = Object.hasOwn(types, name) ? types[name]! : typeOfValue(name, value);
    return { name, type, nullable: true };
  });
  return encoder.stream(tableFromRows(fields, [entries.map(([, value]) => value)]));
}

/** The values of an Arrow IPC stream of one row, a column each. Errors: `ProtocolError`. */
export function decodeValues(bytes: Uint8Array | null, what: string, decoder: IpcDecoder): readonly NamedValue[] {
  if (bytes === null) return [];
  try {
    const { table } = decoder.read(bytes, what);
    if (table.rowCount !== 1) throw new Error(`they are ${table.rowCount} rows, not one`);
    const [row] = [...rowsOf(table)];
    return table.fields.map(({ name, type }, i) => ({ name, type, value: row![i]! }));
  } catch (error) {
    throw gobiError(
      'ProtocolError',
      { reason: `the ${what} cannot be read: ${error instanceof Error ? error.message : String(error)}` },
      { cause: error },
    );
  }
}
