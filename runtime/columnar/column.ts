import type { DataType } from '../../compiler/contract/data-type.ts';

/**
 * One column of one segment: a logical type and the narrowest physical layout that holds its values exactly.
 *
 * | layout | `values` | logical types |
 * |---|---|---|
 * | `i8 u8 i16 u16 i32` | typed array; value = `base + factor * raw` | int, decimal (scaled), date, time, timestamp; boolean as `u8` 0/1 with base 0, factor 1 |
 * | `f64` | `Float64Array`; value = raw (base 0, factor 1) | float; int, decimal, timestamp within ±(2^53 - 1) |
 * | `i64` | `BigInt64Array` | int, decimal up to 18 digits, timestamp beyond ±(2^53 - 1) |
 * | `i128` | `BigInt64Array`, two words per value, low first | decimal beyond 18 digits, uint64 |
 * | `dict` | `Uint8Array`, `Uint16Array` or `Int32Array` of codes into `dictionary` | string, json, uuid |
 * | `utf8` | `bytes` + `offsets` (`length + 1` of them) | string, json, uuid, blob |
 * | `interval` | `Int32Array` of months and days, two per value, and `micros` | interval |
 * | `list` | `offsets` into the one child | list, map (child is a struct of key and value) |
 * | `struct` | children in field order | struct |
 * | `null` | nothing: every value is NULL | any |
 *
 * `validity` is Arrow's bitmap (bit set = not NULL, least significant bit first) or `null` when no value is NULL. The raw value under a NULL is 0.
 * All arrays are views of `SharedArrayBuffer`s, so that every worker sees the same memory; nobody writes to them after the column is made.
 */
export type Column =
  | IntegerColumn
  | FloatColumn
  | BigColumn
  | DictionaryColumn
  | Utf8Column
  | IntervalColumn
  | ListColumn
  | StructColumn
  | NullColumn;

export type IntegerLayout = 'i8' | 'u8' | 'i16' | 'u16' | 'i32';
export type Layout = Column['layout'];
export type IntegerArray = Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array;
export type CodeArray = Uint8Array | Uint16Array | Int32Array;

interface ColumnBase {
  readonly type: DataType;
  readonly length: number;
  readonly validity: Uint8Array | null;
  readonly stats: ColumnStats;
}

export interface IntegerColumn extends ColumnBase {
  readonly layout: IntegerLayout;
  readonly values: IntegerArray;
  readonly base: number;
  readonly factor: number;
}

export interface FloatColumn extends ColumnBase {
  readonly layout: 'f64';
  readonly values: Float64Array;
}

export interface BigColumn extends ColumnBase {
  readonly layout: 'i64' | 'i128';
  readonly values: BigInt64Array;
}

export interface DictionaryColumn extends ColumnBase {
  readonly layout: 'dict';
  readonly values: CodeArray;
  readonly dictionary: Dictionary;
}

export interface Utf8Column extends ColumnBase {
  readonly layout: 'utf8';
  readonly bytes: Uint8Array;
  readonly offsets: Int32Array;
}

export interface IntervalColumn extends ColumnBase {
  readonly layout: 'interval';
  readonly values: Int32Array;
  readonly micros: Float64Array;
}

export interface ListColumn extends ColumnBase {
  readonly layout: 'list';
  readonly offsets: Int32Array;
  readonly child: Column;
}

export interface StructColumn extends ColumnBase {
  readonly layout: 'struct';
  readonly children: readonly Column[];
}

export interface NullColumn extends ColumnBase {
  readonly layout: 'null';
}

/** The distinct strings of a dictionary column: code `i` stands for `strings[i]`. No entry occurs twice; order is that of first appearance. */
export interface Dictionary {
  /** Same dictionary object in several segments has the same id, so that codes can be compared across them. */
  readonly id: number;
  readonly strings: readonly string[];
}

/**
 * What is known of a column's values without reading them. `min` and `max` are run-time values (see `DataType`; 0 and 1 for booleans) between which
 * every value that is neither NULL nor NaN lies; they occur in a column that was just built, and are only bounds in a part of one. `null`: unknown, or no value.
 */
export interface ColumnStats {
  readonly nullCount: number;
  readonly min: number | bigint | string | null;
  readonly max: number | bigint | string | null;
  /** Values never decrease down the column (NULLs absent). */
  readonly sorted: boolean;
  readonly hasNaN: boolean;
}
