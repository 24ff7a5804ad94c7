import type { CatalogDatabase } from '../database.ts';
import { AT } from './at-snapshot.ts';

/** Rows of each table at a snapshot: those in files and in the catalog, less the deleted ones. A partial delete file counts whole. */
export function readRowCounts(database: CatalogDatabase, snapshot: number): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  const add = (rows: readonly Readonly<Record<string, unknown>>[], sign: 1 | -1): void => {
    for (const row of rows)
      counts.set(Number(row['id']), (counts.get(Number(row['id'])) ?? 0) + sign * Number(row['number'] ?? 0));
  };
  add(
    database.all(
      `SELECT table_id AS id, sum(record_count) AS number FROM ducklake_data_file WHERE ${AT} GROUP BY table_id`,
      snapshot,
      snapshot,
    ),
    1,
  );
  add(
    database.all(
      `SELECT table_id AS id, sum(delete_count) AS number FROM ducklake_delete_file WHERE ${AT} GROUP BY table_id`,
      snapshot,
      snapshot,
    ),
    -1,
  );
  for (const { table_id: id, table_name: name } of database.all(
    'SELECT table_id, table_name FROM ducklake_inlined_data_tables',
  )) {
    add(database.all(`SELECT ? AS id, count(*) AS number FROM "${name}" WHERE ${AT}`, id!, snapshot, snapshot), 1);
  }
  for (const { name } of database.all(
    `SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'ducklake_inlined_delete_%'`,
  )) {
    const id = Number(String(name).slice('ducklake_inlined_delete_'.length));
    add(
      database.all(
        `SELECT ? AS id, count(*) AS number FROM "${name}" AS d JOIN ducklake_data_file AS f ON f.data_file_id = d.file_id WHERE d.begin_snapshot <= ? AND f.end_snapshot IS NULL`,
        id,
        snapshot,
      ),
      -1,
    );
  }
  return counts;
}
