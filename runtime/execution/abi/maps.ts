import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import type { Value } from '../../columnar/value.ts';

interface Entry {
  readonly $key: Value;
  readonly $value: Value;
}

type Order = (a: Value, b: Value) => number;

/** The value of a key of a map; NULL when there is none. */
export function mapValue(order: Order, map: readonly Entry[], key: Value): Value {
  return map.find((entry) => order(entry.$key, key) === 0)?.$value ?? null;
}

/** Puts a value under a key of a map that its owner alone holds; a new key comes last. */
export function setEntry(order: Order, map: Entry[], key: Value, value: Value): void {
  const at = map.findIndex((entry) => order(entry.$key, key) === 0);
  map[at === -1 ? map.length : at] = { $key: key, $value: value };
}

/** A copy with a value under a key. */
export function withEntry(order: Order, map: readonly Entry[] | null, key: Value, value: Value): Entry[] {
  const copy = copyMap(map);
  setEntry(order, copy, key, value);
  return copy;
}

export function copyMap(map: readonly Entry[] | null): Entry[] {
  if (map === null) throw gobiError('NullError', { what: 'a map whose value is assigned' });
  return map.slice();
}
