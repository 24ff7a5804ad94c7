import type { ArrowArray } from './arrow-array.ts';
import type { ArrowField, ArrowType } from './arrow-type.ts';
import { arrowTypeOfFormat } from './format-string.ts';

/**
 * Reads the structs of Arrow's C data interface from the memory of a 32-bit WebAssembly module. Fields are copied; arrays are views, which
 * are valid until the memory grows or the module frees them.
 */

/** The field whose `ArrowSchema` stands at `address`. */
export function fieldAt(memory: ArrayBufferLike, address: number): ArrowField {
  const view = new DataView(memory, address, 40);
  const pointer = (at: number): number => view.getUint32(at, true);
  const name = textAt(memory, pointer(4));
  const count = Number(view.getBigInt64(24, true));
  const children = Array.from({ length: count }, (_, i) => fieldAt(memory, word(memory, pointer(32) + i * 4)));
  const metadata = metadataAt(memory, pointer(8));
  const dictionary = pointer(36);
  const ownType = arrowTypeOfFormat(textAt(memory, pointer(0)), name);
  const type: ArrowType =
    dictionary === 0 ? ownType : { kind: 'dictionary', index: ownType, value: fieldAt(memory, dictionary) };
  return { name, type, nullable: (view.getUint32(16, true) & 2) !== 0, children, metadata };
}

/** The array of a field whose `ArrowArray` stands at `address`; rows `start` to `start + length` of it when these are given. */
export function arrayAt(
  memory: ArrayBufferLike,
  address: number,
  field: ArrowField,
  start = 0,
  length?: number,
): ArrowArray {
  const view = new DataView(memory, address, 56);
  const rows = length ?? Number(view.getBigInt64(0, true)) - start;
  const offset = Number(view.getBigInt64(16, true)) + start;
  const buffers = view.getUint32(40, true);
  const children = view.getUint32(44, true);
  const dictionary = view.getUint32(48, true);
  const buffer = (index: number, bytes: number, from = 0): Uint8Array => {
    const pointer = word(memory, buffers + index * 4);
    return pointer === 0 ? new Uint8Array(bytes) : new Uint8Array(memory, pointer + from, bytes);
  };
  const bitmap = (index: number): Uint8Array => buffer(index, ((offset & 7) + rows + 7) >> 3, offset >> 3);
  const child = (index: number, from?: number, count?: number): ArrowArray =>
    arrayAt(memory, word(memory, children + index * 4), field.children[index]!, from, count);
  const nulls = view.getBigInt64(8, true) !== 0n && word(memory, buffers) !== 0;
  const common = {
    field,
    length: rows,
    bitOffset: offset & 7,
    validity: nulls && field.type.kind !== 'null' ? bitmap(0) : null,
    values: null,
    offsets: null,
    children: [],
    dictionary: null,
  };
  const { type } = field;
  switch (type.kind) {
    case 'null':
      return common;
    case 'boolean':
      return { ...common, values: bitmap(1) };
    case 'utf8':
    case 'binary': {
      const size = type.large ? 8 : 4;
      const offsets = buffer(1, (rows + 1) * size, offset * size);
      const end = type.large
        ? Number(new DataView(offsets.buffer, offsets.byteOffset).getBigInt64(rows * 8, true))
        : rows === 0
          ? 0
          : new DataView(offsets.buffer, offsets.byteOffset).getInt32(rows * 4, true);
      return { ...common, offsets, values: buffer(2, end) };
    }
    case 'list':
    case 'map': {
      const size = type.kind === 'list' && type.large ? 8 : 4;
      return { ...common, offsets: buffer(1, (rows + 1) * size, offset * size), children: [child(0)] };
    }
    case 'fixed_list':
      return { ...common, children: [child(0, offset * type.size, rows * type.size)] };
    case 'struct':
      return { ...common, children: field.children.map((_, index) => child(index, offset, rows)) };
    case 'dictionary': {
      const width = byteWidth(type.index);
      return {
        ...common,
        values: buffer(1, rows * width, offset * width),
        dictionary: arrayAt(memory, dictionary, type.value),
      };
    }
    default: {
      const width = byteWidth(type);
      return { ...common, values: buffer(1, rows * width, offset * width) };
    }
  }
}

/** Bytes of one value of a fixed-width type. */
export function byteWidth(type: ArrowType): number {
  switch (type.kind) {
    case 'int':
    case 'float':
    case 'decimal':
    case 'date':
      return type.bits / 8;
    case 'time':
      return type.unit === 's' || type.unit === 'ms' ? 4 : 8;
    case 'timestamp':
    case 'duration':
      return 8;
    case 'interval':
      return type.unit === 'month' ? 4 : type.unit === 'day_time' ? 8 : 16;
    case 'fixed_binary':
      return type.width;
    default:
      return 0;
  }
}

function word(memory: ArrayBufferLike, address: number): number {
  return new DataView(memory).getUint32(address, true);
}

function textAt(memory: ArrayBufferLike, address: number): string {
  if (address === 0) return '';
  const bytes = new Uint8Array(memory, address);
  return Buffer.from(bytes.buffer, address, bytes.indexOf(0)).toString('utf8');
}

/** Count, then for each entry the lengths and bytes of key and value. */
function metadataAt(memory: ArrayBufferLike, address: number): Map<string, string> {
  const metadata = new Map<string, string>();
  if (address === 0) return metadata;
  let at = address + 4;
  const text = (): string => {
    const length = word(memory, at);
    at += 4 + length;
    return Buffer.from(memory, at - length, length).toString('utf8');
  };
  for (let left = word(memory, address); left > 0; left--) metadata.set(text(), text());
  return metadata;
}
