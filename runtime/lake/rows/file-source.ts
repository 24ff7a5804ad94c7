import type { ColumnEntry } from '../../catalog/catalog-state.ts';
import { valueReader } from '../../columnar/column-reader.ts';
import type { Column } from '../../columnar/column.ts';
import { concat } from '../../columnar/concat.ts';
import { slice } from '../../columnar/slice.ts';
import type { Segment } from '../../columnar/table.ts';
import type { Value } from '../../columnar/value.ts';
import type { ColumnCache } from './column-cache.ts';
import type { ColumnBounds } from './column-test.ts';
import type { FileBounds } from './file-bounds.ts';
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
  readonly #bounds: FileBounds;
  #opened: DataFileReader | null = null;
  #chunks: readonly RowChunk[] | null = null;
  /** For columns that were read value by value: they are likely to be again, and stay in memory. */
  readonly #readers = new WeakMap<ColumnEntry, readonly ((row: number) => Value)[]>();
  #rowIds: ((row: number) => number) | null = null;

  constructor(file: DataFile, cache: ColumnCache, bounds: FileBounds, open: () => DataFileReader) {
    this.file = file;
    this.#cache = cache;
    this.#bounds = bounds;
    this.#open = open;
  }

  /** Takes over what was just written to the file, so that it need not be read back. */
  adopt(columns: readonly ColumnEntry[], segments: readonly Segment[]): void {
    this.#chunks = this.#cut(segments.map(({ length }) => length));
    columns.forEach((column, i) =>
      this.#cache.set(
        this.#key(column),
        segments.map((segment) => segment.columns[i]!),
      ),
    );
  }

  bounds(column: ColumnEntry): ColumnBounds | null {
    return this.#bounds.of(this.file.id, this.file.rows, column);
  }

  chunks(): readonly RowChunk[] {
    return (this.#chunks ??= this.#cut(this.#reader().lengths));
  }

  value(row: number, column: ColumnEntry): Value {
    let readers = this.#readers.get(column);
    if (readers === undefined) {
      readers = this.#columns(column).map(valueReader);
      this.#readers.set(column, readers);
    }
    const chunks = this.chunks();
    let low = 0;
    let high = chunks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (chunks[middle]!.start <= row) low = middle;
      else high = middle - 1;
    }
    return readers[low]!(row - chunks[low]!.start);
  }

  rowId(row: number): number {
    this.#rowIds ??= this.#readRowIds();
    return this.#rowIds(row);
  }

  #readRowIds(): (row: number) => number {
    const columns = this.#reader().rowIds();
    if (columns === null) return (row) => this.file.firstRowId + row;
    const ids = new Float64Array(this.file.rows);
    let at = 0;
    for (const column of columns) {
      const read = valueReader(column);
      for (let row = 0; row < column.length; row++) ids[at++] = Number(read(row));
    }
    return (row) => ids[row]!;
  }

  #reader(): DataFileReader {
    return (this.#opened ??= this.#open());
  }

  #cut(lengths: readonly number[]): readonly RowChunk[] {
    let start = 0;
    return lengths.map((length, index) => {
      const chunk = this.#chunk(start, length, index);
      start += length;
      return chunk;
    });
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
    const chunks = this.chunks();
    const read = this.#reader().column(column);
    const pieces = read === null ? chunks.map((chunk) => initialColumn(column, chunk.length)) : recut(read, chunks);
    const columns = pieces.map((part) => fitColumn(part, column.type));
    this.#cache.set(key, columns);
    return columns;
  }

  #key({ fieldId, storageType }: ColumnEntry): string {
    return `${this.file.id}:${fieldId}:${storageType}`;
  }
}

/** The same rows in pieces as long as `chunks`; the same array when they are already. */
function recut(pieces: readonly Column[], chunks: readonly RowChunk[]): readonly Column[] {
  if (pieces.length === chunks.length && pieces.every((piece, i) => piece.length === chunks[i]!.length)) return pieces;
  const starts = [0];
  for (const piece of pieces) starts.push(starts.at(-1)! + piece.length);
  return chunks.map(({ start, length }) => {
    const parts: Column[] = [];
    pieces.forEach((piece, i) => {
      const from = Math.max(start, starts[i]!);
      const to = Math.min(start + length, starts[i + 1]!);
      if (from < to) parts.push(slice(piece, from - starts[i]!, to - starts[i]!));
    });
    return concat(parts);
  });
}
