/** A value as it travels outside of columns; `DataType` says how each type is carried. NULL is `null`. */
export type Value = number | bigint | string | boolean | Uint8Array | IntervalValue | ListValue | StructValue | null;

/** `months` and `days` are integers within int32; `micros` is an integer within ±(2^53 - 1). The three are never folded into each other. */
export interface IntervalValue {
  readonly months: number;
  readonly days: number;
  readonly micros: number;
}

export type ListValue = readonly Value[];

/** Keys are the field names with a `$` in front, in field order. */
export interface StructValue {
  readonly [key: `$${string}`]: Value;
}

/** The key of a field in a struct value. */
export function fieldKey(name: string): `$${string}` {
  return `$${name}`;
}

/** A `bigint` as a run-time integer: a number when it is within ±(2^53 - 1). */
export function integerValue(value: bigint): number | bigint {
  return value >= -9007199254740991n && value <= 9007199254740991n ? Number(value) : value;
}
