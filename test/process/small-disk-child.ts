import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { GobiError, open, type Engine } from '../../runtime/engine.ts';
import { openLake } from '../../runtime/lake/open-lake.ts';

/*
 * Fills the file system below a lake and looks at what its engine says and keeps: `node small-disk-child.ts FOLDER`, the folder being a file system of some MB.
 * Ends with a line of what it saw; any other end is a failure.
 */
const [disk] = process.argv.slice(2) as [string];
const lake = join(disk, 'lake');
const filler = join(disk, 'filler');

/** Leaves so many bytes free. */
function fill(leave: number): void {
  const { bavail, bsize } = statfsSync(disk);
  writeFileSync(filler, new Uint8Array(Math.max(0, bavail * bsize - leave)));
}

async function failure(work: Promise<unknown>): Promise<GobiError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof GobiError) return error;
    throw error;
  }
  throw new Error('it fitted on the disk');
}

function isDiskFull(error: GobiError): void {
  assert.is(error.exception, 'DiskFull', error.message);
  assert.is(error.code, 'IO_003');
  assert.ok(error.message.includes(disk), error.message);
  assert.match(error.hint ?? '', /free some space/);
}

async function facts(engine: Engine): Promise<readonly string[]> {
  const query = await engine.query(
    'select count(*), sum(id), count(v), (select count(*) from system.tables), (select max(id) from system.snapshots) from t',
  );
  return Object.values((await query.rows())[0]!).map(String);
}

const engine = await open(lake, { workers: 0 });
await engine.exec("create table t (id int primary key, v string); insert into t values (1, 'a'), (2, 'b')");
fill(300_000);
const before = await facts(engine);

// rows that take a file of their own
const many = "select value + 10, 'row ' || cast(random() as string) from range(0, 100000)";
isDiskFull(await failure(engine.exec(`insert into t ${many}`)));
isDiskFull(await failure(engine.exec(`create table made as ${many}`)));
assert.equal(await facts(engine), before);

// rows in the catalog, until it takes no more
let rows = 2;
for (;;) {
  const values = Array.from({ length: 100 }, (_, i) => `(${rows + 1 + i}, '${'x'.repeat(200)}')`);
  try {
    await engine.exec(`insert into t values ${values.join()}`);
  } catch (error) {
    isDiskFull(error as GobiError);
    break;
  }
  rows += values.length;
}
const full = await facts(engine);
assert.is(full[0], String(rows));

// all of a transaction or nothing; and reading goes on
const wide = Array.from({ length: 500 }, (_, i) => `(${1_000_000 + i}, '${'y'.repeat(200)}')`).join();
const transaction = engine.transaction(async (inside) => {
  await inside.exec('create table other (a int)');
  await inside.exec('delete from t where id = 1');
  await inside.exec(`insert into t values ${wide}`);
});
isDiskFull(await failure(transaction));
assert.equal(await facts(engine), full);
await engine.close();

// opened anew on the full disk
const reader = await open(lake, { workers: 0 });
assert.equal(await facts(reader), full);
const refused = await failure(reader.exec(`insert into t values ${wide}`));
assert.ok(['DiskFull', 'ReadOnly'].includes(refused.exception), refused.message);
assert.match(refused.message, /the disk is full/);
assert.equal(await facts(reader), full);
await reader.close();

// and with space again
rmSync(filler);
const again = await open(lake, { workers: 0 });
await again.exec(`insert into t ${many.replace('+ 10', '+ 2000000')}`);
assert.is((await facts(again))[0], String(rows + 100_000));
await again.close();
const opened = openLake(lake);
assert.equal(opened.orphanFiles(), []);
opened.close();
console.log(`${rows} rows in the catalog before the disk was full; refused then: ${refused.exception}`);
