import type { ColumnEntry } from '../../catalog/catalog-state.ts';
import type { Column } from '../../columnar/column.ts';
import type { Value } from '../../columnar/value.ts';
import type { ColumnBounds } from './column-test.ts';

/**
 * Rows of one table that lie together: a data file, rows inlined in the catalog, rows staged by a transaction. Rows never change and never move;
 * some sources grow at the end, so that their readers say how many rows they look at. Columns are found by field id: what a source has not gets the column's initial default.
 */
export interface RowSource {
  /** Is told which columns a scan is going to read, by those that get several at once for less. */
  want?(columns: readonly ColumnEntry[]): void;
  /** The first `rows` rows cut into runs that become segments. */
  chunks(rows: number): readonly RowChunk[];
  /** One value, for access row by row. */
  value(row: number, column: ColumnEntry): Value;
  /** What is known of a column over all rows without reading them; `null` where nothing is. */
  bounds(column: ColumnEntry): ColumnBounds | null;
  /** The row's identity over its updates; `null` until it is committed for the first time. */
  rowId(row: number): number | null;
}

/** A run of a source's rows; its columns are made when they are asked for. */
export interface RowChunk {
  readonly start: number;
  readonly length: number;
  column(column: ColumnEntry): Column;
  /** Gives the source the same values in a layout that suits their neighbours, to be handed out from now on. */
  keep(column: ColumnEntry, values: Column): void;
}
