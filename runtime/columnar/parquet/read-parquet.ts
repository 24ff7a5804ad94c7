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
import { knowsCodec } from './decode/decompress-page.ts';
import { decodeFlatChunk } from './decode/flat-chunk.ts';
import type { FlatLeaf } from './decode/flat-leaves.ts';
import { flatLeaves } from './decode/flat-leaves.ts';
import { importFlat } from './decode/import-flat.ts';
import type { ParquetFooter } from './footer.ts';
import { readFooter } from './footer.ts';
import type { ParquetField } from './parquet-fields.ts';
import { parquetFields } from './parquet-fields.ts';
import { parquetLibrary } from './parquet-library.ts';
import { checkChunk, rowGroupFile } from './row-group-file.ts';

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
 * Reads a file row group by row group into segments of at most `SEGMENT_ROWS` rows; only one row group is decoded at a time. Columns of scalars in the
 * usual encodings are decoded here, straight into dictionaries and narrow layouts; all others by the library.
 * Throws `CorruptFile`, `Unsupported`.
 */
export function readParquet(file: ParquetFile, options: ParquetReadOptions = {}): Table {
  const positions = options.columns ?? file.fields.map((_, i) => i);
  const fields = positions.map((position) => plainField(file.fields[position]!));
  const groups = file.footer.rowGroups
    .map((_, group) => group)
    .filter((group) => file.footer.rowGroups[group]!.rowCount > 0 && (options.rowGroups?.(group) ?? true));
  const reader = new GroupReader(file, positions, options.arena);
  for (const group of groups) reader.read(group);
  const columns = reader.finish();
  const lengths = groups.flatMap((group) => segmentLengths(file.footer.rowGroups[group]!.rowCount));
  return tableOf(
    fields,
    lengths.map((length, i) =>
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

/** The lengths of the segments that a row group is read as. */
export function segmentLengths(rowCount: number): number[] {
  const size = segmentRows(rowCount);
  return Array.from({ length: Math.ceil(rowCount / size) }, (_, i) => Math.min(size, rowCount - i * size));
}

class GroupReader {
  readonly #file: ParquetFile;
  readonly #positions: readonly number[];
  readonly #leaves: readonly (FlatLeaf | null)[];
  readonly #parts: Column[][];
  readonly #arena: Arena | undefined;
  readonly #importers: (ArrayImporter | null)[];

  constructor(file: ParquetFile, positions: readonly number[], arena: Arena | undefined) {
    this.#file = file;
    this.#positions = positions;
    const leaves = flatLeaves(file.footer.schema);
    this.#leaves = positions.map((position) => leaves[position]!);
    this.#parts = positions.map(() => []);
    this.#importers = positions.map(() => null);
    this.#arena = arena;
  }

  read(group: number): void {
    const left = this.#positions.map((_, i) => i).filter((i) => !this.#readFlat(group, i));
    if (left.length > 0) this.#readByLibrary(group, left);
  }

  /** Decodes a column here; false when it is one for the library. */
  #readFlat(group: number, i: number): boolean {
    const leaf = this.#leaves[i];
    if (leaf == null) return false;
    const { source, footer } = this.#file;
    const { rowCount, columns } = footer.rowGroups[group]!;
    const chunk = columns[leaf.chunk];
    if (chunk === undefined) throw corruptGroup(this.#file, group, 'it has fewer columns than the schema');
    if (!knowsCodec(chunk.codec)) return false;
    checkChunk(source, chunk);
    const { name, type, nullable } = this.#file.fields[this.#positions[i]!]!;
    const decoded = damaged(this.#file, group, () =>
      decodeFlatChunk(source.read(chunk.start, chunk.size), chunk.codec, rowCount, leaf.optional, leaf.storage),
    );
    if (decoded === null) return false;
    const field: ArrowField = {
      name,
      type: leaf.storage === 'text' && type.kind === 'blob' ? { kind: 'binary', large: false } : leaf.type,
      nullable,
      children: [],
      metadata: new Map(),
    };
    if (decoded.kind === 'codes' && type.kind === 'blob') return false;
    const importer = (this.#importers[i] ??= columnImporter(field, type, this.#arena));
    this.#parts[i]!.push(
      ...importFlat(decoded, field, leaf.storage, importer, rowCount, segmentRows(rowCount), this.#arena),
    );
    return true;
  }

  /** `wanted`: which of the columns to read. */
  #readByLibrary(group: number, wanted: readonly number[]): void {
    const { source, footer } = this.#file;
    const { rowCount } = footer.rowGroups[group]!;
    const positions = new Set(wanted.map((i) => this.#positions[i]!));
    const ascending = [...positions].sort((a, b) => a - b);
    const library = parquetLibrary();
    const bytes = rowGroupFile(source, footer, group, positions);
    const decoded = damaged(this.#file, group, () => library.readParquet(bytes, { batchSize: segmentRows(rowCount) }));
    const stream = decoded.intoFFI();
    try {
      const memory = library.wasmMemory().buffer;
      const root = fieldAt(memory, stream.schemaAddr());
      let rows = 0;
      for (const address of stream.arrayAddrs()) {
        const batch = arrayAt(memory, address, root);
        rows += batch.length;
        for (const i of wanted) {
          const at = ascending.indexOf(this.#positions[i]!);
          const importer = (this.#importers[i] ??= columnImporter(
            root.children[at]!,
            this.#file.fields[this.#positions[i]!]!.type,
            this.#arena,
          ));
          this.#parts[i]!.push(importer.import(batch.children[at]!));
        }
      }
      if (rows !== rowCount) throw corruptGroup(this.#file, group, `it has ${rows} rows, the footer says ${rowCount}`);
    } finally {
      stream.drop();
    }
  }

  finish(): readonly (readonly Column[])[] {
    return this.#parts.map((parts, i) => this.#importers[i]?.finish(parts) ?? parts);
  }
}

/** Runs a decoder; what it throws says that the file is damaged. */
function damaged<T>(file: ParquetFile, group: number, decode: () => T): T {
  try {
    return decode();
  } catch (error) {
    if (error instanceof GobiError) throw error;
    throw corruptGroup(file, group, error instanceof Error ? error.message : String(error), error);
  }
}

function corruptGroup({ source, footer }: ParquetFile, group: number, reason: string, cause?: unknown): GobiError {
  const offset = Math.min(...footer.rowGroups[group]!.columns.map(({ start }) => start));
  return gobiError('CorruptFile', { file: source.name, reason: `row group ${group}: ${reason}`, offset }, { cause });
}
