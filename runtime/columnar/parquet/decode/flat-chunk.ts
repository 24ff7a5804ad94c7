import { typedView } from '../../arrow/typed-view.ts';
import type { Page } from './pages.ts';
import { pagesOf } from './pages.ts';
import { allOnes, DamagedPage, readHybrid, WIDEST } from './read-hybrid.ts';

/** How a flat leaf column's values are stored: bits, elements of some bytes, or texts with their length. */
export type Storage = 'bits' | 4 | 8 | 'text';

/** A column chunk of a row group, row by row. */
export type FlatChunk =
  | {
      readonly kind: 'codes';
      readonly validity: Uint8Array | null;
      readonly codes: Int32Array;
      readonly entries: PlainValues;
    }
  | { readonly kind: 'plain'; readonly validity: Uint8Array | null; readonly values: PlainValues };

/** Values in Arrow's layout; under a NULL stands anything. `offsets` for texts only. Bits are a byte each. */
export interface PlainValues {
  readonly bytes: Uint8Array;
  readonly offsets: Int32Array | null;
}

const PLAIN = 0;
const PLAIN_DICTIONARY = 2;
const RLE = 3;
const RLE_DICTIONARY = 8;

/**
 * Decodes a chunk of a column that is not nested, or gives `null` where it uses what only the library knows (other encodings, pages of both kinds).
 * Throws `DamagedPage`, `ThriftError`, and what codecs throw.
 */
export function decodeFlatChunk(
  chunk: Uint8Array,
  codec: number,
  rowCount: number,
  optional: boolean,
  storage: Storage,
): FlatChunk | null {
  const rows = new RowCollector(rowCount, storage);
  let entries: PlainValues | null = null;
  let entryCount = 0;
  let coded: boolean | null = null;
  for (const page of pagesOf(chunk, codec, optional)) {
    if (page.kind === 'dictionary') {
      if (page.encoding !== PLAIN && page.encoding !== PLAIN_DICTIONARY) return null;
      entryCount = page.valueCount;
      entries = plainEntries(page, storage);
      continue;
    }
    const isCoded = page.encoding === RLE_DICTIONARY || page.encoding === PLAIN_DICTIONARY;
    if (!isCoded && page.encoding !== PLAIN && !(page.encoding === RLE && storage === 'bits')) return null;
    if (coded !== null && coded !== isCoded) return null;
    coded = isCoded;
    const present = rows.begin(page);
    if (!isCoded) rows.addPlain(page, present);
    else if (entries === null) throw new DamagedPage('codes without a dictionary');
    else if (present > 0 && (page.bytes[0] ?? 0) > WIDEST) return null;
    else if (rows.addCodes(page.bytes, present) >= entryCount && present > 0)
      throw new DamagedPage(`a code is beyond the ${entryCount} entries of the dictionary`);
  }
  if (rows.count !== rowCount) throw new DamagedPage(`it has ${rows.count} values for ${rowCount} rows`);
  return coded === true
    ? { kind: 'codes', validity: rows.validity, codes: rows.codes!, entries: entries! }
    : { kind: 'plain', validity: rows.validity, values: rows.plainValues() };
}

function plainEntries({ bytes, valueCount }: Page, storage: Storage): PlainValues {
  if (storage !== 'text') {
    if (storage === 'bits' || bytes.length < valueCount * storage) throw new DamagedPage('the dictionary is too short');
    return { bytes: bytes.subarray(0, valueCount * storage), offsets: null };
  }
  const offsets = new Int32Array(valueCount + 1);
  const text = new Uint8Array(bytes.length);
  const end = copyTexts(bytes, 0, valueCount, text, 0, (i, until) => {
    offsets[i + 1] = until;
  });
  return { bytes: text.subarray(0, end), offsets };
}

/** Copies texts without their lengths; tells where each ends. Gives the end of the last. */
function copyTexts(
  from: Uint8Array,
  start: number,
  count: number,
  to: Uint8Array,
  at: number,
  ended: (index: number, until: number) => void,
): number {
  let next = start;
  let end = at;
  for (let i = 0; i < count; i++) {
    if (next + 4 > from.length) throw new DamagedPage('texts end too early');
    const length = from[next]! | (from[next + 1]! << 8) | (from[next + 2]! << 16) | (from[next + 3]! << 24);
    next += 4;
    if (length < 0 || next + length > from.length) throw new DamagedPage('a text is longer than the page');
    if (length < 24) for (let k = 0; k < length; k++) to[end + k] = from[next + k]!;
    else to.set(from.subarray(next, next + length), end);
    next += length;
    end += length;
    ended(i, end);
  }
  return end;
}

/** Puts the values of pages where their rows are. */
class RowCollector {
  count = 0;
  validity: Uint8Array | null = null;
  codes: Int32Array | null = null;
  readonly #rowCount: number;
  readonly #storage: Storage;
  #values: Uint8Array | null = null;
  #offsets: Int32Array | null = null;
  #textEnd = 0;
  /** Levels of the page that is being added; `null` when none is missing. */
  #levels: Uint8Array | null = null;
  #start = 0;

  constructor(rowCount: number, storage: Storage) {
    this.#rowCount = rowCount;
    this.#storage = storage;
  }

