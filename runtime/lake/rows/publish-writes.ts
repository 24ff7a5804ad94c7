import type { CatalogState, TableEntry } from '../../catalog/catalog-state.ts';
import type { TableWrites, WrittenTable } from '../commit/commit-request.ts';
import { Deletions } from './deletions.ts';
import { RowRun } from './row-run.ts';
import { whole, type TableStore } from './table-store.ts';
import { TableVersion, type VersionSource } from './table-version.ts';

/** Tells a table's store of the files that an own commit wrote: they need not be read back. */
export function adoptFiles(
  store: TableStore,
  state: CatalogState,
  table: TableEntry,
  { files }: TableWrites,
  written: WrittenTable,
): readonly VersionSource[] {
  return files.map(({ path, rows, segments }, i) => {
    const { id, firstRowId } = written.files[i]!;
    const { slot, source } = store.addFile(state, table, {
      id,
      path,
      relative: true,
      rows,
      firstRowId,
      names: null,
      partial: false,
      deleteFile: null,
      inlinedDeletes: [],
    });
    if (segments.length > 0) source.adopt(table.columns, segments);
    return whole(slot, source, rows);
  });
}

/** Takes the writes of an own commit into a table's store, whose newest version is the one before it: nothing is read back. */
export function publishWrites(
  store: TableStore,
  writes: TableWrites,
  files: readonly VersionSource[],
  written: WrittenTable,
  snapshot: number,
): void {
  const sources = [...deleteRows(store, writes), ...files];
  if (writes.inlined !== null) addInlined(store, sources, writes, written.inlinedTable!, written.rowIds, snapshot);
  store.publish(new TableVersion(store.table, snapshot, sources));
}

function deleteRows(store: TableStore, { fileDeletes, inlinedDeletes }: TableWrites): VersionSource[] {
  const before = store.newest!.sources;
  const deletions = new Map<number, Deletions>();
  const withFile = new Set<number>();
  const ended = new Set<number>();
  for (const { dataFile, positions, way } of fileDeletes) {
    const source = before.find(({ slot }) => slot === store.file(dataFile)?.slot)!;
    if (way.kind === 'whole') ended.add(source.slot);
    else
      deletions.set(source.slot, withRows(new Deletions(source.deleted, source.deletedCount), positions, source.rows));
    if (way.kind === 'file' || way.kind === 'merge') withFile.add(source.slot);
  }
  for (const source of before) {
    const kept = store.inlinedAt(source.slot);
    const rows = inlinedDeletes
      .filter(({ inlinedTable }) => inlinedTable === kept?.inlinedTable)
      .flatMap((each) => each.rows);
    const gone = rows
      .map(({ rowId }) => kept!.rowOfId.get(rowId)!)
      .filter((row, i) => kept!.begins[row] === rows[i]!.begin);
    if (gone.length > 0)
      deletions.set(source.slot, withRows(new Deletions(source.deleted, source.deletedCount), gone, source.rows));
  }
  return before
    .filter(({ slot }) => !ended.has(slot))
    .map((source) => {
      const own = deletions.get(source.slot);
      if (own === undefined) return source;
      const hasDeleteFile = source.hasDeleteFile || withFile.has(source.slot);
      return { ...source, deleted: own.freeze(), deletedCount: own.count, hasDeleteFile };
    });
}

function withRows(deletions: Deletions, rows: readonly number[], capacity: number): Deletions {
  for (const row of rows) deletions.add(row, capacity);
  return deletions;
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
    place = sources.push(whole(slot, run, 0)) - 1;
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
