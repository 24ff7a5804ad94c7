import { memorySource } from '../byte-source.ts';
import type { ParquetFooter } from './footer.ts';
import { readFooter } from './footer.ts';
import type { ThriftList, ThriftStruct } from './thrift.ts';
import { writeThrift } from './thrift.ts';

const MARK = Uint8Array.of(0x50, 0x41, 0x52, 0x31);

/** Ids of the fields that hold offsets into the file: in a row group, in a column chunk, and in its meta data. */
const GROUP_OFFSETS = [5];
const CHUNK_OFFSETS = [2, 4, 6];
const META_OFFSETS = [9, 10, 11, 14];

/** One Parquet file with the row groups of several ones of the same schema, one after the other; `change` may alter the footer. */
export function stitchFiles(
  files: readonly Uint8Array[],
  change: (footer: ThriftStruct) => ThriftStruct,
): { bytes: Uint8Array; footer: ParquetFooter } {
  const footers = files.map((bytes) => readFooter(memorySource('written data', bytes)));
  const groups: ThriftStruct[] = [];
  const bodies: Uint8Array[] = [];
  let end = MARK.length;
  files.forEach((bytes, i) => {
    const body = bytes.subarray(MARK.length, bytes.length - 8 - footers[i]!.length);
    for (const { raw } of footers[i]!.rowGroups) groups.push(moveGroup(raw, end - MARK.length, groups.length));
    bodies.push(body);
    end += body.length;
  });
  const first = new Map(footers[0]!.raw);
  first.set(3, { type: 6, value: BigInt(footers.reduce((sum, footer) => sum + footer.rowCount, 0)) });
  first.set(4, { type: 9, value: { elementType: 12, values: groups } });
  const footer = writeThrift(change(first));
  const file = new Uint8Array(end + footer.length + 8);
  file.set(MARK);
  let at = MARK.length;
  for (const body of bodies) {
    file.set(body, at);
    at += body.length;
  }
  file.set(footer, at);
  new DataView(file.buffer).setUint32(file.length - 8, footer.length, true);
  file.set(MARK, file.length - 4);
  return { bytes: file, footer: readFooter(memorySource('written data', file)) };
}

function moveGroup(group: ThriftStruct, by: number, ordinal: number): ThriftStruct {
  const moved = moveFields(group, GROUP_OFFSETS, by);
  const chunks = moved.get(1)!.value as ThriftList;
  const values = (chunks.values as readonly ThriftStruct[]).map((chunk) => {
    const meta = moveFields(chunk.get(3)!.value as ThriftStruct, META_OFFSETS, by);
    return moveFields(chunk, CHUNK_OFFSETS, by).set(3, { type: 12, value: meta });
  });
  if (moved.has(7)) moved.set(7, { type: 4, value: ordinal });
  return moved.set(1, { type: 9, value: { ...chunks, values } });
}

/** A copy whose given fields, where present and not 0 (which means none), are larger by `by`. */
function moveFields(struct: ThriftStruct, ids: readonly number[], by: number): ThriftStruct {
  const moved = new Map(struct);
  for (const id of ids) {
    const field = moved.get(id);
    if (field !== undefined && BigInt(field.value as bigint) !== 0n)
      moved.set(id, { type: field.type, value: BigInt(field.value as bigint) + BigInt(by) });
  }
  return moved;
}
