import { mkdtempSync, readdirSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { runExample } from '../../examples/run-example.ts';
import { ducklakeExtensions } from '../support/oracle/ducklake-extensions.ts';
import { skip } from '../support/skip.ts';
import { procedureChecks } from './procedures-in-duckdb.ts';
import { rowsInDuckDb } from './rows-in-duckdb.ts';

/* Every example runs as its README says and prints what stands in `expected.txt`; DuckDB computes the same, and reads the same rows in the lakes that they leave. */
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
      await procedureChecks[name]?.(shown, lake);
      if (!('missing' in extensions) && existsSync(join(lake, '.gobi', 'catalog.sqlite')))
        console.log(`${name}: ${await rowsInDuckDb(lake)} rows the same in DuckDB`);
    } finally {
      rmSync(lake, { recursive: true, force: true });
    }
  });
}

test.run();
