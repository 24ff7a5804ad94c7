import { spawnSync } from 'node:child_process';
import { existsSync, utimesSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { findTable } from '../../runtime/catalog/find.ts';
import { openLake } from '../../runtime/lake/open-lake.ts';
import { begin } from '../../runtime/transaction/begin.ts';
import { assertSame, conformance, duck } from '../runtime/lake/conformance.ts';
import { allRows, inScratchFolder } from '../runtime/lake/scratch-lake.ts';

const CHILD = fileURLToPath(new URL('crash-child.ts', import.meta.url));
const TABLES = ['small', 'accounts', 'moves'];
const HOUR = 3_600_000_000;

/** Commits until the process kills itself at ever later points, and stops when it left a file behind. Gives the files. */
function killWhileWriting(folder: string): readonly string[] {
  for (let fault = 40; fault < 200; fault += 7) {
    const { signal, stderr } = spawnSync(process.execPath, [CHILD, folder, String(fault)], { encoding: 'utf8' });
    assert.is(signal, 'SIGKILL', stderr);
    const lake = openLake(folder, undefined, { create: true });
    const left = lake.orphanFiles();
    lake.close();
    if (left.length > 0) return left;
  }
  throw new Error('no kill left a file');
}

function rowsOf(folder: string): unknown[] {
  const lake = openLake(folder);
  const tx = begin(lake);
  const rows = TABLES.map((name) => {
    const table = findTable(tx.state, 'main', name);
    return table === null ? null : allRows(tx, table.id);
  });
  lake.close();
  return rows;
}

/** The files were written two hours ago. */
function age(files: readonly string[]): void {
  const then = Date.now() / 1000 - 7200;
  for (const file of files) utimesSync(file, then, then);
}

test('what a killed load left is removed when nobody can be writing it any more, and the rows stay', () =>
  inScratchFolder((folder) => {
    const left = killWhileWriting(folder);
    const before = rowsOf(folder);
    age(left);
    const lake = openLake(folder);
    // a file that this process, or another program just now, may be about to commit
    const fresh = left[0]!.replace(/[^/]*$/, 'ducklake-01234567-89ab-7cde-8fab-0123456789ab.parquet');
    const foreign = left[0]!.replace(/[^/]*$/, 'notes.parquet');
    writeFileSync(fresh, 'half a file');
    writeFileSync(foreign, 'no file of a lake');
    age([foreign]);
    assert.equal(lake.removeOrphans(3 * HOUR, false).removed, []);
    const paths = ({ path }: { path: string }): string => path;
    const planned = lake.removeOrphans(HOUR, true);
    assert.equal(planned.removed.map(paths), left);
    assert.equal(planned.young.map(paths), [fresh]);
    assert.equal(planned.foreign.map(paths), [foreign]);
    assert.ok(left.every((file) => existsSync(file)));
    assert.equal(lake.removeOrphans(HOUR, false), planned);
    // without any grace too, what is younger than this process has the lake stays
    assert.equal(lake.removeOrphans(0, false).removed, []);
    assert.ok(!left.some((file) => existsSync(file)));
    assert.equal([...lake.orphanFiles()].sort(), [fresh, foreign].sort());
    lake.close();
    assert.equal(rowsOf(folder), before);
  }));

conformance(test, 'DuckDB reads the lake behind it, and what it writes is not touched', async (folder) => {
  const left = killWhileWriting(folder);
  age(left);
  const lake = openLake(folder);
  const oracle = await duck(folder);
  await oracle.run('create table theirs as select range as i from range(5000)');
  await oracle.run('delete from theirs where i % 2 = 0');
  const removed = lake.removeOrphans(0, false).removed.map(({ path }) => path);
  assert.equal(removed, left);
  for (const name of [...TABLES.filter((name) => findTable(lake.head(), 'main', name) !== null), 'theirs'])
    await assertSame(lake, oracle, name);
  assert.equal(await oracle.rows('select count(*)::int, min(i)::int from theirs'), [[2500, 1]]);
  oracle.close();
  lake.close();
});

test.run();
