import { mkdtempSync, readdirSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { runExample } from '../../examples/run-example.ts';
import { open } from '../../runtime/engine.ts';
import { ducklakeExtensions } from '../support/oracle/ducklake-extensions.ts';
import { openDuckLake } from '../support/oracle/open-duck-lake.ts';
import { skip } from '../support/skip.ts';

/* Every example runs as its README says and prints what stands in `expected.txt`; DuckDB opens the lakes that they leave. */
const FOLDER = fileURLToPath(new URL('../../examples/', import.meta.url));
const examples = readdirSync(FOLDER).filter((name) => existsSync(join(FOLDER, name, 'commands.json')));
const test = suite('examples');

const extensions = ducklakeExtensions();
if ('missing' in extensions) skip(test, 'the lakes in DuckDB', extensions.missing);

for (const name of examples) {
  test(name, async () => {
    const lake = mkdtempSync(join(tmpdir(), 'gobi-example-'));
    try {
      let shown = '';
      await runExample(name, lake, (text) => (shown += text));
      assert.is(shown, readFileSync(join(FOLDER, name, 'expected.txt'), 'utf8'));
      if (!('missing' in extensions) && existsSync(join(lake, '.gobi', 'catalog.sqlite'))) await sameInDuckDb(lake);
    } finally {
      rmSync(lake, { recursive: true, force: true });
    }
  });
}

/** Every table has the same rows there (counts, distinct values and bounds of each column), and every snapshot the same changes. */
async function sameInDuckDb(folder: string): Promise<void> {
  const { tables, changes } = await factsOfLake(folder);
  // DuckDB brings an SQLite of its own: within one process two of them must not have one file open
  const peer = await openDuckLake(join(folder, '.gobi', 'catalog.sqlite'), join(folder, '.gobi', 'data'));
  try {
    for (const { name, columns, facts } of tables)
      assert.equal(facts, await rowsOf(peer.rows(factsQuery(name, columns, '"'))), name);
    assert.equal(
      changes,
      await rowsOf(
        peer.rows(
          'select snapshot_id, changes_made from __ducklake_metadata_lake.ducklake_snapshot_changes order by snapshot_id',
        ),
      ),
    );
  } finally {
    peer.close();
  }
}

async function factsOfLake(folder: string) {
  const engine = await open(folder, { workers: 0 });
  const texts = async (sql: string) =>
    (await (await engine.query(sql)).rows()).map((row) => Object.values(row).map(String));
  const tables = [];
  for (const [name] of await texts("select name from system.tables where schema = 'main' order by name")) {
    const columns = (await engine.query(`select * from \`${name!}\` limit 0`)).columns.map((column) => column.name);
    tables.push({ name: name!, columns, facts: await texts(factsQuery(name!, columns, '`')) });
  }
  const changes = await texts('select id, changes from system.snapshots order by id');
  await engine.close();
  return { tables, changes };
}

function factsQuery(table: string, columns: readonly string[], quote: string): string {
  const facts = columns
    .map((name) => quote + name + quote)
    .flatMap((c) => [
      `count(${c})`,
      `count(distinct ${c})`,
      `cast(min(${c}) as varchar)`,
      `cast(max(${c}) as varchar)`,
    ]);
  return `select count(*) as n, ${facts.map((fact, i) => `${fact} as f${i}`).join(', ')} from ${quote}${table}${quote}`;
}

async function rowsOf(rows: Promise<readonly (readonly unknown[])[]>): Promise<string[][]> {
  return (await rows).map((row) => row.map(String));
}

test.run();
