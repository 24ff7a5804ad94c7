import type { Field } from '../../../compiler/contract/data-type.ts';
import type { SchemaEntry, ViewEntry } from '../../catalog/catalog-state.ts';
import type { CatalogDatabase } from '../database.ts';
import { AT } from './at-snapshot.ts';
import { readComments } from './read-tables.ts';

/** The views at a snapshot by id. One that another program made has no fields until it is bound. */
export function readViews(
  database: CatalogDatabase,
  snapshot: number,
  schemas: ReadonlyMap<number, SchemaEntry>,
): ReadonlyMap<number, ViewEntry> {
  const own = new Map(
    database
      .all(`SELECT view_id, text, fields FROM gobi_view WHERE ${AT}`, snapshot, snapshot)
      .map((row) => [row['view_id'], row]),
  );
  const comments = readComments(database, snapshot);
  const rows = database.all(
    `SELECT view_id, view_uuid, schema_id, view_name, dialect, "sql" FROM ducklake_view WHERE ${AT} ORDER BY view_id`,
    snapshot,
    snapshot,
  );
  return new Map(
    rows.map((row) => {
      const id = Number(row['view_id']);
      const mine = own.get(id);
      const view: ViewEntry = {
        id,
        uuid: String(row['view_uuid']),
        schemaId: Number(row['schema_id']),
        schema: schemas.get(Number(row['schema_id']))!.name,
        name: String(row['view_name']),
        text: String(mine?.['text'] ?? row['sql']),
        portableText: row['dialect'] === 'duckdb' ? String(row['sql']) : null,
        fields: mine === undefined ? [] : (JSON.parse(String(mine['fields'])) as Field[]),
        comment: comments.get(id) ?? null,
      };
      return [id, view];
    }),
  );
}
