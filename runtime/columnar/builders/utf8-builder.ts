import type { DataType } from '../../../compiler/contract/data-type.ts';
import type { Arena } from '../arena.ts';
import type { Column } from '../column.ts';
import { plainText } from '../layout/plain-text.ts';
import { widenCodes } from '../layout/share-dictionary.ts';
import { isValid, ValidityBuilder } from '../validity.ts';
import { DICTIONARY_TRIAL_ROWS, dictionaryPays } from './dictionary.ts';
import { BytesBuilder, dictionaryColumn, utf8Column } from './string-column.ts';
import { Utf8Dictionary } from './utf8-dictionary.ts';

/** Builds the segments of one text column from UTF-8 bytes: over one dictionary as long as that pays for all of them together, otherwise as plain text. */
export class Utf8Builder {
  readonly #type: DataType;
  readonly #arena: Arena | undefined;
  readonly #dictionary = new Utf8Dictionary();
  #validity = new ValidityBuilder();
  #codes = new Int32Array(1024);
  #text: BytesBuilder | null = null;
  #finishedRows = 0;
  #plain = false;

  constructor(type: DataType, arena?: Arena) {
    this.#type = type;
    this.#arena = arena;
  }

  append(bytes: Uint8Array, start: number, end: number): void {
    if (this.#text !== null) this.#text.appendBytes(bytes.subarray(start, end));
    else this.#setCode(this.#dictionary.codeOf(bytes, start, end));
    this.#validity.appendValid();
  }

  appendNull(): void {
    if (this.#text !== null) this.#text.appendEmpty();
    else this.#setCode(0);
    this.#validity.appendNull();
  }

  /** The rows since the last segment. */
  finishSegment(): Column {
    const { length } = this.#validity;
    const validity = this.#validity.finish(this.#arena);
    const column =
      this.#text === null
        ? dictionaryColumn(this.#type, this.#codes, validity, length, this.#dictionary.dictionary, this.#arena)
        : this.#plainColumn(this.#text, validity, length);
    this.#finishedRows += length;
    this.#validity = new ValidityBuilder();
    this.#text = this.#plain ? new BytesBuilder() : null;
    return column;
  }

  /** All segments brought to one layout. */
  finish(columns: readonly Column[]): readonly Column[] {
    if (!this.#plain && this.#finishedRows > 0 && !dictionaryPays(this.#dictionary.size, this.#finishedRows))
      this.#plain = true;
    if (!this.#plain) return widenCodes(columns, this.#arena);
    return columns.map((column) => (column.layout === 'dict' ? plainText(column, this.#arena) : column));
  }

  #plainColumn(text: BytesBuilder, validity: Uint8Array | null, length: number): Column {
    const { bytes, offsets } = text.finish(this.#arena);
    return utf8Column(this.#type, bytes, offsets, validity, length);
  }

  #setCode(code: number): void {
    const row = this.#validity.length;
    if (row === this.#codes.length) {
      const codes = new Int32Array(row * 2);
      codes.set(this.#codes);
      this.#codes = codes;
    }
    this.#codes[row] = code;
    const rows = this.#finishedRows + row + 1;
    if ((rows & 4095) === 0 && rows > DICTIONARY_TRIAL_ROWS && !dictionaryPays(this.#dictionary.size, rows))
      this.#giveUpDictionary(row + 1);
  }

  /** Writes out the codes of this segment; earlier segments follow at the end. The row being appended is among them. */
  #giveUpDictionary(rows: number): void {
    const text = new BytesBuilder();
    const validity = this.#validity.finish();
    const { strings } = this.#dictionary.dictionary;
    for (let row = 0; row < rows; row++) {
      if (row < rows - 1 && !isValid(validity, row)) text.appendEmpty();
      else text.appendText(strings[this.#codes[row]!]!);
    }
    this.#plain = true;
    this.#text = text;
  }
}
