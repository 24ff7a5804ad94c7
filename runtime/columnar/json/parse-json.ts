/** A number whose text says more than the nearest double: `1.0`, or more digits than a double holds. */
export class JsonNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** A parsed JSON value: whole numbers beyond ±(2^53 - 1) are `bigint`s, objects keep the order of their keys (the last of equal ones wins). */
export type JsonValue = null | boolean | number | bigint | string | JsonNumber | JsonValue[] | Map<string, JsonValue>;

/** What is wrong with a text as JSON, and where (in UTF-16 units from its start). */
export class JsonSyntaxError extends Error {
  readonly offset: number;

  constructor(reason: string, offset: number) {
    super(reason);
    this.name = 'JsonSyntaxError';
    this.offset = offset;
  }
}

const MAX_DEPTH = 1000;

/** Reads JSON values from a text, exactly. Throws `JsonSyntaxError`. */
export class JsonReader {
  readonly #text: string;
  #at: number;
  #depth = 0;

  constructor(text: string, start = 0) {
    this.#text = text;
    this.#at = start;
  }

  /** Where the reader stands. */
  get offset(): number {
    return this.#at;
  }

  /** Goes past white space; gives the next character's code, or NaN at the end. */
  peek(): number {
    const text = this.#text;
    for (;;) {
      const code = text.charCodeAt(this.#at);
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return code;
      this.#at++;
    }
  }

  /** Goes past one character, which must come next but for white space. */
  expect(character: string): void {
    if (this.peek() !== character.charCodeAt(0)) throw this.#unexpected(`\`${character}\``);
    this.#at++;
  }

  /** The next value. */
  value(): JsonValue {
    const code = this.peek();
    switch (code) {
      case 0x7b:
        return this.#object();
      case 0x5b:
        return this.#array();
      case 0x22:
        return this.#string();
      case 0x74:
        return this.#word('true', true);
      case 0x66:
        return this.#word('false', false);
      case 0x6e:
        return this.#word('null', null);
      default:
        if (code === 0x2d || (code >= 0x30 && code <= 0x39)) return this.#number();
        throw this.#unexpected('a value');
    }
  }

  #object(): Map<string, JsonValue> {
    const object = new Map<string, JsonValue>();
    this.#enter();
    if (this.peek() === 0x7d) return this.#leave(object);
    for (;;) {
      if (this.peek() !== 0x22) throw this.#unexpected('a key in double quotes');
      const key = this.#string();
      this.expect(':');
      object.set(key, this.value());
      const code = this.peek();
      if (code === 0x7d) return this.#leave(object);
      if (code !== 0x2c) throw this.#unexpected('`,` or `}`');
      this.#at++;
    }
  }

