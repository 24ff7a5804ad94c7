/** A table of a flatbuffer: where it is, and where its fields are told. Reading outside of the view throws a `RangeError`. */
export interface FlatTable {
  readonly view: DataView;
  readonly place: number;
  readonly fields: number;
}

export function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

/** The table that the offset at a place leads to. */
export function tableAt(view: DataView, at: number): FlatTable {
  const place = at + view.getUint32(at, true);
  return { view, place, fields: place - view.getInt32(place, true) };
}

/** Where a field is; `null` where it is left out. */
export function fieldAt({ view, place, fields }: FlatTable, field: number): number | null {
  const entry = 4 + 2 * field;
  if (view.getUint16(fields, true) <= entry) return null;
  const offset = view.getUint16(fields + entry, true);
  return offset === 0 ? null : place + offset;
}

/** The table in a field. Throws where it is left out. */
export function child(table: FlatTable, field: number): FlatTable {
  const at = fieldAt(table, field);
  if (at === null) throw new Error('a message lacks a part');
  return tableAt(table.view, at);
}

/** The tables of a vector; none where it is left out. Throws where it would be longer than the message. */
export function children(table: FlatTable, field: number): FlatTable[] {
  const at = fieldAt(table, field);
  if (at === null) return [];
  const start = at + table.view.getUint32(at, true);
  const count = table.view.getUint32(start, true);
  if (count * 4 > table.view.byteLength) throw new Error('a list is longer than its message');
  return Array.from({ length: count }, (_, i) => tableAt(table.view, start + 4 + 4 * i));
}

/** A text; `null` where it is left out. */
export function text(table: FlatTable, field: number): string | null {
  const at = fieldAt(table, field);
  if (at === null) return null;
  const { buffer, byteOffset, byteLength } = table.view;
  const start = at + table.view.getUint32(at, true);
  const length = table.view.getUint32(start, true);
  if (start + 4 + length > byteLength) throw new Error('a text is longer than its message');
  return Buffer.from(buffer, byteOffset + start + 4, length).toString('utf8');
}

export function uint8(table: FlatTable, field: number): number {
  const at = fieldAt(table, field);
  return at === null ? 0 : table.view.getUint8(at);
}

export function uint16(table: FlatTable, field: number, absent = 0): number {
  const at = fieldAt(table, field);
  return at === null ? absent : table.view.getUint16(at, true);
}

export function int32(table: FlatTable, field: number, absent = 0): number {
  const at = fieldAt(table, field);
  return at === null ? absent : table.view.getInt32(at, true);
}

export function int64(table: FlatTable, field: number): number {
  const at = fieldAt(table, field);
  return at === null ? 0 : int64At(table.view, at);
}

/** A length or number, which is not negative and below 2^53. */
export function int64At(view: DataView, at: number): number {
  const high = view.getInt32(at + 4, true);
  if (high < 0 || high >= 2 ** 21) throw new Error('a length makes no sense');
  return high * 2 ** 32 + view.getUint32(at, true);
}
