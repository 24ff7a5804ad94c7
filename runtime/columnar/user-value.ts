import type { DataType } from '../../compiler/contract/data-type.ts';
import { valuePrinter } from './convert/print-value.ts';
import type { ListValue, StructValue, Value } from './value.ts';
import { fieldKey } from './value.ts';

/**
 * The values that programs around the engine get:
 *
 * | type | value |
 * |---|---|
 * | int | `number`, beyond ±(2^53 - 1) `bigint` |
 * | float, boolean, string | `number`, `boolean`, `string` |
 * | decimal, date, time, timestamp, interval, uuid, json | `string`: the exact text that a cast to string gives (`12.50`, `2026-01-14`, `2026-01-14 07:05:09`, instants with `+00`) |
 * | blob | `Uint8Array` |
 * | list, struct, map | array, plain object, `Map` |
 * | NULL | `null` |
 */
export type UserValue =
  | number
  | bigint
  | boolean
  | string
  | Uint8Array
  | null
  | UserValue[]
  | { [name: string]: UserValue }
  | Map<UserValue, UserValue>;

/** Turns run-time values of a type into those for users. */
export function userValue(type: DataType): (value: Value) => UserValue {
  const convert = presentValue(type);
  return (value) => (value === null ? null : convert(value));
}

function presentValue(type: DataType): (value: Value) => UserValue {
  switch (type.kind) {
    case 'int':
    case 'float':
    case 'boolean':
    case 'string':
    case 'json':
    case 'uuid':
    case 'blob':
    case 'null':
      return (value) => value as UserValue;
    case 'decimal':
    case 'date':
    case 'time':
    case 'timestamp':
    case 'interval':
    case 'secret':
      return valuePrinter(type);
    case 'list': {
      const convert = userValue(type.element);
      return (value) => (value as ListValue).map(convert);
    }
    case 'map': {
      const key = userValue(type.key);
      const convert = userValue(type.value);
      return (value) =>
        new Map(
          (value as readonly StructValue[]).map(({ $key, $value }) => [key($key ?? null), convert($value ?? null)]),
        );
    }
    case 'struct': {
      const parts = type.fields.map(({ name, type }) => ({ name, key: fieldKey(name), convert: userValue(type) }));
      return (value) =>
        Object.fromEntries(parts.map(({ name, key, convert }) => [name, convert((value as StructValue)[key] ?? null)]));
    }
  }
}
