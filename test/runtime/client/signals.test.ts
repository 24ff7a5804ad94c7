import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { connect, GobiError, type Runner, type Session } from '../../../runtime/client/library.ts';
import { Service } from '../../../runtime/daemon/service.ts';
import { open } from '../../../runtime/engine.ts';
import { silentLog } from '../../../runtime/host/log.ts';

const root = mkdtempSync(join(tmpdir(), 'gobi-signals-'));
const places: { readonly name: string; readonly runner: Runner; session(): Session; close(): unknown }[] = [];
let service: Service;

const test = suite('signals, and rows in sessions');

test.before(async () => {
  const folder = join(root, 'served');
  service = await Service.start({
    ...{ name: 'Test', version: '0', folder, owner: {}, log: silentLog, pool: { idle: 1, most: 3 } },
    onStopped: () => undefined,
  });
  await service.listen(join(root, 's.sock'));
  const client = await connect(join(root, 's.sock'));
  const engine = await open(join(root, 'embedded'));
  places.push(
    { name: 'service', runner: client, session: () => client.session(), close: () => client.close() },
    { name: 'engine', runner: engine, session: () => engine.session(), close: () => engine.close() },
  );
  for (const { runner } of places) {
    await runner.exec('create table t(a int primary key, b string)');
    await runner.exec('upsert procedure endless() { let i = 0; while (true) { i = i + 1 } }');
  }
});

test.after(async () => {
  for (const place of places) await place.close();
  await service.stop('the test ends');
  rmSync(root, { recursive: true });
});

async function exceptionOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'none',
    (error: unknown) => (error instanceof GobiError ? error.exception : String(error)),
  );
}

test('a signal ends calls, queries, streams and ingests, and what was aborted before never starts', async () => {
  for (const { name, runner } of places) {
    const soon = (): AbortSignal => AbortSignal.timeout(50);
    assert.is(await exceptionOf(runner.call('endless', [], { signal: soon() })), 'Cancelled', name);
    const long = 'select count(*) as n from range(1000000) a(i), range(30000) b(j) where (a.i + b.j) % 7 = 3';
    assert.is(await exceptionOf(runner.query(long, [], { signal: soon() })), 'Cancelled', name);
    const aborted = AbortSignal.abort();
    const never = "insert into t values (99, 'x')";
    assert.is(await exceptionOf(runner.query(never, [], { signal: aborted })), 'Cancelled', name);
    assert.is(await exceptionOf(runner.call('endless', [], { signal: aborted })), 'Cancelled', name);
    assert.is(await exceptionOf(runner.ingest('t', [{ a: 99 }], { signal: aborted })), 'Cancelled', name);
    assert.is(await exceptionOf(runner.stream(never, [], { signal: aborted }).next()), 'Cancelled', name);
    assert.is((await runner.query('select a from t where a = 99')).rowCount, 0, name);
  }
});

test('rows go into and come out of the transaction of a session', async () => {
  for (const { name, runner, session } of places) {
    const own = session();
    await own.begin();
    assert.is(
      await own.ingest('t', [
        { a: 1, b: 'x' },
        { a: 2, b: 'y' },
      ]),
      2,
      name,
    );
    assert.is(await own.ingest('t', [{ a: 2, b: 'z' }], { mode: 'upsert' }), 1, name);
    const seen: unknown[] = [];
    for await (const batch of own.stream('select a, b from t where a > $1 order by a', [0]))
      seen.push(...(await batch.rows()));
    assert.equal(
      seen,
      [
        { a: 1, b: 'x' },
        { a: 2, b: 'z' },
      ],
      name,
    );
    assert.is(
      await exceptionOf(
        own.ingest('t', [
          { a: 3, b: 'q' },
          { a: 1, b: 'twice' },
        ]),
      ),
      'UniqueViolation',
      name,
    );
    for await (const batch of runner.stream('select a from t')) assert.is(batch.rowCount, 0, name);
    await own.commit();
    assert.is((await runner.query('select a from t')).rowCount, 2, name);
    await own.close();
  }
});

test('who leaves a stream ends it, and the session goes on', async () => {
  for (const { name, session } of places) {
    const own = session();
    await own.exec('let kept = 7');
    for await (const batch of own.stream('select i from range(2000000) r(i)')) {
      assert.ok(batch.rowCount > 0, name);
      break;
    }
    assert.equal(await (await own.query('select {kept} as k')).rows(), [{ k: 7 }], name);
    await own.close();
  }
});

test.run();
