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
  const engine = await open(folder, { workers: 0 });
  const peer = await openDuckLake(join(folder, '.gobi', 'catalog.sqlite'), join(folder, '.gobi', 'data'));
  const ours = async (sql: string) =>
    (await (await engine.query(sql)).rows()).map((row) => Object.values(row).map(String));
  const theirs = async (sql: string) => (await peer.rows(sql)).map((row) => row.map(String));
  try {
    for (const [table] of await ours("select name from system.tables where schema = 'main' order by name")) {
      const { columns } = await engine.query(`select * from \`${table!}\` limit 0`);
      const facts = (quote: string) =>
        columns
          .map(({ name }) => `${quote}${name}${quote}`)
          .flatMap((c) => [
            `count(${c})`,
            `count(distinct ${c})`,
            `cast(min(${c}) as varchar)`,
            `cast(max(${c}) as varchar)`,
          ]);
      const sql = (quote: string) =>
        `select count(*) as n, ${facts(quote)
          .map((fact, i) => `${fact} as f${i}`)
          .join(', ')} from ${quote}${table!}${quote}`;
      assert.equal(await ours(sql('`')), await theirs(sql('"')), table!);
    }
    const changes = (texts: string[][]) => texts.map(([snapshot, text]) => `${snapshot!} ${text!}`);
    const own = changes(await ours('select id, changes from system.snapshots order by id'));
    const found = changes(
      await theirs(
        'select snapshot_id, changes_made from __ducklake_metadata_lake.ducklake_snapshot_changes order by snapshot_id',
      ),
    );
    assert.equal(own, found);
  } finally {
    peer.close();
    await engine.close();
  }
}

test.run();