  /** Takes the page's definition levels; gives the number of its values that are there. */
  begin({ definitions, valueCount }: Page): number {
    this.#start = this.count;
    this.count += valueCount;
    if (this.count > this.#rowCount) throw new DamagedPage(`it has more than ${this.#rowCount} values`);
    this.#levels = null;
    if (definitions === null || allOnes(definitions, valueCount)) {
      this.#markValid(this.#start, this.count);
      return valueCount;
    }
    const levels = new Uint8Array(valueCount);
    readHybrid(definitions, 0, 1, valueCount, levels, 0);
    const present = countOnes(levels);
    if (present === valueCount) this.#markValid(this.#start, this.count);
    else {
      this.#levels = levels;
      this.#markLevels(levels);
    }
    return present;
  }

  /** Bits are only kept once a NULL was found. */
  #markValid(from: number, until: number): void {
    if (this.validity === null) return;
    for (let row = from; row < until; row++) this.validity[row >> 3]! |= 1 << (row & 7);
  }

  #markLevels(levels: Uint8Array): void {
    if (this.validity === null) {
      this.validity = new Uint8Array((this.#rowCount + 7) >> 3);
      this.#markValid(0, this.#start);
    }
    for (let i = 0; i < levels.length; i++)
      if (levels[i] === 1) this.validity[(this.#start + i) >> 3]! |= 1 << ((this.#start + i) & 7);
  }

  /** Adds codes; gives the greatest one. */
  addCodes(bytes: Uint8Array, present: number): number {
    this.codes ??= new Int32Array(this.#rowCount);
    if (present === 0) return 0;
    const width = bytes[0]!;
    if (this.#levels === null) return readHybrid(bytes, 1, width, present, this.codes, this.#start);
    const dense = new Int32Array(present);
    const greatest = readHybrid(bytes, 1, width, present, dense, 0);
    let next = 0;
    for (let i = 0; i < this.#levels.length; i++)
      if (this.#levels[i] === 1) this.codes[this.#start + i] = dense[next++]!;
    return greatest;
  }

  addPlain(page: Page, present: number): void {
    const storage = this.#storage;
    if (storage === 'text') this.#addTexts(page.bytes, present);
    else if (storage === 'bits') this.#addBits(page, present);
    else this.#addElements(page.bytes, present, storage);
  }

  #addElements(bytes: Uint8Array, present: number, size: 4 | 8): void {
    if (bytes.length < present * size) throw new DamagedPage('values end too early');
    this.#values ??= new Uint8Array(this.#rowCount * size);
    if (this.#levels === null) {
      this.#values.set(bytes.subarray(0, present * size), this.#start * size);
      return;
    }
    const words = size / 4;
    const to = new Int32Array(this.#values.buffer);
    const from = typedView(bytes.subarray(0, present * size), Int32Array);
    let next = 0;
    for (let i = 0; i < this.#levels.length; i++) {
      if (this.#levels[i] === 0) continue;
      for (let word = 0; word < words; word++) to[(this.#start + i) * words + word] = from[next++]!;
    }
  }

  #addBits({ bytes, encoding }: Page, present: number): void {
    this.#values ??= new Uint8Array(this.#rowCount);
    const dense = new Uint8Array(present);
    if (encoding === RLE) readHybrid(bytes, 4, 1, present, dense, 0);
    else if (bytes.length * 8 < present) throw new DamagedPage('values end too early');
    else for (let i = 0; i < present; i++) dense[i] = (bytes[i >> 3]! >> (i & 7)) & 1;
    let next = 0;
    for (let row = this.#start; row < this.count; row++)
      if (this.#levels === null || this.#levels[row - this.#start] === 1) this.#values[row] = dense[next++]!;
  }

  #addTexts(bytes: Uint8Array, present: number): void {
    this.#offsets ??= new Int32Array(this.#rowCount + 1);
    this.#values = this.#reserve(bytes.length);
    const offsets = this.#offsets;
    const levels = this.#levels;
    let row = this.#start;
    const skip = (): void => {
      while (levels !== null && row < this.count && levels[row - this.#start] === 0) {
        offsets[row + 1] = offsets[row]!;
        row++;
      }
    };
    skip();
    this.#textEnd = copyTexts(bytes, 0, present, this.#values, this.#textEnd, (_, until) => {
      offsets[++row] = until;
      skip();
    });
  }

  #reserve(more: number): Uint8Array {
    const values = this.#values ?? new Uint8Array(Math.max(more, 1024));
    if (this.#textEnd + more <= values.length) return values;
    const needed = this.#textEnd + more;
    if (needed > 2147483647) throw new DamagedPage('its texts exceed 2 GiB');
    const larger = new Uint8Array(Math.min(2147483647, Math.max(needed, values.length * 2)));
    larger.set(values.subarray(0, this.#textEnd));
    return larger;
  }

  plainValues(): PlainValues {
    const size =
      this.#storage === 'text' ? 0 : this.#storage === 'bits' ? this.#rowCount : this.#rowCount * this.#storage;
    const bytes = this.#values ?? new Uint8Array(size);
    return { bytes, offsets: this.#storage === 'text' ? (this.#offsets ?? new Int32Array(this.#rowCount + 1)) : null };
  }
}

function countOnes(levels: Uint8Array): number {
  let count = 0;
  for (let i = 0; i < levels.length; i++) count += levels[i]!;
  return count;
}
