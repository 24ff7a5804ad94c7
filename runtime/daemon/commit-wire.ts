import { deserialize, serialize } from 'node:v8';
import { isUnchanged, noChanges, type CatalogChanges } from '../catalog/catalog-changes.ts';
import type { TableEntry } from '../catalog/catalog-state.ts';
import type { PublishedCommit } from '../lake/commit/commit-peer.ts';
import type { CommitOutcome, CommitRequest, TableWrites } from '../lake/commit/commit-request.ts';
import { isJsonValue } from './json-value.ts';

/** A request as it goes from thread to thread: where only rows change, tables are named by their ids, since every thread knows them. */
export type WireRequest = Omit<CommitRequest, 'tables' | 'changes'> & {
  /** `null` where only rows change. */
  readonly changes: CatalogChanges | null;
  readonly tables: readonly (Omit<TableWrites, 'table'> & { readonly table: TableEntry | number })[];
};

interface WireCommit {
  readonly request: WireRequest;
  readonly outcome: CommitOutcome;
}

/** What the commit thread needs of a request: not the rows that are in its files already, nor keys that its rows tell. */
export function requestOnWire(request: CommitRequest): WireRequest {
  return withTables(request, (writes) => ({
    ...writes,
    files: writes.files.map((file) => ({ ...file, segments: [] })),
    stagedKeys: writes.inlined === null ? writes.stagedKeys : [],
  }));
}

/** A commit as it is told to many threads: in shared memory, written once. */
export interface WireNote {
  readonly snapshot: number;
  readonly form: 'json' | 'v8';
  readonly bytes: Uint8Array<SharedArrayBuffer>;
}

/** What other threads need of a commit: its rows, and no statistics. */
export function commitOnWire({ request, outcome }: PublishedCommit): WireNote {
  const slim = withTables(request, (writes) => ({
    ...writes,
    files: writes.files.map((file) => ({ ...file, columns: [], segments: [] })),
    inlined: writes.inlined === null ? null : { ...writes.inlined, columns: [] },
    stagedKeys: [],
  }));
  const commit: WireCommit = { request: { ...slim, enlisted: [], info: {} }, outcome };
  // JSON is read several times as fast, and most rows are such
  const form = slim.changes === null && slim.tables.every(isPlain) ? 'json' : 'v8';
  const written = form === 'json' ? Buffer.from(JSON.stringify(commit)) : serialize(commit);
  const bytes = new Uint8Array(new SharedArrayBuffer(written.length));
  bytes.set(written);
  return { snapshot: outcome.snapshot, form, bytes };
}

/** The commit that a note tells, with the tables that its ids stand for; `null` where one is not known. */
export function commitOfNote(
  { form, bytes }: WireNote,
  tableOf: (id: number) => TableEntry | undefined,
): PublishedCommit | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const commit = form === 'json' ? JSON.parse(buffer.toString()) : deserialize(buffer);
  const { request: wire, outcome } = commit as WireCommit;
  const request = requestOfWire(wire, tableOf);
  return request === null ? null : { request, outcome };
}

function isPlain({ inlined }: WireRequest['tables'][number]): boolean {
  return inlined === null || inlined.rows.every((row) => row.every(isJsonValue));
}

function withTables(request: CommitRequest, slim: (writes: TableWrites) => TableWrites): WireRequest {
  const known = isUnchanged(request.changes);
  const tables = request.tables.map((writes) => ({ ...slim(writes), table: known ? writes.table.id : writes.table }));
  return { ...request, changes: known ? null : request.changes, tables };
}

/** The request with the tables that its ids stand for; `null` where one is not known. */
export function requestOfWire(
  wire: WireRequest,
  tableOf: (id: number) => TableEntry | undefined,
): CommitRequest | null {
  const tables: TableWrites[] = [];
  for (const writes of wire.tables) {
    const table = typeof writes.table === 'number' ? tableOf(writes.table) : writes.table;
    if (table === undefined) return null;
    tables.push({ ...writes, table });
  }
  return { ...wire, changes: wire.changes ?? noChanges, tables };
}
