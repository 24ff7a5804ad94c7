import type { ColumnEntry, TableEntry } from '../../catalog/catalog-state.ts';
import type { Table } from '../../columnar/table.ts';
import { CHANGE_ENTRIES, ChangeSource } from './change-source.ts';
import { at, isWithin, type ChangedSource, type SnapshotRange } from './changed-source.ts';
import type { ColumnTest } from './column-test.ts';
import { Deletions } from './deletions.ts';
import { RowRun } from './row-run.ts';
import { scanSources } from './scan-rows.ts';
import { whole } from './table-store.ts';
import type { VersionSource } from './table-version.ts';

type Scanned = Pick<VersionSource, 'source' | 'rows' | 'deleted'>;

/** Rows of a source that came or went in one snapshot: those at these positions, all of them for `null`. */
interface Part {
  readonly changed: ChangedSource;
  readonly deleted: boolean;
  readonly rows: number[] | null;
}

/** Rows of a snapshot that are laid out one by one, in the order of their ids; more stay where they are. */
const FEW_ROWS = 1024;

/**
 * What was done to a table's rows in a range of snapshots, snapshot by snapshot. `columns` are positions among the table's columns and, behind them, `CHANGE_COLUMNS`;
 * a row that went and came in one snapshot was updated.
 */
export function scanChanges(
  table: TableEntry,
  changed: readonly ChangedSource[],
  range: SnapshotRange,
  columns: readonly number[] | null,
  tests: readonly ColumnTest[],
): Table {
  const wide: TableEntry = { ...table, columns: [...table.columns, ...CHANGE_ENTRIES] };
  const wanted = columns === null ? wide.columns : columns.map((index) => wide.columns[index]!);
  const sources: Scanned[] = [];
  let run: RowRun | null = null;
  for (const [snapshot, parts] of partsBySnapshot(changed, range)) {
    const changeOf = changesOf(parts);
    if (parts.reduce((sum, part) => sum + lengthOf(part), 0) > FEW_ROWS) {
      sources.push(...parts.map((part) => masked(part, snapshot, changeOf)));
      run = null;
      continue;
    }
    if (run === null) sources.push(growing((run = new RowRun(wanted))));
    for (const row of laidOut(parts, snapshot, changeOf, wanted)) run.append(row);
  }
  return scanSources(wide, sources, columns, tests);
}

function growing(run: RowRun): Scanned {
  return {
    source: run,
    get rows() {
      return run.length;
    },
    deleted: null,
  };
}

/** Ascending by snapshot; in each what went before what came. */
function partsBySnapshot(
  changed: readonly ChangedSource[],
  range: SnapshotRange,
): readonly (readonly [number, readonly Part[]])[] {
  const parts = new Map<number, Part[]>();
  const add = (snapshot: number, part: Part): void => {
    const known = parts.get(snapshot);
    if (known === undefined) parts.set(snapshot, [part]);
    else known.push(part);
  };
  for (const each of changed) {
    if (typeof each.began === 'number' && typeof each.ended === 'number') {
      if (each.began === each.ended) continue;
      if (isWithin(each.began, range)) add(each.began, { changed: each, deleted: false, rows: null });
      if (isWithin(each.ended, range)) add(each.ended, { changed: each, deleted: true, rows: null });
      continue;
    }
    const came = new Map<number, number[]>();
    const went = new Map<number, number[]>();
    for (let row = 0; row < each.rows; row++) {
      const began = at(each.began, row);
      const ended = at(each.ended, row);
      // made and deleted by one transaction: nobody else ever saw it
      if (began === ended) continue;
      if (isWithin(began, range)) addTo(came, began, row);
      if (isWithin(ended, range)) addTo(went, ended, row);
    }
    for (const [snapshot, rows] of went) add(snapshot, { changed: each, deleted: true, rows });
    for (const [snapshot, rows] of came) add(snapshot, { changed: each, deleted: false, rows });
  }
  return [...parts].sort(([a], [b]) => a - b);
}

function addTo(rows: Map<number, number[]>, snapshot: number, row: number): void {
  const known = rows.get(snapshot);
  if (known === undefined) rows.set(snapshot, [row]);
  else known.push(row);
}

type ChangeOf = (part: Part, row: number) => string;

/** What happened to each row of a snapshot: rows with one id on both sides were updated. */
function changesOf(parts: readonly Part[]): ChangeOf {
  const went = parts.filter((part) => part.deleted);
  const came = parts.filter((part) => !part.deleted);
  if (went.length === 0 || came.length === 0) return (part) => (part.deleted ? 'delete' : 'insert');
  const gone = new Set(went.flatMap(idsOf));
  const updated = new Set(came.flatMap(idsOf).filter((id) => gone.has(id)));
  return (part, row) => {
    if (!updated.has(part.changed.source.rowId(row)!)) return part.deleted ? 'delete' : 'insert';
    return part.deleted ? 'update_preimage' : 'update_postimage';
  };
}

function idsOf(part: Part): readonly number[] {
  return positionsOf(part).map((row) => part.changed.source.rowId(row)!);
}

function positionsOf({ rows, changed }: Part): readonly number[] {
  return rows ?? Array.from({ length: changed.rows }, (_, row) => row);
}

function lengthOf({ rows, changed }: Part): number {
  return rows?.length ?? changed.rows;
}

/** A part where it lies: all other rows of its source count as deleted. */
function masked(part: Part, snapshot: number, changeOf: ChangeOf): Scanned {
  const { source, rows } = part.changed;
  const changes = new ChangeSource(source, snapshot, (row) => changeOf(part, row));
  if (part.rows === null) return whole(0, changes, rows);
  const wanted = new Set(part.rows);
  const others = new Deletions();
  for (let row = 0; row < rows; row++) if (!wanted.has(row)) others.add(row, rows);
  return { source: changes, rows, deleted: others.freeze() };
}

function laidOut(
  parts: readonly Part[],
  snapshot: number,
  changeOf: ChangeOf,
  columns: readonly ColumnEntry[],
): readonly ReturnType<RowRun['value']>[][] {
  const rows = parts.flatMap((part) => {
    const changes = new ChangeSource(part.changed.source, snapshot, (row) => changeOf(part, row));
    return positionsOf(part).map((row) => ({ id: changes.rowId(row)!, deleted: part.deleted, changes, row }));
  });
  rows.sort((a, b) => a.id - b.id || Number(b.deleted) - Number(a.deleted));
  return rows.map(({ changes, row }) => columns.map((column) => changes.value(row, column)));
}
