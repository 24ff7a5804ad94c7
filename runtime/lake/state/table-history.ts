import type { CatalogState } from '../../catalog/catalog-state.ts';
import { parseChanges } from '../commit/changes-made.ts';
import type { CatalogDatabase } from '../database.ts';

const REMEMBERED = 4096;

/** When each table last changed, as far as it has been watched: since the lake was opened. */
export class TableHistory {
  readonly #start: number;
  /** Snapshots that changed a table's rows or shape, ascending; the oldest of many are forgotten. */
  readonly #changes = new Map<number, { readonly snapshots: number[]; from: number }>();

  constructor(start: number) {
    this.#start = start;
  }

  note(table: number, snapshot: number): void {
    const changes = this.#changes.get(table) ?? { snapshots: [], from: this.#start };
    this.#changes.set(table, changes);
    const { snapshots } = changes;
    if (snapshots.length > 0 && snapshots.at(-1)! >= snapshot) return;
    snapshots.push(snapshot);
    if (snapshots.length <= REMEMBERED) return;
    snapshots.splice(0, REMEMBERED / 2);
    changes.from = snapshots[0]!;
  }

  /** The newest snapshot up to `snapshot` that changed a table. From before the watch, each snapshot counts as a change of its own. */
  lastChange(table: number, snapshot: number): number {
    const changes = this.#changes.get(table);
    if (snapshot < (changes?.from ?? this.#start)) return snapshot;
    return changes?.snapshots.findLast((change) => change <= snapshot) ?? this.#start;
  }

  /** Takes in what the catalog says of the snapshots after `from`; whether names changed, other than by a new schema version. */
  read(database: CatalogDatabase, from: CatalogState, newest: number): boolean {
    const rows = database.all(
      'SELECT snapshot_id, changes_made FROM ducklake_snapshot_changes WHERE snapshot_id > ? AND snapshot_id <= ? ORDER BY snapshot_id',
      from.snapshot,
      newest,
    );
    for (const row of rows) {
      for (const { id } of parseChanges(row['changes_made'] as string | null))
        if (id !== null) this.note(id, Number(row['snapshot_id']));
    }
    return (
      database.one(
        'SELECT 1 FROM gobi_transactions WHERE snapshot_id > ? AND snapshot_id <= ? AND names_changed = 1',
        from.snapshot,
        newest,
      ) !== null
    );
  }
}
