import type { DataType } from '../../../compiler/contract/data-type.ts';
import type { Arena } from '../arena.ts';
import type { Column } from '../column.ts';
import type { Value } from '../value.ts';
import { isValid, ValidityBuilder } from '../validity.ts';
import type { ColumnBuilder } from './builder.ts';
import { DICTIONARY_TRIAL_ROWS, dictionaryPays, newDictionary } from './dictionary.ts';
import { BytesBuilder, dictionaryColumn, utf8Column } from './string-column.ts';

/** Builds string, json and uuid columns: a dictionary as long as that pays, plain text afterwards. */
export class StringBuilder implements ColumnBuilder {
  readonly type: DataType;
  readonly #validity = new ValidityBuilder();
  #codes = new Int32Array(256);
  #strings: string[] = [];
  #codeOf = new Map<string, number>();
  #text: BytesBuilder | null = null;

  constructor(type: DataType) {
    this.type = type;
  }

  get length(): number {
    return this.#validity.length;
  }

  appendValue(value: Value): void {
    if (value === null) return this.appendNull();
    const text = value as string;
    if (this.#text !== null) this.#text.appendText(text);
    else this.#appendCode(text);
    this.#validity.appendValid();
  }

  appendNull(): void {
    if (this.#text !== null) this.#text.appendEmpty();
    else this.#setCode(0);
    this.#validity.appendNull();
  }

  finish(arena?: Arena): Column {
    const { length } = this;
    const validity = this.#validity.finish(arena);
    if (this.#text === null && !dictionaryPays(this.#strings.length, length)) this.#giveUpDictionary(validity);
    if (this.#text === null)
      return dictionaryColumn(this.type, this.#codes, validity, length, newDictionary(this.#strings), arena);
    const { bytes, offsets } = this.#text.finish(arena);
    return utf8Column(this.type, bytes, offsets, validity, length);
  }

  #appendCode(text: string): void {
    let code = this.#codeOf.get(text);
    if (code === undefined) {
      code = this.#strings.length;
      if (code >= DICTIONARY_TRIAL_ROWS && !dictionaryPays(code + 1, this.length + 1)) {
        this.#giveUpDictionary(this.#validity.finish());
        this.#text!.appendText(text);
        return;
      }
      this.#codeOf.set(text, code);
      this.#strings.push(text);
    }
    this.#setCode(code);
  }

  #setCode(code: number): void {
    const row = this.#validity.length;
    if (row === this.#codes.length) {
      const codes = new Int32Array(this.#codes.length * 2);
      codes.set(this.#codes);
      this.#codes = codes;
    }
    this.#codes[row] = code;
  }

  #giveUpDictionary(validity: Uint8Array | null): void {
    const text = new BytesBuilder();
    for (let row = 0; row < this.length; row++) {
      if (isValid(validity, row)) text.appendText(this.#strings[this.#codes[row]!]!);
      else text.appendEmpty();
    }
    this.#text = text;
    this.#codeOf = new Map();
    this.#strings = [];
  }
}
