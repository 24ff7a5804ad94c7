import { writeAudit, type AuditEntry } from './audit-rows.ts';
import { gobiError } from '../../compiler/contract/runtime-error.ts';
import type { CatalogState, TableEntry } from '../catalog/catalog-state.ts';
import { requireTable } from '../catalog/create-table.ts';
import { systemTable } from '../catalog/system-tables.ts';
import { applyChanges } from '../catalog/apply-changes.ts';
import { isUnchanged } from '../catalog/catalog-changes.ts';
import type { Table } from '../columnar/table.ts';
import { commit } from './commit/commit.ts';
import type { CommitPeer } from './commit/commit-peer.ts';
import type { CommitOutcome, CommitRequest, TableWrites } from './commit/commit-request.ts';
import { surelyFailed } from './commit/surely-failed.ts';
import { below, tableFolder } from './data-folder.ts';
import type { CatalogDatabase } from './database.ts';
import type { KeyFinder, Lake, LakeHost, LakeOptions } from './lake.ts';
import type { LakeLock } from './lock.ts';
import { mergeDeletesIn } from './merge-deletes.ts';
import { newFileName } from './new-file-name.ts';
import { orphanFiles, removeOrphans, type OrphanReport } from './orphan-files.ts';
import { adoptFiles, publishWrites } from './rows/publish-writes.ts';
import { RowCounts } from './row-counts.ts';
import { ColumnCache } from './rows/column-cache.ts';
import { scanSources } from './rows/scan-rows.ts';
import { TableStore } from './rows/table-store.ts';
import type { TableVersion } from './rows/table-version.ts';
import { readState } from './state/read-state.ts';
import { endedColumns, type EndedColumn } from './state/ended-columns.ts';
import { TableHistory } from './state/table-history.ts';
import type { ServiceFacts } from './service-facts.ts';
import { scanSystem } from './system-rows.ts';
import { parseTimestamp, timestampText } from './text/civil-time.ts';
import { recheckKeys } from './recheck-keys.ts';
import { parquetData } from './parquet-data.ts';

const CACHE_BYTES = 1 << 30;
const INLINE_ROWS = 1000;
const FORMER_STATES = 8;
/** How far the times of files may be behind the clock, µs. */
const FILE_CLOCK = 1_000_000;

/** The one implementation of `Lake`: over a catalog database and the files of its data folder. */
export class OpenLake implements Lake {
  readonly folder: string;
  readonly host: LakeHost;
  readonly inlineRows: number;
  readonly #database: CatalogDatabase;
  readonly #dataPath: string;
  readonly #lock: LakeLock;
  readonly #cache: ColumnCache;
  readonly #stores = new Map<number, TableStore>();
  readonly #peer: CommitPeer | null;
  readonly #facts: ServiceFacts;
  #history: TableHistory;
  readonly #counts = new RowCounts();
  readonly #states = new Map<number, CatalogState>();
  #head: CatalogState;

  constructor(
    folder: string,
    host: LakeHost,
    options: LakeOptions,
    database: CatalogDatabase,
    dataPath: string,
    lock: LakeLock,
  ) {
    this.folder = folder;
    this.host = host;
    this.inlineRows = options.inlineRows ?? INLINE_ROWS;
    this.#database = database;
    this.#dataPath = dataPath;
    this.#lock = lock;
    this.#peer = options.peer ?? null;
    this.#facts = options.facts ?? (() => null);
    this.#cache = new ColumnCache(options.cacheBytes ?? CACHE_BYTES);
    this.#head = readState(database, this.#newestSnapshot());
    this.#history = new TableHistory(this.#head.snapshot);
  }

