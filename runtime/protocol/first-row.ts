import type { ArrowArray } from '../columnar/arrow/arrow-array.ts';
import { arraysOfBatch } from '../columnar/arrow/ipc/arrays-of-batch.ts';
import { MESSAGE } from '../columnar/arrow/ipc/message-layout.ts';
import { batchOf, messageAt } from '../columnar/arrow/ipc/read-message.ts';
import { streamSchema } from '../columnar/arrow/ipc/stream-schema.ts';

/** The one row of a stream: names and plain values of its columns, and the metadata of its schema. */
export interface FirstRow {
  readonly metadata: ReadonlyMap<string, string>;
  readonly values: ReadonlyMap<string, unknown>;
}

/** Reads an Arrow IPC stream of one row, whoever wrote it. Throws an `Error` for anything else, and for types that messages do not have. */
export function firstRow(stream: Uint8Array): FirstRow {
  const first = messageAt(stream, 0);
  if (first === null) throw new Error('it is empty');
  const { fields, metadata } = streamSchema(first);
  const second = messageAt(stream, first.end);
  if (second?.type !== MESSAGE.batch) throw new Error('it has 0 rows, not one');
  const batch = batchOf(second);
  if (batch.rows !== 1) throw new Error(`it has ${batch.rows} rows, not one`);
  if (batch.compression !== 'none') throw new Error('messages are not compressed');
  const columns = arraysOfBatch(fields, batch, new Map());
  return { metadata, values: new Map(columns.map((column) => [column.field.name, valueOf(column)])) };
}

function valueOf({ field, validity, values, offsets }: ArrowArray): unknown {
  const { type } = field;
  if (type.kind === 'null' || (validity !== null && (validity[0]! & 1) === 0)) return null;
  const bytes = values ?? new Uint8Array(0);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (type.kind) {
    case 'boolean':
      return (view.getUint8(0) & 1) === 1;
    case 'float':
      if (type.bits === 16) break;
      return type.bits === 64 ? view.getFloat64(0, true) : view.getFloat32(0, true);
    case 'int':
      return intAt(view, type.bits, type.unsigned);
    case 'utf8':
    case 'binary': {
      const places = new DataView(offsets!.buffer, offsets!.byteOffset, offsets!.byteLength);
      // an offset beyond 4 GiB would lead outside of the message, which was looked at
      const [start, end] = [places.getUint32(0, true), places.getUint32(type.large ? 8 : 4, true)];
      const found = bytes.subarray(start, end);
      return type.kind === 'binary' ? found : Buffer.from(found).toString('utf8');
    }
    default:
  }
  throw new Error(`column \`${field.name}\` has a type that messages do not have`);
}

/** Whole numbers beyond 2^53 lose digits; the fields of messages refuse them. */
function intAt(view: DataView, bits: 8 | 16 | 32 | 64, unsigned: boolean): number {
  switch (bits) {
    case 8:
      return unsigned ? view.getUint8(0) : view.getInt8(0);
    case 16:
      return unsigned ? view.getUint16(0, true) : view.getInt16(0, true);
    case 32:
      return unsigned ? view.getUint32(0, true) : view.getInt32(0, true);
    case 64:
      return Number(unsigned ? view.getBigUint64(0, true) : view.getBigInt64(0, true));
  }
}
