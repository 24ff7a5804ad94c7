import type { ThriftField, ThriftStruct, ThriftValue } from '../thrift.ts';

/** Thrift's types by the names that Parquet's definitions use. */
export const T = { i8: 3, i16: 4, i32: 5, i64: 6, binary: 8, list: 9, struct: 12 } as const;

/** A struct of the fields that are given, in the order of their ids; `null` ones are left out. */
export function structOf(fields: readonly (readonly [id: number, field: ThriftField | null])[]): ThriftStruct {
  const struct: ThriftStruct = new Map();
  for (const [id, field] of fields) if (field !== null) struct.set(id, field);
  return struct;
}

export function i32(value: number): ThriftField {
  return { type: T.i32, value };
}

export function i64(value: number): ThriftField {
  return { type: T.i64, value: BigInt(value) };
}

export function i8(value: number): ThriftField {
  return { type: T.i8, value };
}

export function i16(value: number): ThriftField {
  return { type: T.i16, value };
}

export function bool(value: boolean): ThriftField {
  return { type: value ? 1 : 2, value };
}

export function text(value: string): ThriftField {
  return { type: T.binary, value: Buffer.from(value) };
}

export function binary(value: Uint8Array): ThriftField {
  return { type: T.binary, value };
}

export function list(elementType: number, values: readonly ThriftValue[]): ThriftField {
  return { type: T.list, value: { elementType, values } };
}

export function nested(struct: ThriftStruct): ThriftField {
  return { type: T.struct, value: struct };
}
