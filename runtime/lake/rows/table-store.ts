import type { CatalogState, TableEntry } from '../../catalog/catalog-state.ts';
import type { CatalogDatabase } from '../database.ts';
import { Deletions } from './deletions.ts';
import type { DataFileReader } from './file-source.ts';
import { FileBounds } from './file-bounds.ts';
import { FileSource } from './file-source.ts';
import type { ChangedSource, SnapshotRange } from './changed-source.ts';
import { readChanges } from './read-changes.ts';
import { readFiles, readRuns, type StoredDeleteFile, type StoredFile } from './read-version.ts';
import type { EncodedKey } from './key-index.ts';
import type { RowRun } from './row-run.ts';
import type { RowSource } from './row-source.ts';
import { StoredKeyIndex } from './stored-key-index.ts';
import { TableVersion, type VersionSource } from './table-version.ts';
import type { ColumnCache } from './column-cache.ts';

/** What a table's rows are read with. */
export interface StoreContext {
  readonly database: CatalogDatabase;
  readonly cache: ColumnCache;
  /** Absolute path of a file of the table. */
  readonly resolve: (state: CatalogState, table: TableEntry, path: string, relative: boolean) => string;
  readonly openData: (path: string, file: StoredFile) => DataFileReader;
  /** Positions in a delete file, and since which snapshot each is deleted, where the file tells. */
  readonly readDeletes: (
    path: string,
    file: StoredDeleteFile,
  ) => { readonly positions: ArrayLike<number>; readonly snapshots: ArrayLike<number> | null };
  /** For each row of a partial data file the snapshot that it belongs to. */
  readonly readSnapshots: (path: string, file: StoredFile) => ArrayLike<number>;
}

/** Rows inlined in the catalog, as one source; `rows` finds the newest version of a row by its id. */
export interface InlinedSource {
  readonly inlinedTable: string;
  readonly run: RowRun;
  readonly begins: number[];
  readonly rowOfId: Map<number, number>;
}

/** Versions remembered beside the newest one. */
const FORMER_VERSIONS = 4;

/**
 * The rows of one table over time. Sources get a slot that never changes, so that versions share them, and so do the indexes of keys.
 */
export class TableStore {
  readonly table: number;
  readonly #context: StoreContext;
  readonly #bounds: FileBounds;
  readonly #files = new Map<number, { readonly slot: number; readonly source: FileSource }>();
  #slots = 0;
  #versions: TableVersion[] = [];
  #inlined = new Map<number, InlinedSource>();
  readonly #indexes = new Map<string, StoredKeyIndex>();

  constructor(table: number, context: StoreContext) {
    this.table = table;
    this.#context = context;
    this.#bounds = new FileBounds(context.database, table);
  }

  /** The rows at a state's snapshot. `changedAt`: the last snapshot up to the state's that changed this table. */
  version(state: CatalogState, table: TableEntry, changedAt: number): TableVersion {
    const known = this.#versions.find(({ since }) => since === changedAt);
    if (known !== undefined) return known;
    const version = this.#load(state, table, changedAt);
    this.#versions = [...this.#versions, version].sort((a, b) => b.since - a.since).slice(0, FORMER_VERSIONS + 1);
    return version;
  }

  /** The newest version that has been read, `null` when there is none. */
  get newest(): TableVersion | null {
    return this.#versions[0] ?? null;
  }

  publish(version: TableVersion): void {
    this.#versions = [version, ...this.#versions].slice(0, FORMER_VERSIONS + 1);
  }

  /** The source of a data file. */
  file(id: number): { readonly slot: number; readonly source: FileSource } | null {
    return this.#files.get(id) ?? null;
  }

  /** The inlined source in a slot. */
  inlinedAt(slot: number): InlinedSource | null {
    return this.#inlined.get(slot) ?? null;
  }

  addInlined(inlined: InlinedSource): number {
    this.#inlined.set(this.#slots, inlined);
    return this.#slots++;
  }

  addFile(
    state: CatalogState,
    table: TableEntry,
    file: StoredFile,
  ): { readonly slot: number; readonly source: FileSource } {
    const known = this.#files.get(file.id);
    if (known !== undefined) return known;
    const path = this.#context.resolve(state, table, file.path, file.relative);
    const data = { id: file.id, path, rows: file.rows, firstRowId: file.firstRowId };
    const added = {
      slot: this.#slots++,
      source: new FileSource(data, this.#context.cache, this.#bounds, () => this.#context.openData(path, file)),
    };
    this.#files.set(file.id, added);
    return added;
  }

  /** Finds a version's rows by a key. Duplicates that another program brought in: `InvalidOperation`. */
  finder(table: TableEntry, key: number, version: TableVersion): (value: EncodedKey) => number {
    const columns = table.keys[key]!.columns.map((column) => table.columns[column]!);
    const name = columns.map((column) => column.fieldId).join();
    const index = this.#indexes.get(name) ?? new StoredKeyIndex();
    this.#indexes.set(name, index);
    if (version === this.newest) index.extend(version, table, columns);
    return (value) => index.find(value, version, table, columns);
  }

  /** What became of the rows in a range of snapshots; `state` is one that knows the table. */
  changed(state: CatalogState, table: TableEntry, range: SnapshotRange): readonly ChangedSource[] {
    const { database, readDeletes, readSnapshots, resolve } = this.#context;
    const reader = {
      database,
      readDeletes,
      readSnapshots,
      resolve: (path: string, relative: boolean) => resolve(state, table, path, relative),
      source: (file: StoredFile) => this.addFile(state, table, file).source,
    };
    return readChanges(reader, table, range);
  }

  #load(state: CatalogState, table: TableEntry, since: number): TableVersion {
    const { database } = this.#context;
    const sources: VersionSource[] = [];
    database.read(() => {
      for (const file of readFiles(database, this.table, state.snapshot))
        sources.push(this.#fileSource(state, table, file));
      for (const { inlinedTable, run, begins } of readRuns(database, table, state.snapshot)) {
        if (run.length === 0) continue;
        const rowOfId = new Map<number, number>();
        for (let row = 0; row < run.length; row++) rowOfId.set(run.rowId(row)!, row);
        sources.push(whole(this.addInlined({ inlinedTable, run, begins, rowOfId }), run, run.length));
      }
    });
    return new TableVersion(this.table, since, sources);
  }

  #fileSource(state: CatalogState, table: TableEntry, file: StoredFile): VersionSource {
    const { slot, source } = this.addFile(state, table, file);
    const deletions = new Deletions();
    for (const position of file.inlinedDeletes) deletions.add(position, file.rows);
    if (file.deleteFile !== null) {
      const { path, relative } = file.deleteFile;
      const { positions, snapshots } = this.#context.readDeletes(
        this.#context.resolve(state, table, path, relative),
        file.deleteFile,
      );
      for (let i = 0; i < positions.length; i++) {
        if (snapshots === null || snapshots[i]! <= state.snapshot) deletions.add(positions[i]!, file.rows);
      }
    }
    if (file.partial) {
      const snapshots = this.#context.readSnapshots(source.file.path, file);
      for (let row = 0; row < file.rows; row++) if (snapshots[row]! > state.snapshot) deletions.add(row, file.rows);
    }
    return {
      slot,
      source,
      rows: file.rows,
      deleted: deletions.freeze(),
      deletedCount: deletions.count,
      hasDeleteFile: file.deleteFile !== null,
    };
  }
}

/** All rows of a source, none deleted. */
export function whole(slot: number, source: RowSource, rows: number): VersionSource {
  return { slot, source, rows, deleted: null, deletedCount: 0, hasDeleteFile: false };
}
