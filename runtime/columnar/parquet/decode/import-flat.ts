import type { Arena } from '../../arena.ts';
import type { ArrayImporter } from '../../arrow/array-importer.ts';
import type { ArrowArray } from '../../arrow/arrow-array.ts';
import type { ArrowField, ArrowType } from '../../arrow/arrow-type.ts';
import { nullColumn } from '../../builders/null-column.ts';
import type { Column, IntegerColumn } from '../../column.ts';
import { take } from '../../take.ts';
import { isValid } from '../../validity.ts';
import type { FlatChunk, PlainValues, Storage } from './flat-chunk.ts';

const CODES: ArrowType = { kind: 'int', bits: 32, unsigned: false };

/** Cuts a decoded chunk into columns of `size` rows. Numbers by code are looked up in the layout of their dictionary, so that no value is widened on the way. */
export function importFlat(
  chunk: FlatChunk,
  field: ArrowField,
  storage: Storage,
  importer: ArrayImporter,
  rowCount: number,
  size: number,
  arena?: Arena,
): Column[] {
  const columns: Column[] = [];
  const entries =
    chunk.kind === 'codes' && storage !== 'text'
      ? importer.import(plainArray(field, chunk.entries, storage, 0, entryCount(chunk.entries, storage), null))
      : null;
  for (let start = 0; start < rowCount; start += size) {
    const length = Math.min(size, rowCount - start);
    if (chunk.kind === 'plain')
      columns.push(importer.import(plainArray(field, chunk.values, storage, start, length, chunk.validity)));
    else if (entries !== null)
      columns.push(lookUp(entries, chunk.codes.subarray(start, start + length), chunk.validity, start, arena));
    else
      columns.push(
        importer.import(
          codedArray(field, chunk.codes.subarray(start, start + length), chunk.entries, start, chunk.validity),
        ),
      );
  }
  return columns;
}

function entryCount({ bytes, offsets }: PlainValues, storage: Storage): number {
  if (offsets !== null) return offsets.length - 1;
  return storage === 'bits' ? bytes.length : bytes.length / (storage as number);
}

function plainArray(
  field: ArrowField,
  { bytes, offsets }: PlainValues,
  storage: Storage,
  start: number,
  length: number,
  validity: Uint8Array | null,
): ArrowArray {
  const size = storage === 'bits' ? 1 : storage === 'text' ? 0 : storage;
  const base = {
    field,
    length,
    bitOffset: start & 7,
    validity: validity === null ? null : validity.subarray(start >> 3),
    children: [],
    dictionary: null,
  };
  if (offsets === null)
    return { ...base, values: bytes.subarray(start * size, (start + length) * size), offsets: null };
  const own = offsets.subarray(start, start + length + 1);
  return { ...base, values: bytes, offsets: new Uint8Array(own.buffer, own.byteOffset, own.byteLength) };
}

function codedArray(
  field: ArrowField,
  codes: Int32Array,
  entries: PlainValues,
  start: number,
  validity: Uint8Array | null,
): ArrowArray {
  return {
    field: { ...field, type: { kind: 'dictionary', index: CODES, value: field } },
    length: codes.length,
    bitOffset: start & 7,
    validity: validity === null ? null : validity.subarray(start >> 3),
    values: new Uint8Array(codes.buffer, codes.byteOffset, codes.byteLength),
    offsets: null,
    children: [],
    dictionary: plainArray(field, entries, 'text', 0, entryCount(entries, 'text'), null),
  };
}

function lookUp(entries: Column, codes: Int32Array, validity: Uint8Array | null, start: number, arena?: Arena): Column {
  const rows = validity === null ? codes : codes.map((code, row) => (isValid(validity, start + row) ? code : -1));
  const column = take(entries, rows, arena);
  if (column.stats.nullCount === column.length) return nullColumn(column.type, column.length);
  return 'base' in entries ? { ...column, stats: { ...column.stats, ...boundsOf(entries, rows) } } : column;
}

/** The bounds of just those entries that occur. */
function boundsOf({ values, base, factor, length }: IntegerColumn, rows: Int32Array): { min: number; max: number } {
  const used = new Uint8Array(length);
  for (let i = 0; i < rows.length; i++) if (rows[i]! >= 0) used[rows[i]!] = 1;
  let min = Infinity;
  let max = -Infinity;
  for (let entry = 0; entry < length; entry++) {
    if (used[entry] === 0) continue;
    if (values[entry]! < min) min = values[entry]!;
    if (values[entry]! > max) max = values[entry]!;
  }
  return { min: base + factor * min, max: base + factor * max };
}