  #array(): JsonValue[] {
    const array: JsonValue[] = [];
    this.#enter();
    if (this.peek() === 0x5d) return this.#leave(array);
    for (;;) {
      array.push(this.value());
      const code = this.peek();
      if (code === 0x5d) return this.#leave(array);
      if (code !== 0x2c) throw this.#unexpected('`,` or `]`');
      this.#at++;
    }
  }

  #enter(): void {
    this.#at++;
    if (++this.#depth > MAX_DEPTH) throw new JsonSyntaxError(`nested deeper than ${MAX_DEPTH}`, this.#at);
  }

  #leave<T>(value: T): T {
    this.#at++;
    this.#depth--;
    return value;
  }

  #word<T extends JsonValue>(word: string, value: T): T {
    if (!this.#text.startsWith(word, this.#at)) throw this.#unexpected('a value');
    this.#at += word.length;
    return value;
  }

  #string(): string {
    const text = this.#text;
    const start = ++this.#at;
    for (;;) {
      const code = text.charCodeAt(this.#at);
      if (code === 0x22) return text.slice(start, this.#at++);
      if (code === 0x5c) break;
      if (!(code >= 0x20)) throw this.#badStringEnd(code);
      this.#at++;
    }
    let result = text.slice(start, this.#at);
    for (;;) {
      const code = text.charCodeAt(this.#at);
      if (code === 0x22) break;
      if (!(code >= 0x20)) throw this.#badStringEnd(code);
      if (code === 0x5c) result += this.#escape();
      else result += text[this.#at++];
    }
    this.#at++;
    if (!result.isWellFormed()) throw new JsonSyntaxError('a string holds half of a surrogate pair', start - 1);
    return result;
  }

  #badStringEnd(code: number): JsonSyntaxError {
    return new JsonSyntaxError(
      code !== code ? 'a string is not closed' : 'a control character stands unescaped in a string',
      this.#at,
    );
  }

  #escape(): string {
    const letter = this.#text[this.#at + 1];
    if (letter === 'u') {
      const digits = this.#text.slice(this.#at + 2, this.#at + 6);
      if (!/^[\da-f]{4}$/i.test(digits)) throw new JsonSyntaxError('`\\u` needs four hexadecimal digits', this.#at);
      this.#at += 6;
      return String.fromCharCode(parseInt(digits, 16));
    }
    const character = letter === undefined ? undefined : ESCAPES[letter];
    if (character === undefined) throw new JsonSyntaxError(`unknown escape \`\\${letter ?? ''}\``, this.#at);
    this.#at += 2;
    return character;
  }

  #number(): number | bigint | JsonNumber {
    const text = this.#text;
    const start = this.#at;
    if (text.charCodeAt(this.#at) === 0x2d) this.#at++;
    const first = this.#digits();
    if (text.charCodeAt(first) === 0x30 && this.#at > first + 1)
      throw new JsonSyntaxError('a number starts with 0', first);
    let whole = true;
    if (text.charCodeAt(this.#at) === 0x2e) {
      whole = false;
      this.#at++;
      this.#digits();
    }
    const letter = text.charCodeAt(this.#at);
    if (letter === 0x65 || letter === 0x45) {
      whole = false;
      this.#at++;
      const sign = text.charCodeAt(this.#at);
      if (sign === 0x2b || sign === 0x2d) this.#at++;
      this.#digits();
    }
    return exactNumber(text.slice(start, this.#at), whole);
  }

  /** Goes past at least one digit; gives where they began. */
  #digits(): number {
    const start = this.#at;
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (!(code >= 0x30 && code <= 0x39)) break;
      this.#at++;
    }
    if (this.#at === start) throw this.#unexpected('a digit');
    return start;
  }

  #unexpected(expected: string): JsonSyntaxError {
    const found = this.#text[this.#at];
    return new JsonSyntaxError(
      `expected ${expected}, found ${found === undefined ? 'the end' : `\`${found}\``}`,
      this.#at,
    );
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/** Digits that every double keeps. */
const SAFE_DIGITS = 15;

function exactNumber(text: string, whole: boolean): number | bigint | JsonNumber {
  const value = Number(text);
  if (whole) return Number.isSafeInteger(value) ? value + 0 : BigInt(text);
  return Number.isInteger(value) || !Number.isFinite(value) || text.length > SAFE_DIGITS + 1
    ? new JsonNumber(text)
    : value;
}

/** The one value that a text holds. Throws `JsonSyntaxError`. */
export function parseJson(text: string): JsonValue {
  const reader = new JsonReader(text);
  const value = reader.value();
  if (!Number.isNaN(reader.peek())) throw new JsonSyntaxError('there is text after the value', reader.offset);
  return value;
}

/** The JSON text of a parsed value; numbers keep their digits. */
export function jsonText(value: JsonValue): string {
  if (value === null || typeof value !== 'object')
    return typeof value === 'string' ? JSON.stringify(value) : String(value);
  if (value instanceof JsonNumber) return value.text;
  if (Array.isArray(value)) return `[${value.map(jsonText).join(',')}]`;
  return `{${Array.from(value, ([key, part]) => `${JSON.stringify(key)}:${jsonText(part)}`).join(',')}}`;
}
