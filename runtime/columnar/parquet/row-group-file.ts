import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import type { ByteSource } from '../byte-source.ts';
import type { ColumnChunk, ParquetFooter, SchemaElement } from './footer.ts';
import type { ThriftList, ThriftStruct, ThriftValue } from './thrift.ts';
import { writeThrift } from './thrift.ts';

const MARK = Uint8Array.of(0x50, 0x41, 0x52, 0x31);

/** Ids of fields that hold offsets into the file, by struct. */
const CHUNK_FILE_OFFSET = 2;
const CHUNK_META = 3;
const META_OFFSETS = [9, 10, 11];
/** Indexes and bloom filters lie elsewhere in the file and are left out. */
const CHUNK_INDEXES = [4, 5, 6, 7];
const META_BLOOM = [14, 15];

/**
 * A Parquet file of its own with one row group of another one, and of that only the chosen top-level columns, by position and in the order of the
 * file. The decoder wants a whole file in its memory: this keeps that file small however large the other one is. The stored Arrow schema is left
 * out, so that types follow from the Parquet schema alone.
 */
export function rowGroupFile(
  source: ByteSource,
  footer: ParquetFooter,
  group: number,
  columns: ReadonlySet<number>,
): Uint8Array {
  const { columns: chunks, raw } = footer.rowGroups[group]!;
  const owners = topLevelOwners(footer.schema);
  if (owners.leaves.length !== chunks.length)
    throw gobiError('CorruptFile', {
      file: source.name,
      reason: `row group ${group} has ${chunks.length} columns, the schema ${owners.leaves.length}`,
    });
  const isWanted = (_: unknown, leaf: number): boolean => columns.has(owners.leaves[leaf]!);
  const wanted = chunks.filter(isWanted);
  const rawChunks = listAt(raw, 1).values.filter(isWanted) as ThriftStruct[];
  const starts: number[] = [];
  let end = MARK.length;
  for (const chunk of wanted) {
    checkChunk(source, chunk);
    starts.push(end);
    end += chunk.size;
  }
  const moved = rawChunks.map((chunk, i) => moveChunk(chunk, starts[i]! - wanted[i]!.start));
  const smaller = new Map(footer.raw);
  smaller.delete(KEY_VALUES);
  const elements = listAt(footer.raw, SCHEMA).values.filter(
    (_, i) => i === 0 || columns.has(owners.elements[i]!),
  ) as ThriftStruct[];
  setList(smaller, SCHEMA, [
    new Map(elements[0]!).set(5, { type: 5, value: columns.size }),
    ...elements.slice(1).map(asPlainBytes),
  ]);
  smaller.set(ROW_COUNT, { type: 6, value: raw.get(3)!.value });
  const onlyGroup = new Map(raw);
  setList(onlyGroup, 1, moved);
  setList(smaller, ROW_GROUPS, [onlyGroup]);
  if (smaller.has(COLUMN_ORDERS))
    setList(smaller, COLUMN_ORDERS, listAt(footer.raw, COLUMN_ORDERS).values.filter(isWanted));
  const bytes = writeThrift(smaller);
  const file = new Uint8Array(end + bytes.length + 8);
  file.set(MARK);
  wanted.forEach((chunk, i) => file.set(source.read(chunk.start, chunk.size), starts[i]));
  file.set(bytes, end);
  new DataView(file.buffer).setUint32(file.length - 8, bytes.length, true);
  file.set(MARK, file.length - 4);
  return file;
}

/** Fields of the footer. */
const SCHEMA = 2;
const ROW_COUNT = 3;
const ROW_GROUPS = 4;
const KEY_VALUES = 5;
const COLUMN_ORDERS = 7;

/** Refuses a chunk that is encrypted or not within the file. */
export function checkChunk({ name, size }: ByteSource, chunk: ColumnChunk): void {
  const column = chunk.path.join('.');
  if (chunk.encrypted)
    throw gobiError('Unsupported', {
      what: `the encrypted column \`${column}\` of '${name}'`,
      instead: 'write it without encryption',
    });
  if (chunk.start >= 4 && chunk.start + chunk.size <= size) return;
  throw gobiError('CorruptFile', {
    file: name,
    reason: `the pages of column \`${column}\` would end at byte ${chunk.start + chunk.size} of ${size}`,
    offset: chunk.start,
  });
}

/** For each schema element and for each leaf, the position of the top-level column that it belongs to (-1 for the root). */
function topLevelOwners(schema: readonly SchemaElement[]): { elements: number[]; leaves: number[] } {
  const elements = [-1];
  const leaves: number[] = [];
  let open = 0;
  let owner = -1;
  for (const element of schema.slice(1)) {
    if (open === 0) {
      owner++;
      open = 1;
    }
    open += element.childCount - 1;
    elements.push(owner);
    if (element.type !== null) leaves.push(owner);
  }
  return { elements, leaves };
}

/** Intervals are decoded as the 12 bytes that they are: the decoder would drop their months. */
function asPlainBytes(element: ThriftStruct): ThriftStruct {
  if (element.get(CONVERTED_TYPE)?.value !== INTERVAL) return element;
  const plain = new Map(element);
  plain.delete(CONVERTED_TYPE);
  return plain;
}

const CONVERTED_TYPE = 6;
const INTERVAL = 21;

function listAt(struct: ThriftStruct, id: number): ThriftList {
  return struct.get(id)!.value as ThriftList;
}

function setList(struct: ThriftStruct, id: number, values: readonly ThriftValue[]): void {
  struct.set(id, { type: 9, value: { elementType: 12, values } });
}

function moveChunk(chunk: ThriftStruct, by: number): ThriftStruct {
  const meta = new Map(chunk.get(CHUNK_META)!.value as ThriftStruct);
  for (const id of META_OFFSETS) moveField(meta, id, by);
  for (const id of META_BLOOM) meta.delete(id);
  const moved = new Map(chunk);
  moved.set(CHUNK_META, { type: 12, value: meta });
  moveField(moved, CHUNK_FILE_OFFSET, by);
  for (const id of CHUNK_INDEXES) moved.delete(id);
  return moved;
}

function moveField(struct: ThriftStruct, id: number, by: number): void {
  const field = struct.get(id);
  if (field === undefined) return;
  const value = BigInt(field.value as number) + BigInt(by);
  struct.set(id, { type: field.type, value: value > 0n ? value : 0n });
}
