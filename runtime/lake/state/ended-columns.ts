import type { CatalogDatabase } from '../database.ts';

/** A column that a table no longer has. `ended` is the first snapshot without it. */
export interface EndedColumn {
  readonly name: string;
  readonly fieldId: number;
  readonly ended: number;
}

/** Columns of a table that ended after a snapshot, the last first; also those that were renamed or widened, whose ids the table still has. */
export function endedColumns(database: CatalogDatabase, table: number, after: number): readonly EndedColumn[] {
  const rows = database.all(
    `SELECT column_name, column_id, end_snapshot FROM ducklake_column
     WHERE table_id = ? AND parent_column IS NULL AND end_snapshot > ? ORDER BY end_snapshot DESC`,
    table,
    after,
  );
  return rows.map((row) => ({
    name: String(row['column_name']),
    fieldId: Number(row['column_id']),
    ended: Number(row['end_snapshot']),
  }));
}
