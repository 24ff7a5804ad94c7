import { spawn } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { open } from '../../runtime/engine.ts';
import { openLake } from '../../runtime/lake/open-lake.ts';
import { random } from '../runtime/columnar/differential/random.ts';
import { inScratchFolder } from '../runtime/lake/scratch-lake.ts';

/* The command is killed while it loads three million rows. `CRASH_LOADS=10 CRASH_SEED=… npm test -- crash-load` repeats a run, or makes a longer one. */
const kills = Number(process.env['CRASH_LOADS'] ?? 3);
const seed = Number(process.env['CRASH_SEED'] ?? Date.now() % 1_000_000);
const GOBI = fileURLToPath(new URL('../../runtime/cli/gobi.js', import.meta.url));
const FLIGHTS = fileURLToPath(new URL('../../node_modules/vega-datasets/data/flights-3m.parquet', import.meta.url));
const ROWS = 3_000_000;

interface Ended {
  readonly killed: boolean;
  /** Whether the load was told as done. */
  readonly acknowledged: boolean;
  readonly milliseconds: number;
}

/** When to kill: after some time, or some time after the load began to write. */
interface Kill {
  readonly milliseconds: number;
  readonly from: 'start' | 'writing';
}

/** Loads the file once more, and kills the process if it still runs then. */
function load(folder: string, kill: Kill | null): Promise<Ended> {
  const data = join(folder, '.gobi', 'data', 'main', 'flights');
  const before = readdirSync(data).length;
  const start = performance.now();
  const sql = `insert into flights select * from '${FLIGHTS}'`;
  const child = spawn(process.execPath, [GOBI, 'sql', '--db', folder, '-c', sql], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [output, errors] = ['', ''];
  child.stdout.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
  const killLater = (milliseconds: number) => setTimeout(() => child.kill('SIGKILL'), milliseconds);
  const timer = kill?.from === 'start' ? killLater(kill.milliseconds) : undefined;
  const began = (): void => {
    if (readdirSync(data).length === before) return;
    clearInterval(watch);
    killLater(kill!.milliseconds);
  };
  const watch = kill?.from === 'writing' ? setInterval(began, 2) : undefined;
  return new Promise((settle, fail) => {
    child.on('error', fail).on('close', (code, signal) => {
      clearTimeout(timer);
      clearInterval(watch);
      if (signal === null && code !== 0) fail(new Error(`the load failed: ${errors}`));
      else settle({ killed: signal !== null, acknowledged: output !== '', milliseconds: performance.now() - start });
    });
  });
}

/** The whole loads that are in the lake, with all their rows and nothing of another; what the lake held before is as it was. */
async function wholeLoads(folder: string, once: bigint): Promise<number> {
  const engine = await open(folder, { workers: 0 });
  try {
    const rows = async (sql: string) =>
      (await (await engine.query(sql)).rows()).map((row) => Object.values(row).map(String));
    const [[count, total]] = (await rows('select count(*), sum(distance + delay) from flights')) as [[string, string]];
    assert.is(Number(count) % ROWS, 0, `${count} rows: a part of a load is in the table`);
    const loads = Number(count) / ROWS;
    assert.is(BigInt(total), once * BigInt(loads));
    assert.equal(await rows('select id, v from other order by id'), [
      ['1', 'a'],
      ['2', 'b'],
    ]);
    return loads;
  } finally {
    await engine.close();
  }
}

/** The files that no snapshot names; a kill may leave them, and a reader never meets them. */
function orphans(folder: string): readonly string[] {
  const lake = openLake(folder);
  try {
    return lake.orphanFiles();
  } finally {
    lake.close();
  }
}

test(`a lake is whole after each of ${kills} kills in the middle of loading three million rows`, () =>
  inScratchFolder(async (folder) => {
    const engine = await open(folder, { workers: 0 });
    await engine.exec(`
      create table other (id int primary key, v string);
      insert into other values (1, 'a'), (2, 'b');
      create table flights as select * from '${FLIGHTS}';
    `);
    const [sum] = await (await engine.query('select sum(distance + delay) as total from flights')).rows();
    await engine.close();
    const once = BigInt(Object.values(sum!)[0] as bigint);
    let loads = await wholeLoads(folder, once);
    await load(folder, null);
    const { milliseconds } = await load(folder, null);
    loads += 2;
    assert.is(await wholeLoads(folder, once), loads);
    assert.equal(orphans(folder), []);

    const { below } = random(seed);
    const outcomes: string[] = [];
    let left = 0;
    for (let kill = 0; kill < kills; kill++) {
      // every other time while its file lies there and the commit is on its way
      const at: Kill =
        kill % 2 === 0
          ? { from: 'start', milliseconds: Math.round(milliseconds * (0.2 + below(800) / 1000)) }
          : { from: 'writing', milliseconds: below(100) };
      const ended = await load(folder, at);
      const now = await wholeLoads(folder, once);
      assert.ok(now === loads || now === loads + 1, `${now} loads, ${loads} before`);
      if (ended.acknowledged) assert.is(now, loads + 1, 'what was told as done is lost');
      const files = orphans(folder);
      for (const file of files) assert.match(file, /\.parquet$/);
      const bytes = files.reduce((total, file) => total + statSync(file).size, 0);
      outcomes.push(
        `${at.milliseconds} ms from ${at.from}: ${ended.killed ? 'killed' : 'ended before'}, ${now === loads ? 'nothing' : 'all'} loaded, ${files.length - left} files (${(bytes / 2 ** 20).toFixed(1)} MB in all) left`,
      );
      left = files.length;
      loads = now;
    }
    // what the killed loads left goes, once it cannot be of this process
    await new Promise((settle) => setTimeout(settle, 2000));
    const owner = await open(folder, { workers: 0 });
    assert.is((await owner.maintain({ olderThan: 1 })).orphans.removed.length, left);
    await owner.close();
    assert.equal(orphans(folder), []);
    assert.is(await wholeLoads(folder, once), loads);
    // the lake takes loads as before
    await load(folder, null);
    assert.is(await wholeLoads(folder, once), loads + 1);
    console.log(`seed ${seed}, a load takes ${Math.round(milliseconds)} ms\n${outcomes.join('\n')}`);
  }));

test.run();
