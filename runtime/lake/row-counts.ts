import type { CatalogState } from '../catalog/catalog-state.ts';
import type { CommitOutcome, CommitRequest, TableWrites } from './commit/commit-request.ts';

/** Follows how many rows tables have, so that states tell it nearly: an entry is replaced when its count is off by half. */
export class RowCounts {
  readonly #counts = new Map<number, number>();

  /** Forgets what was counted: a state was read that has the true counts. */
  clear(): void {
    this.#counts.clear();
  }

  /** The state with the counts after an own commit. */
  after(state: CatalogState, { tables, base }: CommitRequest, { idShift }: CommitOutcome): CatalogState {
    let entries: Map<number, ReturnType<typeof state.tables.get> & object> | null = null;
    for (const writes of tables) {
      const id = writes.table.id >= base.nextCatalogId ? writes.table.id + idShift : writes.table.id;
      const entry = state.tables.get(id);
      if (entry === undefined) continue;
      const told = entry.rowCount ?? 0;
      const count = (this.#counts.get(id) ?? told) + gained(writes);
      this.#counts.set(id, count);
      if (count <= told * 1.5 && count * 1.5 >= told) continue;
      entries ??= new Map(state.tables);
      entries.set(id, { ...entry, rowCount: count });
    }
    return entries === null ? state : { ...state, tables: entries };
  }
}

function gained({ files, inlined, fileDeletes, inlinedDeletes }: TableWrites): number {
  const added = files.reduce((sum, file) => sum + file.rows, inlined?.rows.length ?? 0);
  const deleted = [...fileDeletes.map(({ positions }) => positions), ...inlinedDeletes.map(({ rows }) => rows)];
  return deleted.reduce((sum, rows) => sum - rows.length, added);
}
