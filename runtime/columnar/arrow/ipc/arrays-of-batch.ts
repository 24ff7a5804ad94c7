import type { ArrowArray } from '../arrow-array.ts';
import type { ArrowField, ArrowType } from '../arrow-type.ts';
import { byteWidth } from '../c-data.ts';
import { decompressBuffer } from '../ipc-codecs.ts';
import { offsetsOf } from '../import-offsets.ts';
import type { BatchLayout } from './read-message.ts';

/** A field as a stream tells of it: columns with dictionaries have the dictionary's id. */
export interface StreamField {
  readonly field: ArrowField;
  readonly children: readonly StreamField[];
  readonly dictionary: number | null;
}

/** Rows that a batch may have: columns of NULLs take no bytes, so that any length could be made up. */
const MOST_ROWS = 2 ** 24;

/** Bytes that a compressed buffer may have. */
const MOST_BYTES = 2 ** 31;

/** The arrays of a batch's columns: views of its memory. Throws an `Error` where buffers are missing or shorter than the rows need. */
export function arraysOfBatch(
  fields: readonly StreamField[],
  { rows, nodes, buffers, compression }: BatchLayout,
  dictionaries: ReadonlyMap<number, ArrowArray>,
): ArrowArray[] {
  if (rows > MOST_ROWS) throw new Error(`a batch of ${rows} rows is longer than any that is taken`);
  const at = { node: 0, buffer: 0 };
  const nextBuffer = (): Uint8Array => {
    const buffer = buffers[at.buffer++];
    if (buffer === undefined) throw new Error('a batch lacks buffers');
    return compression === 'none' ? buffer : decompressBuffer(buffer, compression, MOST_BYTES);
  };
  const array = ({ field, children, dictionary }: StreamField, least: number, most = Infinity): ArrowArray => {
    const node = nodes[at.node++];
    if (node === undefined) throw new Error('a batch lacks columns');
    const { length, nullCount } = node;
    if (length < least || length > most) throw new Error(`column \`${field.name}\` has ${length} rows, not ${least}`);
    const { type } = field;
    const common = { field, length, bitOffset: 0, offsets: null, values: null, children: [], dictionary: null };
    if (type.kind === 'null') return { ...common, validity: null };
    const bitmap = nextBuffer();
    const validity = nullCount > 0 ? needing(bitmap, (length + 7) >> 3, field) : null;
    const own = { ...common, validity };
    switch (type.kind) {
      case 'utf8':
      case 'binary': {
        const offsets = needing(nextBuffer(), length === 0 ? 0 : (length + 1) * offsetBytes(type), field);
        const text = { ...own, offsets, values: nextBuffer() };
        checkOffsets(text, text.values.length);
        return text;
      }
      case 'list':
      case 'map': {
        const offsets = needing(nextBuffer(), length === 0 ? 0 : (length + 1) * offsetBytes(type), field);
        const list = { ...own, offsets, children: [array(children[0]!, 0)] };
        checkOffsets(list, list.children[0]!.length);
        return list;
      }
      case 'fixed_list':
        return { ...own, children: [array(children[0]!, length * type.size)] };
      case 'struct':
        return { ...own, children: children.map((child) => array(child, length)) };
      case 'boolean':
        return { ...own, values: needing(nextBuffer(), (length + 7) >> 3, field) };
      case 'dictionary': {
        const values = needing(nextBuffer(), length * byteWidth(type.index), field);
        const entries = dictionary === null ? undefined : dictionaries.get(dictionary);
        if (entries === undefined) throw new Error(`the dictionary of column \`${field.name}\` is missing`);
        return { ...own, values, dictionary: entries };
      }
      default:
        return { ...own, values: needing(nextBuffer(), length * byteWidth(type), field) };
    }
  };
  return fields.map((field) => array(field, rows, rows));
}

function offsetBytes(type: ArrowType): number {
  return 'large' in type && type.large ? 8 : 4;
}

function needing(buffer: Uint8Array, bytes: number, { name }: ArrowField): Uint8Array {
  if (buffer.length < bytes) throw new Error(`a buffer of column \`${name}\` has ${buffer.length} bytes, not ${bytes}`);
  return buffer.length === bytes ? buffer : buffer.subarray(0, bytes);
}

/** Offsets lead from one to the next, and not beyond what is there. */
function checkOffsets(array: ArrowArray, end: number): void {
  const { length, field } = array;
  if (length === 0) return;
  const offsets = offsetsOf(array);
  let before = offsets[0]!;
  let wrong = before < 0;
  for (let row = 1; row <= length; row++) {
    const offset = offsets[row]!;
    wrong ||= offset < before;
    before = offset;
  }
  if (wrong || before > end) throw new Error(`the offsets of column \`${field.name}\` lead outside of its data`);
}
