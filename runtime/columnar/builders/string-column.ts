import type { DataType } from '../../../compiler/contract/data-type.ts';
import type { Arena } from '../arena.ts';
import { sharedArray } from '../arena.ts';
import { compareCodePoints } from '../code-point-order.ts';
import type { Column, ColumnStats, Dictionary } from '../column.ts';
import { isValid } from '../validity.ts';
import { narrowCodes } from './dictionary.ts';
import { nullColumn } from './null-column.ts';
import { SEGMENT_BYTES, segmentTooLarge } from '../segment-limit.ts';
import { wellFormed } from '../well-formed.ts';

/** A dictionary column from codes into `dictionary` (anything under a NULL); codes are narrowed, the dictionary is kept as it is. */
export function dictionaryColumn(
  type: DataType,
  codes: ArrayLike<number>,
  validity: Uint8Array | null,
  length: number,
  dictionary: Dictionary,
  arena?: Arena,
): Column {
  const values = narrowCodes(codes, length, dictionary.strings.length, arena);
  const stats = dictionaryStats(values, validity, length, dictionary.strings);
  if (stats.nullCount === length && length > 0) return nullColumn(type, length);
  const bitmap = stats.nullCount === 0 ? null : validity;
  if (bitmap !== null) for (let row = 0; row < length; row++) if (!isValid(bitmap, row)) values[row] = 0;
  return { type, length, validity: bitmap, stats, layout: 'dict', values, dictionary };
}

function dictionaryStats(
  codes: ArrayLike<number>,
  validity: Uint8Array | null,
  length: number,
  strings: readonly string[],
): ColumnStats {
  const used = new Uint8Array(strings.length);
  let nullCount = 0;
  let previous = -1;
  let sorted = true;
  for (let row = 0; row < length; row++) {
    if (validity !== null && !isValid(validity, row)) {
      nullCount++;
      continue;
    }
    const code = codes[row]!;
    if (code === previous) continue;
    used[code] = 1;
    if (sorted && previous >= 0 && compareCodePoints(strings[code]!, strings[previous]!) < 0) sorted = false;
    previous = code;
    if (!sorted && validity === null) {
      markUsed(codes, row + 1, length, used);
      break;
    }
  }
  return { nullCount, ...textBounds(strings, used), sorted: sorted && nullCount === 0, hasNaN: false };
}

/** Nothing but which codes occur is still to be learnt of the rows from `start` on. */
function markUsed(codes: ArrayLike<number>, start: number, end: number, used: Uint8Array): void {
  for (let row = start; row < end; row++) used[codes[row]!] = 1;
}

function textBounds(strings: readonly string[], used: Uint8Array): { min: string | null; max: string | null } {
  let min: string | null = null;
  let max: string | null = null;
  for (let code = 0; code < strings.length; code++) {
    if (used[code] === 0) continue;
    const text = strings[code]!;
    if (min === null || compareCodePoints(text, min) < 0) min = text;
    if (max === null || compareCodePoints(text, max) > 0) max = text;
  }
  return { min, max };
}

/** A column of plain text or bytes from buffers that are kept as they are: shared memory, nothing between `offsets` of a NULL row. */
export function utf8Column(
  type: DataType,
  bytes: Uint8Array,
  offsets: Int32Array,
  validity: Uint8Array | null,
  length: number,
): Column {
  let nullCount = 0;
  let min = -1;
  let max = -1;
  let previous = -1;
  let sorted = true;
  for (let row = 0; row < length; row++) {
    if (!isValid(validity, row)) {
      nullCount++;
      continue;
    }
    if (min < 0 || compareBytes(bytes, offsets, row, min) < 0) min = row;
    if (max < 0 || compareBytes(bytes, offsets, row, max) > 0) max = row;
    if (sorted && previous >= 0 && compareBytes(bytes, offsets, row, previous) < 0) sorted = false;
    previous = row;
  }
  if (nullCount === length && length > 0) return nullColumn(type, length);
  const text = (row: number) =>
    row < 0 || type.kind === 'blob' ? null : decodeText(bytes, offsets[row]!, offsets[row + 1]!);
  const stats = { nullCount, min: text(min), max: text(max), sorted: sorted && nullCount === 0, hasNaN: false };
  return { type, length, validity: nullCount === 0 ? null : validity, stats, layout: 'utf8', bytes, offsets };
}

/** UTF-8 compares by byte as its code points do. */
function compareBytes(bytes: Uint8Array, offsets: Int32Array, a: number, b: number): number {
  let i = offsets[a]!;
  let j = offsets[b]!;
  const endA = offsets[a + 1]!;
  const endB = offsets[b + 1]!;
  for (; i < endA && j < endB; i++, j++) if (bytes[i] !== bytes[j]) return bytes[i]! - bytes[j]!;
  return endA - i - (endB - j);
}

/** The string whose UTF-8 form stands in `bytes` from `start` to `end`. */
export function decodeText(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('utf8');
}

/** Grows a run of bytes and the offsets of its entries. */
export class BytesBuilder {
  #bytes = new Uint8Array(1024);
  #used = 0;
  #offsets = new Int32Array(257);
  #count = 0;
  readonly #encoder = new TextEncoder();

  appendText(text: string): void {
    this.#reserve(text.length * 3);
    this.#used += this.#encoder.encodeInto(wellFormed(text), this.#bytes.subarray(this.#used)).written;
    this.#end();
  }

  appendBytes(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#used);
    this.#used += bytes.length;
    this.#end();
  }

  appendEmpty(): void {
    this.#end();
  }

  finish(arena?: Arena): { bytes: Uint8Array; offsets: Int32Array } {
    const bytes = sharedArray('u8', this.#used, arena);
    bytes.set(this.#bytes.subarray(0, this.#used));
    const offsets = sharedArray('i32', this.#count + 1, arena);
    offsets.set(this.#offsets.subarray(0, this.#count + 1));
    return { bytes, offsets };
  }

  #end(): void {
    this.#count++;
    if (this.#count === this.#offsets.length) {
      const offsets = new Int32Array(this.#offsets.length * 2);
      offsets.set(this.#offsets);
      this.#offsets = offsets;
    }
    this.#offsets[this.#count] = this.#used;
  }

  #reserve(more: number): void {
    const needed = this.#used + more;
    if (needed <= this.#bytes.length) return;
    if (needed > SEGMENT_BYTES) throw segmentTooLarge(needed);
    const bytes = new Uint8Array(Math.min(SEGMENT_BYTES, Math.max(needed, this.#bytes.length * 2)));
    bytes.set(this.#bytes.subarray(0, this.#used));
    this.#bytes = bytes;
  }
}
