import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import { canonicalKey } from '../canonical-key.ts';
import { vectorValue, type Vector } from './vector.ts';

/** The one value of a scalar subquery: NULL for no row, an error for several. */
export function scalarOf(vector: Vector, length: number): unknown {
  if (length > 1) throw gobiError('CardinalityError', { what: 'the subquery', rows: length, expected: 'one row' });
  return length === 0 ? null : vectorValue(vector, 0);
}

/** The values of `x in (subquery)`. */
export interface Members {
  readonly keys: ReadonlySet<unknown>;
  readonly hasNull: boolean;
  readonly empty: boolean;
}

export function membersOf(vector: Vector, length: number): Members {
  const keys = new Set<unknown>();
  let hasNull = false;
  for (let row = 0; row < length; row++) {
    const value = vectorValue(vector, row);
    if (value === null) hasNull = true;
    else keys.add(canonicalKey(value));
  }
  return { keys, hasNull, empty: length === 0 };
}

/** `value in members`, three-valued: unknown when it is not found and NULL stands on either side. */
export function isMember(members: Members, value: unknown): boolean | null {
  if (members.empty) return false;
  if (value === null) return null;
  if (members.keys.has(canonicalKey(value))) return true;
  return members.hasNull ? null : false;
}

/** `value not in members`. */
export function isNoMember(members: Members, value: unknown): boolean | null {
  const found = isMember(members, value);
  return found === null ? null : !found;
}

/** A function that remembers its results by its arguments. */
export function memoisedBy<A extends unknown[], R>(compute: (...args: A) => R): (...args: A) => R {
  const root: { children: Map<unknown, unknown> } = { children: new Map() };
  return (...args) => {
    let map = root.children;
    for (const arg of args.slice(0, -1)) {
      const key = canonicalKey(arg);
      let next = map.get(key) as Map<unknown, unknown> | undefined;
      if (next === undefined) map.set(key, (next = new Map()));
      map = next;
    }
    const last = args.length === 0 ? null : canonicalKey(args[args.length - 1]);
    if (map.has(last)) return map.get(last) as R;
    const result = compute(...args);
    map.set(last, result);
    return result;
  };
}
