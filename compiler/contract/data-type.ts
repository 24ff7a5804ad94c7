/** A named, typed, possibly nullable slot: a column, a struct field, a list element. */
export interface Field {
  readonly name: string;
  readonly type: DataType;
  readonly nullable: boolean;
}

/**
 * The types that values stored in columns and locals have at run time. Everything here is concrete and serialisable.
 *
 * How a value of each type is carried in generated code and across the abi (NULL is always `null`):
 * - `int`, `decimal` (scaled by 10^scale), `timestamp` (µs since 1970-01-01): a `number` within ±(2^53 - 1), otherwise a `bigint`; never a `bigint` that would fit.
 * - `float`: `number`. `date`: days since 1970-01-01, `number`. `time`: µs since midnight, `number`.
 * - `string`, `json` (its text), `uuid` (canonical text): `string`. `boolean`: `boolean`. `blob`: `Uint8Array`.
 * - `interval`: `{ months, days, micros }`, micros a `number`. `list`: array. `map`: array of `{ $key, $value }`.
 * - `struct`: plain object whose keys are the field names with a `$` in front, in field order.
 * - `secret`: an opaque object that never prints.
 */
export type DataType =
  | IntType
  | FloatType
  | DecimalType
  | StringType
  | { readonly kind: 'boolean' }
  | { readonly kind: 'date' }
  | { readonly kind: 'time' }
  | TimestampType
  | { readonly kind: 'interval' }
  | { readonly kind: 'blob' }
  | { readonly kind: 'json' }
  | { readonly kind: 'uuid' }
  | { readonly kind: 'secret' }
  | { readonly kind: 'null' }
  | ListType
  | StructType
  | MapType;

export interface IntType {
  readonly kind: 'int';
  readonly bits: 8 | 16 | 32 | 64;
  readonly unsigned: boolean;
}

export interface FloatType {
  readonly kind: 'float';
  readonly bits: 32 | 64;
}

export interface DecimalType {
  readonly kind: 'decimal';
  /** 1 to 38 digits in all. */
  readonly precision: number;
  /** Digits after the point, 0 to precision. */
  readonly scale: number;
}

export interface StringType {
  readonly kind: 'string';
  /** Greatest number of code points, as in `varchar(n)`. */
  readonly maxLength?: number;
}

export interface TimestampType {
  readonly kind: 'timestamp';
  /** `timestampz`: an instant, shown in UTC; otherwise wall-clock time. */
  readonly zoned: boolean;
}

export interface ListType {
  readonly kind: 'list';
  readonly element: DataType;
  readonly elementNullable: boolean;
}

export interface StructType {
  readonly kind: 'struct';
  /** Set for nominal structs (`type struct as Point`). */
  readonly name?: string;
  readonly fields: readonly Field[];
}

export interface MapType {
  readonly kind: 'map';
  readonly key: DataType;
  readonly value: DataType;
  /** Whether a value may be NULL; only where it may. */
  readonly valueNullable?: true;
}

export const INT: IntType = { kind: 'int', bits: 64, unsigned: false };
export const FLOAT: FloatType = { kind: 'float', bits: 64 };
export const STRING: StringType = { kind: 'string' };
export const BOOLEAN: DataType = { kind: 'boolean' };
export const DATE: DataType = { kind: 'date' };
export const TIMESTAMP: TimestampType = { kind: 'timestamp', zoned: false };
export const TIMESTAMPZ: TimestampType = { kind: 'timestamp', zoned: true };
export const INTERVAL: DataType = { kind: 'interval' };
export const NULL: DataType = { kind: 'null' };

/** A decimal type of `precision` digits, `scale` of them after the point. */
export function decimal(precision: number, scale: number): DecimalType {
  return { kind: 'decimal', precision, scale };
}

/** The name under which users see a type: `int`, `decimal(12,2)`, `int[]`, `{a: int, b: string?}`. */
export function showDataType(type: DataType): string {
  switch (type.kind) {
    case 'int':
      return type.bits === 64 && !type.unsigned ? 'int' : `${type.unsigned ? 'u' : ''}int${type.bits}`;
    case 'float':
      return type.bits === 64 ? 'float' : 'float32';
    case 'decimal':
      return `decimal(${type.precision},${type.scale})`;
    case 'string':
      return type.maxLength === undefined ? 'string' : `varchar(${type.maxLength})`;
    case 'timestamp':
      return type.zoned ? 'timestampz' : 'timestamp';
    case 'list':
      return `${showDataType(type.element)}${type.elementNullable ? '?' : ''}[]`;
    case 'struct':
      return type.name ?? `{${type.fields.map(showField).join(', ')}}`;
    case 'map':
      return `Dict<${showDataType(type.key)}, ${showDataType(type.value)}${type.valueNullable === true ? '?' : ''}>`;
    default:
      return type.kind;
  }
}

/** `name: type`, with `?` when nullable. */
export function showField(field: Field): string {
  return `${field.name}: ${showDataType(field.type)}${field.nullable ? '?' : ''}`;
}

/** Whether two types are the same, names of nominal structs included. */
export function sameDataType(a: DataType, b: DataType): boolean {
  if (a.kind !== b.kind) return false;
  if (a.kind === 'struct' && b.kind === 'struct') {
    return (
      a.name === b.name && a.fields.length === b.fields.length && a.fields.every((f, i) => sameField(f, b.fields[i]!))
    );
  }
  return showDataType(a) === showDataType(b);
}

function sameField(a: Field, b: Field): boolean {
  return a.name === b.name && a.nullable === b.nullable && sameDataType(a.type, b.type);
}
