import type { CatalogState } from '../../catalog/catalog-state.ts';
import type { CommitOutcome, TableWrites } from '../commit/commit-request.ts';
import { Deletions } from './deletions.ts';
import { RowRun } from './row-run.ts';
import type { TableStore } from './table-store.ts';
import { TableVersion, type VersionSource } from './table-version.ts';

/** Takes the writes of an own commit into a table's store, whose newest version is the one before it: nothing is read back. */
export function publishWrites(
  store: TableStore,
  state: CatalogState,
  writes: TableWrites,
  outcome: CommitOutcome,
  index: number,
): void {
  const written = outcome.tables[index]!;
  const sources = deleteRows(store, writes);
  writes.files.forEach((file, i) => {
    const { id, firstRowId } = written.files[i]!;
    const added = store.addFile(state, writes.table, {
      id,
      path: file.path,
      relative: true,
      rows: file.rows,
      firstRowId,
      mapping: null,
      partial: false,
      deleteFile: null,
      inlinedDeletes: [],
    });
    sources.push({ slot: added.slot, source: added.source, rows: file.rows, deleted: null, deletedCount: 0 });
  });
  if (writes.inlined !== null)
    addInlined(store, sources, writes, written.inlinedTable!, written.rowIds, outcome.snapshot);
  store.publish(new TableVersion(store.table, outcome.snapshot, sources));
}

function deleteRows(store: TableStore, { fileDeletes, inlinedDeletes }: TableWrites): VersionSource[] {
  const deleted = new Map<number, Deletions>();
  const ended = new Set<number>();
  const before = store.newest!.sources;
  const of = ({ slot, deleted: bits, deletedCount }: VersionSource): Deletions => {
    let deletions = deleted.get(slot);
    if (deletions === undefined) deleted.set(slot, (deletions = new Deletions(bits, deletedCount)));
    return deletions;
  };
  for (const { dataFile, positions, whole } of fileDeletes) {
    const source = before.find(({ slot }) => slot === store.file(dataFile)?.slot)!;
    if (whole) ended.add(source.slot);
    else for (const position of positions) of(source).add(position, source.rows);
  }
  for (const { inlinedTable, rows } of inlinedDeletes) {
    for (const { rowId, begin } of rows) {
      for (const source of before) {
        const inlined = store.inlinedAt(source.slot);
        const row = inlined?.inlinedTable === inlinedTable ? inlined.rowOfId.get(rowId) : undefined;
        if (row !== undefined && inlined!.begins[row] === begin) of(source).add(row, source.rows);
      }
    }
  }
  return before
    .filter(({ slot }) => !ended.has(slot))
    .map((source) => {
      const deletions = deleted.get(source.slot);
      return deletions === undefined
        ? source
        : { ...source, deleted: deletions.freeze(), deletedCount: deletions.count };
    });
}

function addInlined(
  store: TableStore,
  sources: VersionSource[],
  { table, inlined }: TableWrites,
  inlinedTable: string,
  rowIds: readonly number[],
  snapshot: number,
): void {
  let place = sources.findIndex(({ slot }) => store.inlinedAt(slot)?.inlinedTable === inlinedTable);
  if (place < 0) {
    const run = new RowRun(table.columns);
    const slot = store.addInlined({ inlinedTable, run, begins: [], rowOfId: new Map() });
    place = sources.push({ slot, source: run, rows: 0, deleted: null, deletedCount: 0 }) - 1;
  }
  const source = sources[place]!;
  const { run, begins, rowOfId } = store.inlinedAt(source.slot)!;
  inlined!.rows.forEach((row, i) => {
    const added = run.append(row);
    run.setRowId(added, rowIds[i]!);
    rowOfId.set(rowIds[i]!, added);
    begins.push(snapshot);
  });
  sources[place] = { ...source, rows: run.length };
}
