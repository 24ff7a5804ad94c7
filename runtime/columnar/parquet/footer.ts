import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import type { ByteSource } from '../byte-source.ts';
import type { ThriftStruct, ThriftValue } from './thrift.ts';
import { readThrift, ThriftError } from './thrift.ts';

/** What stands at the end of a Parquet file. */
export interface ParquetFooter {
  /** The whole of it, as it was read. */
  readonly raw: ThriftStruct;
  /** Bytes of the serialised footer, without its length and the closing mark. */
  readonly length: number;
  readonly rowCount: number;
  /** All schema elements, depth first, the root first. */
  readonly schema: readonly SchemaElement[];
  readonly rowGroups: readonly RowGroup[];
}

export interface SchemaElement {
  readonly name: string;
  /** Physical type by number, or `null` for groups. */
  readonly type: number | null;
  /** Bytes of a fixed-length value. */
  readonly typeLength: number;
  /** 0 required, 1 optional, 2 repeated. */
  readonly repetition: number;
  readonly childCount: number;
  readonly converted: number | null;
  readonly scale: number;
  readonly precision: number;
  readonly fieldId: number | null;
  /** The logical type: its field id in Parquet's union, and its own fields. */
  readonly logical: { readonly kind: number; readonly detail: ThriftStruct } | null;
}

export interface RowGroup {
  readonly raw: ThriftStruct;
  readonly rowCount: number;
  readonly columns: readonly ColumnChunk[];
}

export interface ColumnChunk {
  readonly path: readonly string[];
  /** How its pages are compressed, by number. */
  readonly codec: number;
  /** Where its pages begin in the file, and how many bytes they take. */
  readonly start: number;
  readonly size: number;
  readonly valueCount: number;
  readonly nullCount: number | null;
  /** Bounds as they are stored: plain encoding of the physical type. */
  readonly min: Uint8Array | null;
  readonly max: Uint8Array | null;
  readonly encrypted: boolean;
}

const MARK = 0x31524150;
const ENCRYPTED_MARK = 0x45524150;
/** What is read of the end of a file at first. */
const FIRST_READ = 65536;

/** Reads and checks the footer. Throws `CorruptFile`. */
export function readFooter(source: ByteSource): ParquetFooter {
  const { size, name } = source;
  if (size < 12) throw corrupt(name, 'it is too short for a Parquet file', size);
  const head = source.read(0, 4);
  if (word(head, 0) !== MARK) throw corrupt(name, 'it does not begin with `PAR1`, so it is no Parquet file', 0);
  const tail = source.read(Math.max(0, size - FIRST_READ), Math.min(size, FIRST_READ));
  const mark = word(tail, tail.length - 4);
  if (mark === ENCRYPTED_MARK)
    throw gobiError('Unsupported', {
      what: `the encrypted Parquet file '${name}'`,
      instead: 'write it without encryption',
    });
  if (mark !== MARK) throw corrupt(name, 'it does not end with `PAR1`: it was cut off or is no Parquet file', size - 4);
  const length = word(tail, tail.length - 8) >>> 0;
  if (length + 12 > size) throw corrupt(name, `its footer would be ${length} bytes long`, size - 8);
  const start = size - 8 - length;
  const bytes =
    length + 8 <= tail.length ? tail.subarray(tail.length - 8 - length, tail.length - 8) : source.read(start, length);
  try {
    return footerOf(readThrift(bytes).struct, length);
  } catch (error) {
    if (error instanceof ThriftError)
      throw corrupt(name, `its footer is damaged: ${error.message}`, start + error.offset);
    if (error instanceof TypeError) throw corrupt(name, 'its footer is damaged: a part is missing', start);
    throw error;
  }
}

function corrupt(file: string, reason: string, offset: number): Error {
  return gobiError('CorruptFile', { file, reason, offset });
}

function word(bytes: Uint8Array, at: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset).getInt32(at, true);
}

function footerOf(raw: ThriftStruct, length: number): ParquetFooter {
  return {
    raw,
    length,
    rowCount: integer(raw, 3) ?? 0,
    schema: structs(raw, 2).map(elementOf),
    rowGroups: structs(raw, 4).map((group) => ({
      raw: group,
      rowCount: integer(group, 3) ?? 0,
      columns: structs(group, 1).map(chunkOf),
    })),
  };
}

function elementOf(element: ThriftStruct): SchemaElement {
  const logical = struct(element, 10);
  const [kind] = logical?.keys() ?? [];
  return {
    name: text(element, 4),
    type: integer(element, 1),
    typeLength: integer(element, 2) ?? 0,
    repetition: integer(element, 3) ?? 0,
    childCount: integer(element, 5) ?? 0,
    converted: integer(element, 6),
    scale: integer(element, 7) ?? 0,
    precision: integer(element, 8) ?? 0,
    fieldId: integer(element, 9),
    logical: logical === null || kind === undefined ? null : { kind, detail: struct(logical, kind) ?? new Map() },
  };
}

function chunkOf(chunk: ThriftStruct): ColumnChunk {
  const meta = struct(chunk, 3) ?? new Map();
  const statistics = struct(meta, 12) ?? new Map();
  const dataStart = integer(meta, 9) ?? 0;
  const dictionaryStart = integer(meta, 11) ?? 0;
  return {
    path: list(meta, 3).map((part) => decode(part as Uint8Array)),
    codec: integer(meta, 4) ?? 0,
    start: dictionaryStart > 0 && dictionaryStart < dataStart ? dictionaryStart : dataStart,
    size: integer(meta, 7) ?? 0,
    valueCount: integer(meta, 5) ?? 0,
    nullCount: integer(statistics, 3),
    min: bytes(statistics, 6) ?? bytes(statistics, 2),
    max: bytes(statistics, 5) ?? bytes(statistics, 1),
    encrypted: chunk.has(8),
  };
}

/** An integer field as a number, or `null` when it is absent. */
export function integer(struct: ThriftStruct, id: number): number | null {
  const value = struct.get(id)?.value;
  return value === undefined ? null : Number(value);
}

function struct(parent: ThriftStruct, id: number): ThriftStruct | null {
  const value = parent.get(id)?.value;
  return value instanceof Map ? value : null;
}

function list(parent: ThriftStruct, id: number): readonly ThriftValue[] {
  const value = parent.get(id)?.value;
  return typeof value === 'object' && 'values' in value && 'elementType' in value ? value.values : [];
}

function structs(parent: ThriftStruct, id: number): readonly ThriftStruct[] {
  return list(parent, id) as readonly ThriftStruct[];
}

function bytes(parent: ThriftStruct, id: number): Uint8Array | null {
  const value = parent.get(id)?.value;
  return value instanceof Uint8Array ? value : null;
}

function text(parent: ThriftStruct, id: number): string {
  return decode(bytes(parent, id)!);
}

function decode(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}
