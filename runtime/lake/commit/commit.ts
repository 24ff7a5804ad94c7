import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import type { Clock } from '../../host/clock.ts';
import { isUnchanged, type CatalogChanges } from '../../catalog/catalog-changes.ts';
import type { CatalogDatabase, CatalogValue } from '../database.ts';
import { UniqueKeyTaken } from '../database.ts';
import { parseTimestamp, timestampText } from '../text/civil-time.ts';
import { printChanges, type MadeChange } from './changes-made.ts';
import type { CommitOutcome, CommitRequest, EnlistedWrite, TableWrites, WrittenTable } from './commit-request.ts';
import { checkConflicts } from './conflicts.ts';
import { createInlinedTable, lackingInlinedTable } from './inlined-tables.ts';
import { addVersion, writeCatalog, type CommitPlace } from './write-catalog.ts';
import { insertRow, writeCode } from './write-code.ts';
import { writeRows, type MergeDeletes } from './write-rows.ts';

export interface CommitTools {
  readonly clock: Clock;
  /** Compares the keys of new rows with what others inserted in the meantime. */
  readonly recheckKeys: (writes: TableWrites) => void;
  readonly mergeDeletes: MergeDeletes;
}

const ATTEMPTS = 10;

/**
 * Commits a request as the snapshot after the newest one, in one SQL transaction: all of it or nothing. When others committed first, ids and snapshot are
 * counted anew. Errors: `SerializationConflict`, `UniqueViolation`, and those of the database.
 */
export function commit(database: CatalogDatabase, request: CommitRequest, tools: CommitTools): CommitOutcome {
  for (let attempt = 1; ; attempt++) {
    try {
      return database.write(() => attemptCommit(database, request, tools));
    } catch (error) {
      if (!(error instanceof UniqueKeyTaken)) throw error;
      if (attempt === ATTEMPTS)
        throw gobiError(
          'SerializationConflict',
          { table: 'ducklake_snapshot', reason: 'other programs commit too fast' },
          { cause: error },
        );
    }
  }
}

function attemptCommit(
  database: CatalogDatabase,
  request: CommitRequest,
  { clock, recheckKeys, mergeDeletes }: CommitTools,
): CommitOutcome {
  const head = database.one(
    'SELECT snapshot_id, snapshot_time, schema_version, next_catalog_id, next_file_id FROM ducklake_snapshot ORDER BY snapshot_id DESC LIMIT 1',
  )!;
  const { base, changes } = request;
  if (head['snapshot_id'] !== base.snapshot) {
    const filled = checkConflicts(database, request);
    for (const writes of request.tables) if (filled.has(writes.table.id)) recheckKeys(writes);
  }
  const snapshot = Number(head['snapshot_id']) + 1;
  const idShift = Number(head['next_catalog_id']) - base.nextCatalogId;
  const lacking = lackingInlinedTable(database, request);
  const newVersion = request.schemaVersion > base.schemaVersion || lacking.length === 0 ? 0 : 1;
  const schemaVersion = Number(head['schema_version']) + (request.schemaVersion - base.schemaVersion) + newVersion;
  const nextCatalogId = request.nextCatalogId + idShift;
  // Snapshots are also found by time, so that theirs never goes back.
  const time = Math.max(clock.now(), Number(parseTimestamp(String(head['snapshot_time']))) + 1);
  const place: CommitPlace = { snapshot, schemaVersion, id: (id) => (id >= base.nextCatalogId ? id + idShift : id) };
  let nextFileId = Number(head['next_file_id']);

  const made: MadeChange[] = writeCatalog(database, request, place);
  for (const table of lacking) {
    addVersion(database, table.id, place);
    createInlinedTable(database, table, place);
  }
  writeCode(database, changes, snapshot);
  const tables: WrittenTable[] = [];
  for (const writes of request.tables) {
    const { verbs, written } = writeRows(database, writes, place, { nextFileId: () => nextFileId++, mergeDeletes });
    made.push(...verbs.map((verb) => ({ verb, id: place.id(writes.table.id), names: [] })));
    tables.push(written);
  }
  for (const write of request.enlisted) writeEnlisted(database, write, snapshot);
  insertRow(database, 'ducklake_snapshot', {
    snapshot_id: snapshot,
    snapshot_time: timestampText(time, true),
    schema_version: schemaVersion,
    next_catalog_id: nextCatalogId,
    next_file_id: nextFileId,
  });
  const { author = null, message = null, extra } = request.info;
  insertRow(database, 'ducklake_snapshot_changes', {
    snapshot_id: snapshot,
    changes_made: printChanges(made),
    author,
    commit_message: message,
    commit_extra_info: extra === undefined ? null : JSON.stringify(extra),
  });
  insertRow(database, 'gobi_transactions', {
    snapshot_id: snapshot,
    sequence: 0,
    author,
    committed_at: time,
    names_changed: Number(!isUnchanged(changes as CatalogChanges)),
  });
  return { snapshot, time, schemaVersion, nextCatalogId, idShift, tables };
}

function writeEnlisted(database: CatalogDatabase, { table, values }: EnlistedWrite, snapshot: number): void {
  const row: Record<string, CatalogValue> = {};
  for (const [name, value] of Object.entries(values))
    row[name] = value !== null && typeof value === 'object' && 'snapshot' in value ? snapshot : value;
  insertRow(database, table, row);
}
