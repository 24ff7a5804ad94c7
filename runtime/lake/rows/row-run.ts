import type { ColumnEntry } from '../../catalog/catalog-state.ts';
import { columnBuilder } from '../../columnar/builders/column-builder.ts';
import { valueReader } from '../../columnar/column-reader.ts';
import type { Column } from '../../columnar/column.ts';
import { slice } from '../../columnar/slice.ts';
import type { Segment } from '../../columnar/table.ts';
import { SEGMENT_ROWS } from '../../columnar/table.ts';
import type { Value } from '../../columnar/value.ts';
import { fitColumn, initialColumn } from './fit-column.ts';
import type { RowChunk, RowSource } from './row-source.ts';

/**
 * Rows in memory that grow at the end, row by row or by whole segments. Single rows are kept as arrays; when they are scanned they become columns,
 * in pieces whose sizes fall like those of a merge tree: scanning after each insert costs a logarithm, not the whole run again.
 */
export class RowRun implements RowSource {
  /** Shape of the rows: in this order. */
  readonly columns: readonly ColumnEntry[];
  length = 0;
  readonly #places: ReadonlyMap<number, number>;
  readonly #pieces: Piece[] = [];
  /** Rows after the last piece. */
  #tail: (readonly Value[])[] = [];
  #tailStart = 0;
  /** Row ids of updated rows and of committed ones; sparse. */
  readonly #rowIds = new Map<number, number>();
  #firstRowIds: { readonly start: number; readonly firstId: number }[] = [];

  constructor(columns: readonly ColumnEntry[]) {
    this.columns = columns;
    this.#places = new Map(columns.map((column, index) => [column.fieldId, index]));
  }

  /** Adds a row, in the order of `columns`; the array is kept. Gives its number. */
  append(row: readonly Value[]): number {
    this.#tail.push(row);
    return this.length++;
  }

  /** Adds the rows of a segment without deleted rows. Few rows are taken up one by one, so that they can become one piece with others. */
  appendSegment(segment: Segment): void {
    if (segment.length <= FEW_ROWS) {
      const readers = segment.columns.map(valueReader);
      for (let row = 0; row < segment.length; row++) this.append(readers.map((read) => read(row)));
      return;
    }
    this.#closeTail(this.length);
    this.#pieces.push({
      start: this.length,
      length: segment.length,
      rows: null,
      columns: [...segment.columns],
      readers: [],
    });
    this.length += segment.length;
    this.#tailStart = this.length;
  }

  setRowId(row: number, rowId: number): void {
    this.#rowIds.set(row, rowId);
  }

  /** Says that rows from `start` on have ids counting up from `firstId`, unless set one by one. */
  countRowIds(start: number, firstId: number): void {
    this.#firstRowIds.push({ start, firstId });
  }

  rowId(row: number): number | null {
    const own = this.#rowIds.get(row);
    if (own !== undefined) return own;
    const counted = this.#firstRowIds.findLast(({ start }) => start <= row);
    return counted === undefined ? null : counted.firstId + (row - counted.start);
  }

  value(row: number, column: ColumnEntry): Value {
    const place = this.#places.get(column.fieldId);
    if (place === undefined) return column.initialDefault;
    if (row >= this.#tailStart) return this.#tail[row - this.#tailStart]![place]!;
    const piece = this.#pieceOf(row);
    if (piece.rows !== null) return piece.rows[row - piece.start]![place]!;
    return (piece.readers[place] ??= valueReader(piece.columns[place]!))(row - piece.start);
  }

  bounds(): null {
    return null;
  }

  chunks(rows: number): readonly RowChunk[] {
    this.#closeTail(rows);
    const chunks: RowChunk[] = [];
    for (const piece of this.#pieces) {
      if (piece.start >= rows) break;
      chunks.push(this.#chunk(piece, Math.min(piece.length, rows - piece.start)));
    }
    return chunks;
  }

  #chunk(piece: Piece, length: number): RowChunk {
    return {
      start: piece.start,
      length,
      column: (column) => {
        const place = this.#places.get(column.fieldId);
        if (place === undefined) return initialColumn(column, length);
        return fitColumn(slice(this.#pieceColumn(piece, place), 0, length), column.type);
      },
      keep: (column, values) => {
        const place = this.#places.get(column.fieldId);
        if (place !== undefined && length === piece.length) piece.columns[place] = values;
      },
    };
  }

  #pieceColumn(piece: Piece, place: number): Column {
    const known = piece.columns[place];
    if (known !== undefined) return known;
    const builder = columnBuilder(this.columns[place]!.type);
    for (const row of piece.rows!) builder.appendValue(row[place]!);
    return (piece.columns[place] = builder.finish());
  }

  /** Makes pieces of the rows before `end`. A piece that is not much longer than its successor takes it up. */
  #closeTail(end: number): void {
    if (end <= this.#tailStart) return;
    const rows = this.#tail.slice(0, end - this.#tailStart);
    this.#tail = this.#tail.slice(rows.length);
    for (let at = 0; at < rows.length; at += SEGMENT_ROWS) {
      const part = rows.length <= SEGMENT_ROWS ? rows : rows.slice(at, at + SEGMENT_ROWS);
      this.#pieces.push({ start: this.#tailStart + at, length: part.length, rows: part, columns: [], readers: [] });
      this.#mergeLast();
    }
    this.#tailStart = end;
  }

  #mergeLast(): void {
    for (;;) {
      const last = this.#pieces.at(-1)!;
      const before = this.#pieces.at(-2);
      if (
        before === undefined ||
        before.rows === null ||
        before.length > 2 * last.length ||
        before.length + last.length > SEGMENT_ROWS
      )
        return;
      this.#pieces.splice(-2, 2, {
        start: before.start,
        length: before.length + last.length,
        rows: before.rows.concat(last.rows!),
        columns: [],
        readers: [],
      });
    }
  }

  #pieceOf(row: number): Piece {
    let low = 0;
    let high = this.#pieces.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#pieces[middle]!.start <= row) low = middle;
      else high = middle - 1;
    }
    return this.#pieces[low]!;
  }
}

const FEW_ROWS = 512;

/** Rows as arrays, as columns, or both; a missing column is made from the rows. */
interface Piece {
  readonly start: number;
  readonly length: number;
  readonly rows: readonly (readonly Value[])[] | null;
  readonly columns: Column[];
  /** Of columns that were read value by value. */
  readonly readers: ((row: number) => Value)[];
}
