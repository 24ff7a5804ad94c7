import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { connect, type Client } from '../../../runtime/client/client.ts';
import { callCounting, newCallCells, type LoadedVersion } from '../../../runtime/daemon/call-cells.ts';
import { LoadedVersions } from '../../../runtime/daemon/loaded-versions.ts';
import { Service } from '../../../runtime/daemon/service.ts';
import { open } from '../../../runtime/engine.ts';
import { silentLog } from '../../../runtime/host/log.ts';

const folder = mkdtempSync(join(tmpdir(), 'gobi-versions-'));
let service: Service;
let client: Client;

const test = suite('versions that are loaded');

const slow = (n: number): string =>
  `upsert procedure slow() returns int { let i = nested(${n}); while (i >= 0) { i = i + 1 } return i }`;

test.before(async () => {
  const pool = { idle: 1, most: 4 };
  const options = { name: 'Test', version: '0', folder, owner: {}, log: silentLog, pool, onStopped: () => undefined };
  service = await Service.start(options);
  await service.listen(join(folder, 's.sock'));
  client = await connect({ path: join(folder, 's.sock') });
  await client.exec(
    `create table t(a int);
     function three(a int, b int, c int) returns int { if (a > b) { return c } return a + b };
     upsert procedure waits() { let i = 0; while (true) { i = i + 1 } };
     upsert procedure outer() { call waits() };
     upsert procedure nested(n int) returns int { return n };
     ${slow(1)}`,
  );
});

test.after(async () => {
  client.close();
  await service.stop('the test ends');
  rmSync(folder, { recursive: true });
});

/** `object current calls loaded`, of some objects. */
async function modules(...objects: readonly string[]): Promise<string[]> {
  const rows = await (
    await client.query(
      'select object, current, calls, loaded_since is not null as loaded, origin from system.modules order by object, current',
    )
  ).rows();
  return rows
    .filter((row) => objects.some((object) => String(row['object']).endsWith(object)))
    .map(({ object, current, calls, loaded, origin }) =>
      [
        String(object).split('.').at(-1),
        current ? 'current' : `former${origin === null ? '' : origin}`,
        calls,
        loaded ? 'loaded' : '-',
      ].join(' '),
    );
}

async function until(wanted: readonly string[], ...objects: readonly string[]): Promise<void> {
  for (let round = 0; round < 200; round++) {
    if (JSON.stringify(await modules(...objects)) === JSON.stringify(wanted)) return;
    await new Promise((settle) => setTimeout(settle, 20));
  }
  assert.equal(await modules(...objects), wanted);
}

test('calls are counted by version while they run, those of former versions too', async () => {
  await until(['t current  -', 'slow current 0 -'], 'slow', 't');
  const started = Date.now() * 1000;
  const ends = [new AbortController(), new AbortController(), new AbortController()];
  const running = [0, 1].map((i) => client.call('slow', [], { signal: ends[i]!.signal }).catch(() => undefined));
  await until(['nested current 0 loaded', 'slow current 2 loaded'], 'slow', 'nested');
  await client.exec(slow(2));
  await until(['slow former 2 loaded', 'slow current 0 -'], 'slow');
  running.push(client.call('slow', [], { signal: ends[2]!.signal }).catch(() => undefined));
  await until(['slow former 2 loaded', 'slow current 1 loaded'], 'slow');
  const since = await (
    await client.query("select loaded_since from system.modules where object like '%slow' and not current")
  ).rows();
  const at = Number(new Date(String(since[0]!['loaded_since']).replace(' ', 'T') + 'Z')) * 1000;
  assert.ok(at > started - 1e6 && at < Date.now() * 1000 + 1e6, `${at}`);
  ends[0]!.abort();
  await until(['slow former 1 loaded', 'slow current 1 loaded'], 'slow');
  ends[1]!.abort();
  await until(['slow current 1 loaded'], 'slow');
  ends[2]!.abort();
  await Promise.all(running);
  await until(['slow current 0 loaded'], 'slow');
});

test('calls within calls count, those of a thread that is lost do not any more', async () => {
  const lost = client.call('outer').catch((error: unknown) => error);
  await until(['outer current 1 loaded', 'waits current 1 loaded'], 'outer', 'waits');
  while (!service.crash('run')) await new Promise((settle) => setTimeout(settle, 5));
  assert.match(String(await lost), /thread/);
  await until(['outer current 0 -', 'waits current 0 -'], 'outer', 'waits');
});

test('functions give the same whether they are counted or not', async () => {
  const query = 'select sum(three(i :: int, 5, 7)) :: int as n from range(1000) r(i)';
  assert.equal(await (await client.query(query)).rows(), [{ n: 994 * 7 + 5 + 6 + 7 + 8 + 9 + 10 }]);
  await client.exec(
    'function two(a int, b int) returns int { if (a > 1) { return a - b } return b }; upsert procedure many(a int, b int, c int, d int = 4) returns int { return a * 1000 + b * 100 + c * 10 + d }',
  );
  assert.equal(await (await client.query('select two(i :: int, 1) as n from range(3) r(i)')).rows(), [
    { n: 1 },
    { n: 1 },
    { n: 1 },
  ]);
  assert.is(await client.call('many', [1, 2, 3]), 1234);
});

test('a lake that is not served tells of no calls', async () => {
  const engine = await open(join(folder, 'alone'), { workers: 0 });
  await engine.exec('upsert procedure p() { }; call p()');
  const rows = await (await engine.query('select current, calls, loaded_since from system.modules')).rows();
  assert.equal(rows, [{ current: true, calls: null, loaded_since: null }]);
  await engine.close();
});

test('a thread that loads more versions than it has cells for gives them to those that came last', () => {
  let now = 0;
  const told: LoadedVersion[] = [];
  const cells = newCallCells(4);
  const versions = new LoadedVersions();
  versions.join(1, cells);
  const counting = callCounting(
    cells,
    (loaded) => {
      told.push(loaded);
      versions.note(1, loaded);
    },
    { now: () => ++now },
  );
  const [a, b] = [counting('p:a', '1'), counting('p:b', '1')];
  assert.is(counting('p:a', '1'), a);
  counting('p:c', '1');
  cells[a.at]! += 1;
  const d = counting('p:d', '1');
  assert.is(b.at, 0, 'the oldest that does not run is counted no more');
  cells[d.at]! += 1;
  assert.equal(versions.rows, [
    ['p:a', '1', 1, 1],
    ['p:d', '1', 1, 4],
    ['p:c', '1', 0, 3],
  ]);
  cells[counting('p:e', '1').at]! += 1;
  assert.is(counting('p:f', '1').at, 0, 'all that are counted run');
  assert.is(told.length, 5);
  const other = newCallCells(4);
  versions.join(2, other);
  versions.note(2, { cell: 1, id: 'p:a', fingerprint: '1', since: 0 });
  other[1] = 2;
  assert.equal(versions.rows[0], ['p:a', '1', 3, 0]);
  versions.leave(1);
  assert.equal(versions.rows, [['p:a', '1', 2, 0]]);
});

test.run();
