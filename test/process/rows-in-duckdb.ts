import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { open } from '../../runtime/engine.ts';
import { openDuckLake } from '../support/oracle/open-duck-lake.ts';
import type { Oracle } from '../support/oracle/oracle.ts';

interface ExportedTable {
  readonly name: string;
  readonly rows: number;
  readonly file: string;
}

/**
 * Compares a lake with what DuckDB reads in it: every table has the same rows, as often as here, and every snapshot the same changes. Our side is written to Parquet
 * and closed first: DuckDB brings an SQLite of its own, and within one process two of them must not have one file open. Gives the number of rows compared.
 */
export async function rowsInDuckDb(folder: string): Promise<number> {
  const exports = mkdtempSync(join(tmpdir(), 'gobi-rows-'));
  try {
    const { tables, changes } = await exported(folder, exports);
    const peer = await openDuckLake(join(folder, '.gobi', 'catalog.sqlite'), join(folder, '.gobi', 'data'));
    try {
      const theirs = await texts(
        peer,
        "select table_name from duckdb_tables() where database_name = 'lake' and schema_name = 'main'",
      );
      assert.equal(theirs.flat().sort(), tables.map((table) => table.name).sort());
      for (const table of tables) await sameRows(peer, table);
      assert.equal(await texts(peer, CHANGES), changes);
    } finally {
      peer.close();
    }
    return tables.reduce((sum, table) => sum + table.rows, 0);
  } finally {
    rmSync(exports, { recursive: true, force: true });
  }
}

const CHANGES =
  'select snapshot_id, changes_made from __ducklake_metadata_lake.ducklake_snapshot_changes order by snapshot_id';

/** Changes of code are ours alone: DuckLake's list of changes has no words for them. */
const CODE = /,?(?:created|altered|dropped)_(?:procedure|function|type|trigger|schedule|pipeline):"(?:[^"]|"")*"/g;

async function exported(folder: string, into: string) {
  const engine = await open(folder, { workers: 0 });
  const rows = async (sql: string) => (await (await engine.query(sql)).rows()).map(Object.values);
  const tables: ExportedTable[] = [];
  for (const [name] of (await rows(
    "select name from system.tables where schema = 'main' order by name",
  )) as string[][]) {
    const file = join(into, `${tables.length}.parquet`);
    await engine.exec(`copy (select * from \`${name!}\`) to '${file}'`);
    const [count] = (await rows(`select count(*) from \`${name!}\``))[0]!;
    tables.push({ name: name!, rows: Number(count), file });
  }
  const changes = (await rows('select id, changes from system.snapshots order by id')).map(([id, made]) => [
    String(id),
    String(made).replace(CODE, '').replace(/^,/, ''),
  ]);
  await engine.close();
  return { tables, changes };
}

/** Two tables of one length are the same when nothing of the one is missing in the other, each row counted. */
async function sameRows(peer: Oracle, { name, rows, file }: ExportedTable): Promise<void> {
  const [theirs, ours] = [`lake.main."${name}"`, `read_parquet('${file}')`];
  const columns = (from: string) =>
    texts(peer, `select column_name, column_type from (describe select * from ${from})`);
  assert.equal(await columns(ours), await columns(theirs), name);
  assert.equal(await texts(peer, `select count(*) from ${theirs}`), [[String(rows)]], name);
  assert.equal(await texts(peer, `select count(*) from ${ours}`), [[String(rows)]], name);
  assert.equal(await texts(peer, `select * from (from ${ours} except all from ${theirs}) limit 5`), [], name);
}

async function texts(peer: Oracle, sql: string): Promise<string[][]> {
  return (await peer.rows(sql)).map((row) => row.map((value) => (value === null ? '' : String(value))));
}
