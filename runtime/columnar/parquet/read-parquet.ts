import type { Field } from '../../../compiler/contract/data-type.ts';
import { GobiError, gobiError } from '../../../compiler/contract/runtime-error.ts';
import type { ArrayImporter } from '../arrow/array-importer.ts';
import type { ArrowField } from '../arrow/arrow-type.ts';
import { arrayAt, fieldAt } from '../arrow/c-data.ts';
import { columnImporter } from '../arrow/column-importer.ts';
import type { Arena } from '../arena.ts';
import type { ByteSource } from '../byte-source.ts';
import type { Column } from '../column.ts';
import { segmentOf, tableOf } from '../table-from-rows.ts';
import type { Table } from '../table.ts';
import { SEGMENT_ROWS } from '../table.ts';
import type { ParquetFooter } from './footer.ts';
import { readFooter } from './footer.ts';
import type { ParquetField } from './parquet-fields.ts';
import { parquetFields } from './parquet-fields.ts';
import { parquetLibrary } from './parquet-library.ts';
import { rowGroupFile } from './row-group-file.ts';

export interface ParquetReadOptions {
  /** Positions of the top-level columns to read, in the order wanted; all when absent. */
  readonly columns?: readonly number[];
  /** Which row groups to read, by position; all when absent. */
  readonly rowGroups?: (group: number) => boolean;
  readonly arena?: Arena;
}

/** A Parquet file that is open for reading: its footer and columns. */
export interface ParquetFile {
  readonly source: ByteSource;
  readonly footer: ParquetFooter;
  readonly fields: readonly ParquetField[];
}

/** Opens a file. Throws `CorruptFile`, `Unsupported`. */
export function openParquet(source: ByteSource): ParquetFile {
  const footer = readFooter(source);
  return { source, footer, fields: parquetFields(footer.schema) };
}

/**
 * Reads a file row group by row group into segments of at most `SEGMENT_ROWS` rows; only one row group is decoded at a time.
 * Throws `CorruptFile`, `Unsupported`.
 */
export function readParquet(file: ParquetFile, options: ParquetReadOptions = {}): Table {
  const { arena } = options;
  const positions = options.columns ?? file.fields.map((_, i) => i);
  const fields = positions.map((position) => plainField(file.fields[position]!));
  const groups = file.footer.rowGroups
    .map((_, group) => group)
    .filter((group) => file.footer.rowGroups[group]!.rowCount > 0 && (options.rowGroups?.(group) ?? true));
  if (positions.length === 0)
    return tableOf(
      fields,
      groups.flatMap((group) => emptySegments(file.footer.rowGroups[group]!.rowCount)),
    );
  const reader = new GroupReader(file, positions, arena);
  for (const group of groups) reader.read(group);
  const columns = reader.finish();
  return tableOf(
    fields,
    reader.lengths.map((length, i) =>
      segmentOf(
        columns.map((parts) => parts[i]!),
        length,
      ),
    ),
  );
}

function plainField({ name, type, nullable }: ParquetField): Field {
  return { name, type, nullable };
}

/** The rows of each segment (but a shorter last one) that a row group of `rowCount` rows is read as. */
export function segmentRows(rowCount: number): number {
  return Math.ceil(rowCount / Math.ceil(rowCount / SEGMENT_ROWS));
}

function emptySegments(rowCount: number): Table['segments'] {
  const size = segmentRows(rowCount);
  return Array.from({ length: Math.ceil(rowCount / size) }, (_, i) =>
    segmentOf([], Math.min(size, rowCount - i * size)),
  );
}

class GroupReader {
  readonly lengths: number[] = [];
  readonly #file: ParquetFile;
  readonly #positions: readonly number[];
  readonly #wanted: ReadonlySet<number>;
  /** Where each wanted column stands among those of the smaller file. */
  readonly #order: readonly number[];
  readonly #parts: Column[][];
  readonly #arena: Arena | undefined;
  #importers: ArrayImporter[] | null = null;

  constructor(file: ParquetFile, positions: readonly number[], arena: Arena | undefined) {
    this.#file = file;
    this.#positions = positions;
    this.#wanted = new Set(positions);
    const ascending = [...this.#wanted].sort((a, b) => a - b);
    this.#order = positions.map((position) => ascending.indexOf(position));
    this.#parts = positions.map(() => []);
    this.#arena = arena;
  }

  read(group: number): void {
    const { source, footer } = this.#file;
    const { rowCount } = footer.rowGroups[group]!;
    const bytes = rowGroupFile(source, footer, group, this.#wanted);
    const library = parquetLibrary();
    const batchSize = segmentRows(rowCount);
    const decoded = damaged(this.#file, group, () => library.readParquet(bytes, { batchSize }));
    const stream = decoded.intoFFI();
    try {
      const memory = library.wasmMemory().buffer;
      const root = fieldAt(memory, stream.schemaAddr());
      let rows = 0;
      for (const address of stream.arrayAddrs()) rows += this.#importBatch(memory, address, root);
      if (rows !== rowCount) throw corruptGroup(this.#file, group, `it has ${rows} rows, the footer says ${rowCount}`);
    } finally {
      stream.drop();
    }
  }

  #importBatch(memory: ArrayBufferLike, address: number, root: ArrowField): number {
    const batch = arrayAt(memory, address, root);
    this.#importers ??= this.#positions.map((position, i) =>
      columnImporter(root.children[this.#order[i]!]!, this.#file.fields[position]!.type, this.#arena),
    );
    this.#importers.forEach((importer, i) => this.#parts[i]!.push(importer.import(batch.children[this.#order[i]!]!)));
    this.lengths.push(batch.length);
    return batch.length;
  }

  finish(): readonly (readonly Column[])[] {
    return this.#parts.map((parts, i) => this.#importers?.[i]?.finish(parts) ?? parts);
  }
}

/** Runs the decoder; what it throws says that the file is damaged. */
function damaged<T>(file: ParquetFile, group: number, decode: () => T): T {
  try {
    return decode();
  } catch (error) {
    if (error instanceof GobiError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw corruptGroup(file, group, reason, error);
  }
}

function corruptGroup({ source, footer }: ParquetFile, group: number, reason: string, cause?: unknown): GobiError {
  const offset = Math.min(...footer.rowGroups[group]!.columns.map(({ start }) => start));
  return gobiError('CorruptFile', { file: source.name, reason: `row group ${group}: ${reason}`, offset }, { cause });
}
