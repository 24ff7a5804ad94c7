import { isUtf8 } from 'node:buffer';
import type { DataType } from '../../../compiler/contract/data-type.ts';
import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import type { Arena } from '../arena.ts';
import { sharedArray } from '../arena.ts';
import { DICTIONARY_TRIAL_ROWS, dictionaryPays } from '../builders/dictionary.ts';
import { dictionaryColumn, utf8Column } from '../builders/string-column.ts';
import { Utf8Dictionary } from '../builders/utf8-dictionary.ts';
import type { Column } from '../column.ts';
import { plainText } from '../layout/plain-text.ts';
import { widenCodes } from '../layout/share-dictionary.ts';
import { isValid } from '../validity.ts';
import type { ArrowArray } from './arrow-array.ts';
import type { ArrayImporter } from './array-importer.ts';
import { byteWidth } from './c-data.ts';
import { offsetsOf } from './import-offsets.ts';
import { importBitmap } from './import-bitmap.ts';
import { typedView } from './typed-view.ts';

/** Imports text: all arrays share one dictionary as long as that pays, otherwise all keep plain text. */
export class TextImporter implements ArrayImporter {
  readonly #type: DataType;
  readonly #arena: Arena | undefined;
  readonly #dictionary = new Utf8Dictionary();
  #rows = 0;
  #plain = false;

  constructor(type: DataType, arena?: Arena) {
    this.#type = type;
    this.#arena = arena;
  }

  import(array: ArrowArray): Column {
    const validity = importBitmap(array, this.#arena);
    this.#rows += array.length;
    return array.dictionary === null
      ? this.#importPlain(array, validity)
      : this.#importCodes(array, array.dictionary, validity);
  }

  finish(columns: readonly Column[]): readonly Column[] {
    if (!this.#plain) return widenCodes(columns, this.#arena);
    return columns.map((column) => (column.layout === 'dict' ? plainText(column, this.#arena) : column));
  }

  #importPlain(array: ArrowArray, validity: Uint8Array | null): Column {
    const { length } = array;
    const offsets = checkedOffsets(array);
    const bytes = array.values!;
    if (!this.#plain) {
      const codes = new Int32Array(length);
      for (let row = 0; row < length && !this.#plain; row++) {
        if (validity !== null && !isValid(validity, row)) continue;
        codes[row] = this.#dictionary.codeOf(bytes, offsets[row]!, offsets[row + 1]!);
        if ((row & 4095) === 4095) this.#plain = !this.#pays(length - row);
      }
      if (this.#pays(0) && !this.#plain)
        return dictionaryColumn(this.#type, codes, validity, length, this.#dictionary.dictionary, this.#arena);
      this.#plain = true;
    }
    return plainColumn(this.#type, bytes, offsets, validity, length, this.#arena);
  }

  /** Whether the dictionary still pays, when `open` rows of those counted are still to come. */
  #pays(open: number): boolean {
    const rows = this.#rows - open;
    return rows < DICTIONARY_TRIAL_ROWS || dictionaryPays(this.#dictionary.size, rows);
  }

  #importCodes(array: ArrowArray, entries: ArrowArray, validity: Uint8Array | null): Column {
    const { length } = array;
    const offsets = checkedOffsets(entries);
    const present = importBitmap(entries);
    const indexes = indexesOf(array);
    const mapped = new Int32Array(entries.length).fill(-1);
    const codes = new Int32Array(length);
    const map = (index: number): number =>
      (mapped[index] = this.#dictionary.codeOf(entries.values!, offsets[index]!, offsets[index + 1]!));
    if (validity === null && present === null) {
      const wrong = mapCodes(indexes, length, mapped, codes, map);
      if (wrong >= 0) throw badIndex(array, indexes[wrong]!);
      return this.#coded(codes, null, length);
    }
    let bitmap = validity;
    for (let row = 0; row < length; row++) {
      if (!isValid(validity, row)) continue;
      const index = indexes[row]!;
      if (!(index >= 0 && index < entries.length)) throw badIndex(array, index);
      if (isValid(present, index)) {
        codes[row] = mapped[index]! < 0 ? map(index) : mapped[index]!;
      } else {
        bitmap ??= allValid(length, this.#arena);
        bitmap[row >> 3]! &= ~(1 << (row & 7));
      }
    }
    return this.#coded(codes, bitmap, length);
  }

  #coded(codes: Int32Array, bitmap: Uint8Array | null, length: number): Column {
    if (!this.#pays(0)) this.#plain = true;
    return dictionaryColumn(this.#type, codes, bitmap, length, this.#dictionary.dictionary, this.#arena);
  }
}

/** Writes the code of each index, where it was met before; `map` gives that of a new one. Gives the first row whose index is none of an entry, or -1. */
function mapCodes(
  indexes: ArrayLike<number>,
  length: number,
  mapped: Int32Array,
  codes: Int32Array,
  map: (index: number) => number,
): number {
  for (let row = 0; row < length; row++) {
    const index = indexes[row]!;
    const code = mapped[index];
    if (code === undefined) return row;
    codes[row] = code < 0 ? map(index) : code;
  }
  return -1;
}

/** Offsets of text that was found to be UTF-8. */
function checkedOffsets(array: ArrowArray): Int32Array {
  const offsets = offsetsOf(array);
  const { length, values, field } = array;
  if (length > 0 && !isUtf8(values!.subarray(offsets[0]!, offsets[length]!))) {
    throw gobiError('ConversionError', {
      value: `text of column \`${field.name}\``,
      to: 'string',
      reason: 'it is not UTF-8',
    });
  }
  return offsets;
}

function badIndex({ field }: ArrowArray, index: number): Error {
  return gobiError('ConversionError', {
    value: `code ${index} of column \`${field.name}\``,
    to: 'string',
    reason: 'the dictionary has no such entry',
  });
}

function allValid(length: number, arena?: Arena): Uint8Array {
  const bitmap = sharedArray('u8', (length + 7) >> 3, arena).fill(255);
  if ((length & 7) !== 0) bitmap[length >> 3] = (1 << (length & 7)) - 1;
  return bitmap;
}

function indexesOf({ field, values }: ArrowArray): ArrayLike<number> {
  const { type } = field;
  if (type.kind !== 'dictionary' || type.index.kind !== 'int')
    throw gobiError('InternalError', { what: 'a dictionary array without integer indexes' });
  switch (byteWidth(type.index)) {
    case 1:
      return typedView(values!, Uint8Array);
    case 2:
      return typedView(values!, Uint16Array);
    case 4:
      return typedView(values!, Int32Array);
    default:
      return Float64Array.from(typedView(values!, BigInt64Array), Number);
  }
}

/** Plain text or bytes copied into shared memory. */
export function plainColumn(
  type: DataType,
  bytes: Uint8Array,
  offsets: Int32Array,
  validity: Uint8Array | null,
  length: number,
  arena?: Arena,
): Column {
  const start = offsets[0] ?? 0;
  const ownBytes = sharedArray('u8', (offsets[length] ?? 0) - start, arena);
  ownBytes.set(bytes.subarray(start, offsets[length]));
  const ownOffsets = sharedArray('i32', length + 1, arena);
  for (let row = 0; row <= length; row++) ownOffsets[row] = offsets[row]! - start;
  return utf8Column(type, ownBytes, ownOffsets, validity, length);
}
