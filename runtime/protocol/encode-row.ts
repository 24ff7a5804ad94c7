import type { FieldType } from './field-type.ts';
import type { RecordTemplate } from './record-template.ts';

/** A value as it is stored: JSON is text already. */
export type StoredValue = string | number | boolean | Uint8Array | null;

/** The mark and the length 0 that end a stream. */
const END = new Uint8Array([255, 255, 255, 255, 0, 0, 0, 0]);

/** Bytes of values that all take the same; a boolean is a bit. `null` for text and bytes, which come with two offsets. */
const WIDTHS: Readonly<Record<FieldType, number | null>> = {
  text: null,
  json: null,
  bytes: null,
  number: 8,
  whole: 8,
  id: 4,
  flag: 1,
};

const padded = (bytes: number): number => (bytes + 7) & ~7;

/** A row of the fields as the Arrow IPC stream of a template: a copy of its messages with the numbers of this row, and the body. */
export function encodeRow(
  { schema, batch, nodes, buffers, bodyLength }: RecordTemplate,
  fields: readonly FieldType[],
  values: readonly StoredValue[],
): Uint8Array<ArrayBuffer> {
  const stored = values.map((value) => (typeof value === 'string' ? Buffer.from(value) : value));
  const length = stored.reduce<number>((sum, value, i) => sum + bodyBytes(fields[i]!, value), 0);
  const stream = new Uint8Array(schema.length + batch.length + length + END.length);
  stream.set(schema);
  stream.set(batch, schema.length);
  stream.set(END, stream.length - END.length);
  const view = new DataView(stream.buffer);
  const body = schema.length + batch.length;
  let at = 0;
  let buffer = schema.length + buffers;
  /** Tells of the next buffer; gives its place. */
  const place = (bytes: number): number => {
    const start = at;
    putInteger(view, buffer, start);
    putInteger(view, buffer + 8, bytes);
    buffer += 16;
    at += padded(bytes);
    return body + start;
  };
  putInteger(view, schema.length + bodyLength, length);
  stored.forEach((value, i) => {
    putInteger(view, schema.length + nodes + 16 * i, 1);
    putInteger(view, schema.length + nodes + 16 * i + 8, value === null ? 1 : 0);
    // of one row that is not there the bit is 0, as the bytes are
    place(value === null ? 1 : 0);
    const width = WIDTHS[fields[i]!];
    if (width !== null) return putFixed(view, place(width), fields[i]!, value as number | boolean | null);
    const bytes = value as Uint8Array | null;
    view.setInt32(place(8) + 4, bytes?.length ?? 0, true);
    stream.set(bytes ?? [], place(bytes?.length ?? 0));
  });
  return stream;
}

function bodyBytes(field: FieldType, value: Exclude<StoredValue, string>): number {
  const width = WIDTHS[field];
  const bytes = width === null ? 8 + padded((value as Uint8Array | null)?.length ?? 0) : padded(width);
  return bytes + (value === null ? 8 : 0);
}

function putFixed(view: DataView, place: number, field: FieldType, value: number | boolean | null): void {
  if (value === null) return;
  if (field === 'number') view.setFloat64(place, Number(value), true);
  else if (field === 'whole') view.setBigInt64(place, BigInt(value), true);
  else if (field === 'id') view.setUint32(place, Number(value), true);
  else view.setUint8(place, Number(value));
}

/** A length or number of values, which is below 2^32. */
function putInteger(view: DataView, place: number, value: number): void {
  view.setUint32(place, value, true);
  view.setUint32(place + 4, 0, true);
}
