import { deserialize, serialize } from 'node:v8';
import { isUnchanged } from '../catalog/catalog-changes.ts';
import type { TableEntry } from '../catalog/catalog-state.ts';
import type { PublishedCommit } from '../lake/commit/commit-peer.ts';
import type { CommitOutcome, CommitRequest, TableWrites } from '../lake/commit/commit-request.ts';

/** A request as it goes from thread to thread: where only rows change, tables are named by their ids, since every thread knows them. */
export type WireRequest = Omit<CommitRequest, 'tables'> & {
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
  /** A `WireCommit`, as `v8.serialize` writes it. */
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
  const written = serialize({ request: { ...slim, enlisted: [] }, outcome } satisfies WireCommit);
  const bytes = new Uint8Array(new SharedArrayBuffer(written.length));
  bytes.set(written);
  return { snapshot: outcome.snapshot, bytes };
}

/** The commit that a note tells, with the tables that its ids stand for; `null` where one is not known. */
export function commitOfNote(
  { bytes }: WireNote,
  tableOf: (id: number) => TableEntry | undefined,
): PublishedCommit | null {
  const { request: wire, outcome } = deserialize(
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length),
  ) as WireCommit;
  const request = requestOfWire(wire, tableOf);
  return request === null ? null : { request, outcome };
}

function withTables(request: CommitRequest, slim: (writes: TableWrites) => TableWrites): WireRequest {
  const known = isUnchanged(request.changes);
  const tables = request.tables.map((writes) => ({ ...slim(writes), table: known ? writes.table.id : writes.table }));
  return { ...request, tables };
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
  return { ...wire, tables };
}
