import { batchOf, messageAt } from '../columnar/arrow/ipc/read-message.ts';
import type { FieldType } from './field-type.ts';

/** A field's value as it stands in a row: JSON is its text. */
export type RowValue = string | number | boolean | Uint8Array | null;

/**
 * The values of the one row of an Arrow IPC stream that begins with the schema's message `schema`, by the types of its fields; `null` where the stream begins with another one.
 * Throws an `Error` or `RangeError` where the rest is no batch of one row.
 */
export function decodeRow(
  schema: Uint8Array,
  fields: readonly FieldType[],
  stream: Uint8Array,
): readonly RowValue[] | null {
  if (stream.length <= schema.length || Buffer.compare(stream.subarray(0, schema.length), schema) !== 0) return null;
  const message = messageAt(stream, schema.length);
  if (message === null) throw new Error('it has 0 rows, not one');
  const { rows, nodes, buffers, compression } = batchOf(message);
  if (rows !== 1) throw new Error(`it has ${rows} rows, not one`);
  if (compression !== 'none') throw new Error('messages are not compressed');
  let next = 0;
  const buffer = (bytes: number): DataView => {
    const found = buffers[next++];
    if (found === undefined || found.length < bytes) throw new Error('a field lacks its value');
    return new DataView(found.buffer, found.byteOffset, found.byteLength);
  };
  return fields.map((field, i) => {
    const absent = (nodes[i]?.nullCount ?? 0) > 0;
    const validity = buffer(absent ? 1 : 0);
    const isNull = absent && (validity.getUint8(0) & 1) === 0;
    switch (field) {
      case 'text':
      case 'json':
      case 'bytes': {
        const offsets = buffer(8);
        const [start, end] = [offsets.getInt32(0, true), offsets.getInt32(4, true)];
        const { buffer: memory, byteOffset } = buffer(end);
        if (isNull) return null;
        if (start < 0 || end < start) throw new Error('the offsets of a text make no sense');
        return field === 'bytes'
          ? new Uint8Array(memory, byteOffset + start, end - start)
          : Buffer.from(memory, byteOffset + start, end - start).toString('utf8');
      }
      case 'number': {
        const value = buffer(8);
        return isNull ? null : value.getFloat64(0, true);
      }
      case 'whole': {
        const value = buffer(8);
        return isNull ? null : value.getInt32(4, true) * 2 ** 32 + value.getUint32(0, true);
      }
      case 'id': {
        const value = buffer(4);
        return isNull ? null : value.getUint32(0, true);
      }
      case 'flag': {
        const value = buffer(1);
        return isNull ? null : (value.getUint8(0) & 1) === 1;
      }
    }
  });
}