  head(): CatalogState {
    const newest = this.#newestSnapshot();
    if (newest !== this.#head.snapshot) this.#takePublished(newest);
    if (newest > this.#head.snapshot) this.#catchUp(newest);
    return this.#head;
  }

  stateAt(snapshot: number): CatalogState {
    if (snapshot === this.#head.snapshot) return this.#head;
    const known = this.#states.get(snapshot);
    if (known !== undefined) return known;
    const state = readState(this.#database, snapshot);
    this.#states.set(snapshot, state);
    if (this.#states.size > FORMER_STATES) this.#states.delete(this.#states.keys().next().value!);
    return state;
  }

  snapshotAt(time: number | bigint): number {
    const text = timestampText(time, true);
    const row = this.#database.one(
      'SELECT max(snapshot_id) AS id FROM ducklake_snapshot WHERE snapshot_time <= ?',
      text,
    );
    if (row === null || row['id'] === null) throw gobiError('ObjectNotFound', { kind: 'snapshot', name: `at ${text}` });
    return Number(row['id']);
  }

  oldestSnapshot(): number {
    return Number(this.#database.one('SELECT min(snapshot_id) AS id FROM ducklake_snapshot')!['id']);
  }

  endedColumns(table: number, after: number): readonly EndedColumn[] {
    return endedColumns(this.#database, table, after);
  }

  scan(state: CatalogState, table: number, columns: readonly number[] | null): Table {
    const system = systemTable(table);
    if (system !== null) return scanSystem(system, state, this.#database, columns, this.#facts);
    const entry = requireTable(state, table);
    return scanSources(entry, this.version(state, entry).sources, columns);
  }

  version(state: CatalogState, table: TableEntry): TableVersion {
    return this.store(table.id).version(state, table, this.#history.lastChange(table.id, state.snapshot));
  }

  store(table: number): TableStore {
    let store = this.#stores.get(table);
    if (store === undefined) {
      store = new TableStore(table, {
        database: this.#database,
        cache: this.#cache,
        resolve: (state, entry, path, relative) => below(tableFolder(this.#dataPath, state, entry), { path, relative }),
        ...parquetData(this.host.files),
      });
      this.#stores.set(table, store);
    }
    return store;
  }

  finder(table: TableEntry, key: number, version: TableVersion): KeyFinder {
    return this.store(table.id).finder(table, key, version);
  }

  tableFolder(state: CatalogState, table: TableEntry): string {
    const folder = tableFolder(this.#dataPath, state, table);
    this.host.files.makeFolder(folder);
    return folder;
  }

  commit(request: CommitRequest): CommitOutcome {
    if (this.#peer === null) this.head();
    const outcome = this.#peer === null ? this.#commitHere(request) : this.#peer.commit(request);
    this.#takePublished(outcome.snapshot - 1);
    this.#take(request, outcome);
    return outcome;
  }

  commitAll(requests: readonly CommitRequest[]): readonly (CommitOutcome | Error)[] {
    if (requests.length === 1) return [outcomeOf(() => this.commit(requests[0]!))];
    // the state is behind only where another program commits too: what was read of it before holds for all of the group
    this.head();
    try {
      return this.#database.write(() =>
        requests.map((request) =>
          outcomeOf(() => {
            const outcome = this.#database.nested(() => this.#commitHere(request));
            this.#take(request, outcome);
            return outcome;
          }),
        ),
      );
    } catch (error) {
      this.#forget();
      throw error;
    }
  }

  #commitHere(request: CommitRequest): CommitOutcome {
    const written: string[] = [];
    return this.#attempt(written, () =>
      commit(this.#database, request, {
        clock: this.host.clock,
        recheckKeys: (writes) => this.#recheck(writes),
        mergeDeletes: mergeDeletesIn(
          this.#database,
          this.host.files,
          this.#dataPath,
          () => newFileName(this.host, '-delete.parquet'),
          () => timestampText(this.host.clock.now(), true),
          written,
        ),
      }),
    );
  }

  /** Learns of a commit whose request is known: nothing is read back when nobody came between. */
  #take(request: CommitRequest, outcome: CommitOutcome): void {
    const before = this.#head;
    // Names are only known here when nobody came between, and nothing was counted anew.
    const alone = outcome.snapshot - 1 === before.snapshot && outcome.idShift === 0;
    if (alone)
      this.#head = isUnchanged(request.changes)
        ? { ...before, ...place(outcome) }
        : applyChanges(before, request.changes, place(outcome));
    else this.#catchUp(outcome.snapshot);
    request.tables.forEach((writes, i) => this.#adopt(request, writes, outcome, i, alone ? before : null));
    this.#head = this.#counts.after(this.#head, request, outcome);
  }

  #takePublished(snapshot: number): void {
    const tableOf = (id: number): TableEntry | undefined => this.#head.tables.get(id);
    for (const { request, outcome } of this.#peer?.published(snapshot, tableOf) ?? [])
      if (outcome.snapshot === this.#head.snapshot + 1) this.#take(request, outcome);
  }

  /** Begins anew from what the catalog says: what was taken in has not been committed. */
  #forget(): void {
    this.#stores.clear();
    this.#states.clear();
    this.#counts.clear();
    this.#head = readState(this.#database, this.#newestSnapshot());
    this.#history = new TableHistory(this.#head.snapshot);
  }

  audit(entries: readonly AuditEntry[], keptSince: number): void {
    writeAudit(this.#database, entries, keptSince);
  }

  orphanFiles(): readonly string[] {
    return orphanFiles(this.#database, this.host.files, this.#dataPath);
  }

  removeOrphans(grace: number, dryRun: boolean): OrphanReport {
    const before = Math.min(this.#lock.since - FILE_CLOCK, this.host.clock.now() - grace);
    return removeOrphans(this.#database, this.host.files, this.#dataPath, { before, dryRun });
  }

  close(): void {
    this.#database.close();
    this.#lock.release();
  }

  /** Removes the files that a failed commit wrote. */
  #attempt<T>(written: readonly string[], work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (surelyFailed(error)) for (const path of written) this.host.files.remove(path);
      throw error;
    }
  }

  #newestSnapshot(): number {
    const told = this.#peer?.newest() ?? null;
    if (told !== null) return told;
    return Number(
      this.#database.one('SELECT snapshot_id FROM ducklake_snapshot ORDER BY snapshot_id DESC LIMIT 1')!['snapshot_id'],
    );
  }

  /** Learns what changed between the head that is known and a newer snapshot. */
  #catchUp(newest: number): void {
    this.#database.read(() => {
      const namesChanged = this.#history.read(this.#database, this.#head, newest);
      const row = this.#database.one(
        'SELECT snapshot_time, schema_version, next_catalog_id FROM ducklake_snapshot WHERE snapshot_id = ?',
        newest,
      )!;
      const same = !namesChanged && row['schema_version'] === this.#head.schemaVersion;
      const state = same ? null : readState(this.#database, newest);
      if (state !== null) this.#counts.clear();
      this.#head = state ?? {
        ...this.#head,
        snapshot: newest,
        time: Number(parseTimestamp(String(row['snapshot_time']))),
        nextCatalogId: Number(row['next_catalog_id']),
      };
    });
  }

  /** Takes over what an own commit wrote; `before`: the state that it came upon, when that is known whole. */
  #adopt(
    { base }: CommitRequest,
    writes: TableWrites,
    outcome: CommitOutcome,
    index: number,
    before: CatalogState | null,
  ): void {
    const id = writes.table.id >= base.nextCatalogId ? writes.table.id + outcome.idShift : writes.table.id;
    const table = this.#head.tables.get(id);
    if (table === undefined) return;
    const written = outcome.tables[index]!;
    const store = this.store(id);
    const files = adoptFiles(store, this.#head, table, writes, written);
    if (before === null) return;
    const current = before.tables.has(id) && store.newest?.since === this.#history.lastChange(id, before.snapshot);
    if (current) publishWrites(store, writes, files, written, outcome.snapshot);
    this.#history.note(id, outcome.snapshot);
  }

  #recheck(writes: TableWrites): void {
    const newest = this.#newestSnapshot();
    if (newest !== this.#head.snapshot) this.#catchUp(newest);
    recheckKeys(this, this.#head, writes);
  }
}

function outcomeOf<T>(work: () => T): T | Error {
  try {
    return work();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function place({
  snapshot,
  time,
  schemaVersion,
  nextCatalogId,
}: CommitOutcome): Pick<CatalogState, 'snapshot' | 'time' | 'schemaVersion' | 'nextCatalogId'> {
  return { snapshot, time, schemaVersion, nextCatalogId };
}
