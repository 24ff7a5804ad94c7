import type { ThriftStruct } from '../thrift.ts';
import { readThrift } from '../thrift.ts';
import { decompressPage } from './decompress-page.ts';
import { DamagedPage } from './read-hybrid.ts';

/** A page of a column chunk, decompressed. */
export interface Page {
  readonly kind: 'data' | 'dictionary';
  readonly valueCount: number;
  readonly encoding: number;
  /** Definition levels in the hybrid encoding; `null` when there are none. */
  readonly definitions: Uint8Array | null;
  /** The values. */
  readonly bytes: Uint8Array;
}

/** The pages of a chunk of a column that is not nested, in order. `optional`: it has definition levels. Throws `DamagedPage` and what codecs throw. */
export function* pagesOf(chunk: Uint8Array, codec: number, optional: boolean): Generator<Page, void> {
  let at = 0;
  while (at < chunk.length) {
    const { struct, end } = readThrift(chunk, at);
    const size = integer(struct, 2);
    const stored = integer(struct, 3);
    if (stored < 0 || size < 0 || end + stored > chunk.length)
      throw new DamagedPage(`a page would end at byte ${end + stored} of ${chunk.length}`);
    const body = chunk.subarray(end, end + stored);
    at = end + stored;
    const first = part(struct, 5);
    const dictionary = part(struct, 7);
    const second = part(struct, 8);
    if (dictionary !== null)
      yield {
        kind: 'dictionary',
        valueCount: integer(dictionary, 1),
        encoding: integer(dictionary, 2),
        definitions: null,
        bytes: decompressPage(body, codec, size),
      };
    else if (first !== null) yield firstVersion(first, decompressPage(body, codec, size), optional);
    else if (second !== null) yield secondVersion(second, body, codec, size, optional);
  }
}

function firstVersion(header: ThriftStruct, bytes: Uint8Array, optional: boolean): Page {
  const common = { kind: 'data', valueCount: integer(header, 1), encoding: integer(header, 2) } as const;
  if (!optional) return { ...common, definitions: null, bytes };
  if (integer(header, 3) !== RLE) throw new DamagedPage('definition levels of an encoding that is out of use');
  if (bytes.length < 4) throw new DamagedPage('definition levels are missing');
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  if (4 + length > bytes.length) throw new DamagedPage('definition levels are longer than the page');
  return { ...common, definitions: bytes.subarray(4, 4 + length), bytes: bytes.subarray(4 + length) };
}

const RLE = 3;

function secondVersion(header: ThriftStruct, body: Uint8Array, codec: number, size: number, optional: boolean): Page {
  const definitions = integer(header, 5);
  const levels = definitions + integer(header, 6);
  if (levels > body.length) throw new DamagedPage('definition levels are longer than the page');
  const values = body.subarray(levels);
  const compressed = header.get(7)?.value !== false && values.length > 0;
  return {
    kind: 'data',
    valueCount: integer(header, 1),
    encoding: integer(header, 4),
    definitions: optional ? body.subarray(levels - definitions, levels) : null,
    bytes: compressed ? decompressPage(values, codec, size - levels) : values,
  };
}

function integer(struct: ThriftStruct, id: number): number {
  const value = struct.get(id)?.value;
  if (typeof value !== 'number') throw new DamagedPage('a page header lacks a part');
  return value;
}

function part(struct: ThriftStruct, id: number): ThriftStruct | null {
  const value = struct.get(id)?.value;
  return value instanceof Map ? value : null;
}
