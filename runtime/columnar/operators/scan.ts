import type { Column, IntegerColumn } from '../column.ts';
import { valueReader } from '../column-reader.ts';
import type { Segment, Table } from '../table.ts';
import type { Value } from '../value.ts';

/** Raw values of a column that has numbers, booleans or codes; zeros where the segment has nothing but NULLs. */
export function segmentValues(segment: Segment, index: number): ArrayLike<number> {
  const column = segment.columns[index]!;
  if (column.layout === 'null') return new Int8Array(segment.length);
  return (column as IntegerColumn).values;
}

/** The validity bitmap of a column, also where no value or every value is NULL. */
export function segmentValidity(segment: Segment, index: number): Uint8Array {
  const column = segment.columns[index]!;
  if (column.validity !== null) return column.validity;
  const bitmap = new Uint8Array((segment.length + 7) >> 3);
  return column.layout === 'null' ? bitmap : bitmap.fill(255);
}

/** What is added to a raw value; 0 for layouts without a base. */
export function segmentBase(segment: Segment, index: number): number {
  const column = segment.columns[index]!;
  return 'base' in column ? column.base : 0;
}

/** What a raw value is multiplied by. */
export function segmentFactor(segment: Segment, index: number): number {
  const column = segment.columns[index]!;
  return 'factor' in column ? column.factor : 1;
}

/** Reads any column value by value. */
export function segmentReader(segment: Segment, index: number): (row: number) => Value {
  return valueReader(segment.columns[index]!);
}

/** The row numbers of a block that are not deleted; gives how many. */
export function liveRows(segment: Segment, start: number, count: number, rows: Int32Array): number {
  const { deleted } = segment;
  if (deleted === null) return allRows(start, count, rows);
  let m = 0;
  for (let i = start; i < start + count; i++) {
    rows[m] = i;
    m = (m + (((deleted[i >> 3]! >> (i & 7)) & 1) ^ 1)) | 0;
  }
  return m;
}

function allRows(start: number, count: number, rows: Int32Array): number {
  for (let j = 0; j < count; j++) rows[j] = start + j;
  return count;
}

/** The strings of a dictionary column in the whole table, and what its segments' codes are in them. */
export interface TableDictionary {
  readonly strings: readonly string[];
  /** Code in `strings` by the segment's own code. */
  codes(segment: Segment): Int32Array;
}

/** Joins the dictionaries of a column's segments into one; segments with the same dictionary share the work. */
export function dictionaryOf(table: Table, index: number): TableDictionary {
  const columns = table.segments.map((segment) => segment.columns[index]!);
  const dictionaries = [
    ...new Map(
      columns.flatMap((column) =>
        column.layout === 'dict' ? [[column.dictionary.id, column.dictionary] as const] : [],
      ),
    ).values(),
  ];
  if (dictionaries.length <= 1) return oneDictionary(dictionaries[0]?.strings ?? []);
  const codeOf = new Map<string, number>();
  const strings: string[] = [];
  const remaps = new Map<number, Int32Array>();
  for (const dictionary of dictionaries) {
    const remap = new Int32Array(dictionary.strings.length);
    for (const [code, text] of dictionary.strings.entries()) {
      let joined = codeOf.get(text);
      if (joined === undefined) {
        joined = strings.length;
        codeOf.set(text, joined);
        strings.push(text);
      }
      remap[code] = joined;
    }
    remaps.set(dictionary.id, remap);
  }
  const nothing = new Int32Array(1);
  return {
    strings,
    codes(segment) {
      const column: Column = segment.columns[index]!;
      return column.layout === 'dict' ? remaps.get(column.dictionary.id)! : nothing;
    },
  };
}

/** Codes as they are, for kernels that were made for several dictionaries. */
function oneDictionary(strings: readonly string[]): TableDictionary {
  let same: Int32Array | null = null;
  return {
    strings,
    codes: () => (same ??= Int32Array.from({ length: Math.max(strings.length, 1) }, (_, code) => code)),
  };
}

/** Least and greatest value of a whole-number column by its statistics; `null` when they are not known. Without values: 0 and 0. */
export function boundsOf(table: Table, index: number): { readonly low: number; readonly high: number } | null {
  let low = Infinity;
  let high = -Infinity;
  for (const segment of table.segments) {
    const { stats, layout } = segment.columns[index]!;
    if (layout === 'null' || segment.length === 0) continue;
    if (typeof stats.min !== 'number' || typeof stats.max !== 'number') return null;
    low = Math.min(low, stats.min);
    high = Math.max(high, stats.max);
  }
  return low > high ? { low: 0, high: 0 } : { low, high };
}

/** Blocks are as large as serves the caches, and no larger than the longest segment needs, so that small queries do not pay for large scratch vectors. */
export function rowsPerBlock(inputs: readonly Table[]): number {
  let longest = 0;
  for (const { segments } of inputs) for (const { length } of segments) if (length > longest) longest = length;
  return Math.max(LEAST_BLOCK_ROWS, Math.min(MOST_BLOCK_ROWS, longest));
}

const LEAST_BLOCK_ROWS = 256;
const MOST_BLOCK_ROWS = 8192;

/** Room for one remembered result per entry of a dictionary; `undefined` where nothing was computed yet. */
export function emptyMemo(entries: number): unknown[] {
  return Array.from({ length: entries }, () => undefined);
}

/** The rows of all inputs together. */
export function rowsInAll(inputs: readonly Table[]): number {
  return inputs.reduce((sum, { rowCount }) => sum + rowCount, 0);
}
