import type { DataType, Field } from '../../../compiler/contract/data-type.ts';
import { STRING } from '../../../compiler/contract/data-type.ts';
import { classifyText, FieldClass, typeOfClasses } from '../csv/field-class.ts';
import type { JsonValue } from './parse-json.ts';
import { JsonNumber } from './parse-json.ts';

const { int, bigInt, float, date, timestamp, timestampz, text } = FieldClass;
const TIMES = date | timestamp | timestampz;

/** Objects with more different keys than this are kept as JSON. */
const MOST_FIELDS = 1000;

/** What lies deeper than this is kept as JSON. */
const MOST_LEVELS = 32;

/** What the values of one place in JSON documents have in common. */
export class JsonShape {
  /** Classes of the scalars seen; numbers and strings are kept apart by the type they end in. */
  #numbers = 0;
  #strings = 0;
  #boolean = false;
  #elements: JsonShape | null = null;
  #fields: Map<string, JsonShape> | null = null;

  add(value: JsonValue): void {
    if (value === null) return;
    if (typeof value === 'string') this.#strings |= stringClass(value, this.#strings);
    else if (typeof value === 'number') this.#numbers |= Number.isSafeInteger(value) ? int : float;
    else if (typeof value === 'bigint')
      this.#numbers |=
        value === BigInt.asIntN(64, value) ? int : value < 10n ** 38n && value > -(10n ** 38n) ? bigInt : float;
    else if (typeof value === 'boolean') this.#boolean = true;
    else if (value instanceof JsonNumber) this.#numbers |= float;
    else if (Array.isArray(value)) {
      this.#elements ??= new JsonShape();
      for (const element of value) this.#elements.add(element);
    } else this.#addObject(value);
  }

  #addObject(object: ReadonlyMap<string, JsonValue>): void {
    this.#fields ??= new Map();
    for (const [key, part] of object) {
      let shape = this.#fields.get(key);
      if (shape === undefined) this.#fields.set(key, (shape = new JsonShape()));
      shape.add(part);
    }
  }

  /** The shapes of the fields, in the order of their first appearance, when all values were objects (or null); otherwise `null`. */
  get fields(): ReadonlyMap<string, JsonShape> | null {
    return this.#kinds() === 1 ? this.#fields : null;
  }

  #kinds(): number {
    return (
      Number(this.#numbers !== 0) +
      Number(this.#strings !== 0) +
      Number(this.#boolean) +
      Number(this.#elements !== null) +
      Number(this.#fields !== null)
    );
  }

  /** The type that holds all the values: string for scalars of several kinds and where there was none, `json` for lists or objects among others. */
  type(depth = 0): DataType {
    if (depth === MOST_LEVELS && (this.#elements !== null || this.#fields !== null)) return { kind: 'json' };
    const kinds = this.#kinds();
    if (kinds === 0) return STRING;
    if (kinds > 1) return this.#elements === null && this.#fields === null ? STRING : { kind: 'json' };
    if (this.#boolean) return { kind: 'boolean' };
    if (this.#elements !== null)
      return { kind: 'list', element: this.#elements.type(depth + 1), elementNullable: true };
    if (this.#fields !== null) return objectType(this.#fields, depth + 1);
    return typeOfClasses(this.#numbers | this.#strings);
  }
}

/** Strings are dates and timestamps when all of them are written so; other spellings of values stay text. */
function stringClass(value: string, known: number): number {
  if (known === text) return text;
  const found = value === '' ? text : classifyText(value);
  return (found & TIMES) !== 0 ? found : text;
}

function objectType(fields: ReadonlyMap<string, JsonShape>, depth: number): DataType {
  if (fields.size === 0 || fields.size > MOST_FIELDS) return { kind: 'json' };
  return {
    kind: 'struct',
    fields: Array.from(fields, ([name, shape]): Field => ({ name, type: shape.type(depth), nullable: true })),
  };
}
