import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import { compareValues } from '../compare-values.ts';
import { fieldKey, type StructValue, type Value } from '../value.ts';

/** A struct's field; NULL of NULL. */
export function fieldOf(struct: StructValue | null, name: string): Value {
  return struct === null ? null : (struct[fieldKey(name)] ?? null);
}

/** `list[index]`, from 0, or from the end when negative. A place outside of the list is an error. */
export function elementOf(list: readonly Value[] | null, index: number | bigint | null): Value {
  if (list === null || index === null) return null;
  const place = Number(index) < 0 ? list.length + Number(index) : Number(index);
  if (place < 0 || place >= list.length) throw gobiError('IndexError', { index: String(index), length: list.length });
  return list[place] ?? null;
}

/** The value of a map under a key; NULL when it has none. */
export function mapValue(map: readonly { readonly $key: Value; readonly $value: Value }[] | null, key: Value): Value {
  if (map === null || key === null) return null;
  return map.find((entry) => compareValues(entry.$key, key) === 0)?.$value ?? null;
}

/** A member or element of a json text, as json text; NULL where there is none. */
export function jsonMember(json: string | null, key: string | number | bigint | null): string | null {
  if (json === null || key === null) return null;
  const value: unknown = JSON.parse(json, keepDigits);
  if (typeof value !== 'object' || value === null) return null;
  const found: unknown = Array.isArray(value)
    ? value[typeof key === 'string' ? NaN : Number(key) < 0 ? value.length + Number(key) : Number(key)]
    : Object.hasOwn(value, String(key))
      ? (value as Record<string, unknown>)[String(key)]
      : undefined;
  return found === undefined ? null : JSON.stringify(found);
}

/** `||` of lists, blobs or texts; NULL when one of them is. */
export function concatValues(...parts: readonly (string | Uint8Array | readonly Value[] | null)[]): Value {
  if (parts.some((part) => part === null)) return null;
  const [first] = parts;
  if (typeof first === 'string') return parts.join('');
  if (first instanceof Uint8Array) return new Uint8Array(Buffer.concat(parts as readonly Uint8Array[]));
  return (parts as readonly (readonly Value[])[]).flat(1) as readonly Value[];
}

/** Numbers stay the text that they were: no digit is lost between parsing and writing. */
function keepDigits(_key: string, value: unknown, context?: { readonly source: string }): unknown {
  return typeof value === 'number' && context !== undefined
    ? (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON(context.source)
    : value;
}
