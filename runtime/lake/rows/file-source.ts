import type { ColumnEntry } from '../../catalog/catalog-state.ts';
import { valueReader } from '../../columnar/column-reader.ts';
import type { Column } from '../../columnar/column.ts';
import type { Value } from '../../columnar/value.ts';
import type { ColumnCache } from './column-cache.ts';
import { fitColumn, initialColumn } from './fit-column.ts';
import type { RowChunk, RowSource } from './row-source.ts';

/** Reads columns of one data file. */
export interface DataFileReader {
  /** Rows of each piece that columns are read in. */
  readonly lengths: readonly number[];
  /** The pieces of a column; `null` when the file does not have it. */
  column(column: ColumnEntry): readonly Column[] | null;
  /** Row ids that the file carries itself; `null` when they count up from its first one. */
  rowIds(): readonly Column[] | null;
}

/** A registered data file. */
export interface DataFile {
  readonly id: number;
  readonly path: string;
  readonly rows: number;
  readonly firstRowId: number;
}

/** The rows of one data file. Columns are read when they are first wanted and kept in the lake's cache. */
export class FileSource implements RowSource {
  readonly file: DataFile;
  readonly #cache: ColumnCache;
  readonly #open: () => DataFileReader;
  #opened: { readonly reader: DataFileReader; readonly chunks: readonly RowChunk[] } | null = null;
  /** For columns that were read value by value: they are likely to be again, and stay in memory. */
  readonly #readers = new WeakMap<ColumnEntry, readonly ((row: number) => Value)[]>();
  #rowIdReaders: readonly ((row: number) => Value)[] | null | undefined;

  constructor(file: DataFile, cache: ColumnCache, open: () => DataFileReader) {
    this.file = file;
    this.#cache = cache;
    this.#open = open;
  }

  chunks(): readonly RowChunk[] {
    return this.#contents().chunks;
  }

  value(row: number, column: ColumnEntry): Value {
    let readers = this.#readers.get(column);
    if (readers === undefined) {
      readers = this.#columns(column).map(valueReader);
      this.#readers.set(column, readers);
    }
    return this.#inChunk(readers, row);
  }

  rowId(row: number): number {
    if (this.#rowIdReaders === undefined)
      this.#rowIdReaders = this.#contents().reader.rowIds()?.map(valueReader) ?? null;
    return this.#rowIdReaders === null ? this.file.firstRowId + row : Number(this.#inChunk(this.#rowIdReaders, row));
  }

  #inChunk(readers: readonly ((row: number) => Value)[], row: number): Value {
    const { chunks } = this.#contents();
    let low = 0;
    let high = chunks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (chunks[middle]!.start <= row) low = middle;
      else high = middle - 1;
    }
    return readers[low]!(row - chunks[low]!.start);
  }

  #contents(): { readonly reader: DataFileReader; readonly chunks: readonly RowChunk[] } {
    if (this.#opened !== null) return this.#opened;
    const reader = this.#open();
    let start = 0;
    const chunks = reader.lengths.map((length, index) => {
      const chunk = this.#chunk(start, length, index);
      start += length;
      return chunk;
    });
    return (this.#opened = { reader, chunks });
  }

  #chunk(start: number, length: number, index: number): RowChunk {
    return {
      start,
      length,
      column: (column) => this.#columns(column)[index]!,
      keep: (column, values) => this.#cache.set(this.#key(column), this.#columns(column).with(index, values)),
    };
  }

  #columns(column: ColumnEntry): readonly Column[] {
    const key = this.#key(column);
    const known = this.#cache.get(key);
    if (known !== null)
      return known[0]?.type === column.type ? known : known.map((part) => fitColumn(part, column.type));
    const { reader, chunks } = this.#contents();
    const read = reader.column(column) ?? chunks.map((chunk) => initialColumn(column, chunk.length));
    const columns = read.map((part) => fitColumn(part, column.type));
    this.#cache.set(key, columns);
    return columns;
  }

  #key({ fieldId, storageType }: ColumnEntry): string {
    return `${this.file.id}:${fieldId}:${storageType}`;
  }
}
