import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import type { ListValue, StructValue, Value } from '../../columnar/value.ts';

/** The element at a position from 0, or from -1 at the end. */
export function element(list: ListValue, index: number | bigint): Value {
  return list[place(list.length, index)]!;
}

/** Puts an element into a list that its owner alone holds. */
export function setElement(list: Value[], index: number | bigint, value: Value): void {
  list[place(list.length, index)] = value;
}

/** A copy with another element at a position. */
export function withElement(list: ListValue | null, index: number | bigint, value: Value): ListValue {
  const copy = copyList(list);
  setElement(copy, index, value);
  return copy;
}

export function copyList(list: ListValue | null): Value[] {
  if (list === null) throw gobiError('NullError', { what: 'a list whose element is assigned' });
  return list.slice();
}

export function copyStruct(struct: StructValue | null): StructValue {
  if (struct === null) throw gobiError('NullError', { what: 'a struct whose field is assigned' });
  return { ...struct };
}

/** A copy with another value in a field; `key` is the field's name with `$` in front. */
export function withField(struct: StructValue | null, key: `$${string}`, value: Value): StructValue {
  return { ...copyStruct(struct), [key]: value };
}

/** The elements from `from` up to `to`, which is left out; negative positions count from the end, those outside are cut. */
export function slice(list: ListValue, from: number | bigint, to: number | bigint = list.length): ListValue {
  return list.slice(Number(from), Number(to));
}

export function concatLists(a: ListValue, b: ListValue): ListValue {
  return [...a, ...b];
}

export function concatBlobs(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

function place(length: number, index: number | bigint): number {
  if (typeof index === 'number') {
    if (index >= 0 && index < length) return index;
    if (index < 0 && index >= -length) return length + index;
  }
  throw gobiError('IndexError', { index: String(index), length });
}
