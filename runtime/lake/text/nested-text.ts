import type { DataType } from '../../../compiler/contract/data-type.ts';
import { showDataType } from '../../../compiler/contract/data-type.ts';
import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import type { StructValue, Value } from '../../columnar/value.ts';
import { fieldKey } from '../../columnar/value.ts';
import { parseValue } from './value-text.ts';

/**
 * The value of a nested text as DuckDB keeps it in a catalog: `[1, NULL]`, `{'a': 1, 'b': 'it''s'}`, `{k=3}`. Texts in it may be quoted (a quote is doubled
 * or has a backslash), bare up to the next delimiter, or written as `CAST('…' AS DATE)`. What is none of this: `CorruptFile`, naming `where`.
 */
export function parseNested(text: string, type: DataType, where: string): Value {
  const reader = new NestedReader(text, where);
  const value = reader.value(type);
  reader.end();
  return value;
}

class NestedReader {
  readonly #text: string;
  readonly #where: string;
  #at = 0;

  constructor(text: string, where: string) {
    this.#text = text;
    this.#where = where;
  }

  value(type: DataType): Value {
    this.#space();
    if (/^NULL(?=[\],}]|\s*$)/.test(this.#text.slice(this.#at, this.#at + 6))) {
      this.#at += 4;
      return null;
    }
    switch (type.kind) {
      case 'list':
        return this.#between('[', ']', () => this.value(type.element));
      case 'map':
        return this.#between('{', '}', () => {
          const key = this.value(type.key);
          this.#expect('=');
          return { $key: key, $value: this.value(type.value) };
        });
      case 'struct': {
        const struct: { [key: `$${string}`]: Value } = {};
        for (const field of type.fields) struct[fieldKey(field.name)] = null;
        this.#between('{', '}', () => {
          const name = this.#word([':']);
          const field = type.fields.find((each) => each.name.toLowerCase() === name.toLowerCase());
          if (field === undefined) throw this.#error(`a field of ${showDataType(type)}`);
          this.#expect(':');
          struct[fieldKey(field.name)] = this.value(field.type);
          return null;
        });
        return struct satisfies StructValue;
      }
      default:
        return parseValue(this.#word([',', ']', '}', '=']), type, this.#where);
    }
  }

  end(): void {
    this.#space();
    if (this.#at < this.#text.length) throw this.#error('the end');
  }

  #between(open: string, close: string, item: () => Value): Value[] {
    const items: Value[] = [];
    this.#expect(open);
    this.#space();
    if (this.#text[this.#at] === close) {
      this.#at++;
      return items;
    }
    for (;;) {
      items.push(item());
      this.#space();
      const mark = this.#text[this.#at++];
      if (mark === close) return items;
      if (mark !== ',') throw this.#error(`\`,\` or \`${close}\``);
    }
  }

  #word(ends: readonly string[]): string {
    this.#space();
    const cast = /^CAST\(('(?:[^']|'')*') AS [^)]*(?:\([^)]*\))?\)/.exec(this.#text.slice(this.#at));
    if (cast !== null) {
      this.#at += cast[0].length;
      return cast[1]!.slice(1, -1).replaceAll("''", "'");
    }
    const quote = this.#text[this.#at];
    if (quote === "'" || quote === '"') return this.#quoted(quote);
    const start = this.#at;
    while (this.#at < this.#text.length && !ends.includes(this.#text[this.#at]!)) this.#at++;
    return this.#text.slice(start, this.#at).trim();
  }

  #quoted(quote: string): string {
    let word = '';
    for (this.#at++; this.#at < this.#text.length; this.#at++) {
      const letter = this.#text[this.#at]!;
      if (letter === '\\') word += this.#text[++this.#at] ?? '';
      else if (letter !== quote) word += letter;
      else if (this.#text[this.#at + 1] === quote) word += this.#text[++this.#at];
      else {
        this.#at++;
        return word;
      }
    }
    throw this.#error('a closing quote');
  }

  #expect(mark: string): void {
    this.#space();
    if (this.#text[this.#at] !== mark) throw this.#error(`\`${mark}\``);
    this.#at++;
  }

  #space(): void {
    while (this.#text[this.#at] === ' ' || this.#text[this.#at] === '\n') this.#at++;
  }

  #error(expected: string): Error {
    return gobiError('CorruptFile', {
      file: this.#where,
      reason: `expected ${expected} at character ${this.#at} of ${JSON.stringify(this.#text)}`,
    });
  }
}
