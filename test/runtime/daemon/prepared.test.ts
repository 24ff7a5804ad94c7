import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { connect, type Client } from '../../../runtime/client/client.ts';
import type { Session } from '../../../runtime/client/session.ts';
import { Service } from '../../../runtime/daemon/service.ts';
import { open } from '../../../runtime/engine.ts';
import { silentLog } from '../../../runtime/host/log.ts';
import type { GobiError } from '../../../compiler/contract/runtime-error.ts';

const folder = mkdtempSync(join(tmpdir(), 'gobi-prepared-'));
const socket = join(folder, 's.sock');
let service: Service;
let client: Client;

const test = suite('prepared statements');

test.before(async () => {
  const pool = { idle: 1, most: 3 };
  service = await Service.start({
    ...{ name: 'Test', version: '0', folder, owner: {}, log: silentLog, pool },
    limits: { prepared: 4 },
    onStopped: () => undefined,
  });
  await service.listen(socket);
  client = await connect({ path: socket });
  await client.exec(
    "create table sale(id int primary key, day date not null, amount decimal(10, 2)); insert into sale values (1, '2026-01-01', 1.50), (2, '2026-02-01', 2.25)",
  );
  await client.exec('upsert procedure twice(n int) returns int { return n * 2 }');
});

test.after(async () => {
  client.close();
  await service.stop('the test ends');
  rmSync(folder, { recursive: true });
});

async function inSession(work: (session: Session) => Promise<void>): Promise<void> {
  const session = client.session();
  try {
    await work(session);
  } finally {
    await session.close();
  }
}

async function errorOf(work: Promise<unknown>): Promise<GobiError> {
  return work.then(
    () => assert.unreachable('it was to fail'),
    (error: unknown) => error as GobiError,
  ) as Promise<GobiError>;
}

test('the types of parameters and columns are known before anything runs', () =>
  inSession(async (session) => {
    const prepared = await session.prepare('select id, amount from sale where day >= $day and amount < ? limit $2');
    assert.equal(
      prepared.parameters.map(({ name, type }) => `${name} ${type}`),
      ['day date', '1 decimal(10,2)', '2 int'],
    );
    assert.equal(
      prepared.columns.map(({ name, type }) => `${name} ${type}`),
      ['id int', 'amount decimal(10,2)'],
    );
    const insert = await session.prepare('insert into sale values ($1, $2, $3)');
    assert.equal(
      insert.parameters.map(({ type }) => type),
      ['int', 'date', 'decimal(10,2)'],
    );
    assert.equal(insert.columns, []);
    assert.equal((await session.prepare('twice($1)')).columns, [{ name: 'value', type: 'int', nullable: false }]);
  }));

test('it runs with values, which go into the types without loss', () =>
  inSession(async (session) => {
    const prepared = await session.prepare('select id from sale where day >= $1 and amount < $2 order by id');
    assert.equal(await (await prepared.query(['2026-01-15', 9])).rows(), [{ id: 2 }]);
    assert.equal(await (await prepared.query([new Date('2025-01-01'), '2.00'])).rows(), [{ id: 1 }]);
    assert.equal(await (await prepared.query([null, 1])).rows(), []);
    assert.is((await errorOf(prepared.query(['soon', 1]))).exception, 'ConversionError');
    assert.is((await errorOf(prepared.query(['2026-01-01']))).exception, 'WrongArguments');
    assert.is((await errorOf(prepared.query(['2026-01-01', 1, 2]))).exception, 'WrongArguments');
    const insert = await session.prepare('insert into sale values ($1, $2, $3)');
    await session.begin();
    assert.is((await insert.query([3, '2026-03-01', 0.1])).rowsChanged, 1);
    assert.equal(await (await prepared.query(['2026-03-01', 9])).rows(), [{ id: 3 }]);
    await session.rollback();
    assert.equal(await (await prepared.query(['2026-03-01', 9])).rows(), []);
  }));

test('what cannot be prepared is told', () =>
  inSession(async (session) => {
    const untyped = await errorOf(session.prepare('select $1 as a'));
    assert.is(untyped.code, 'PLG1702');
    assert.is(untyped.place?.span.start, 7);
    assert.is((await errorOf(session.prepare('select nme from sale where id = $1'))).code, 'PLG1302');
    assert.is((await errorOf(session.prepare('select 1; select 2'))).exception, 'Unsupported');
    assert.is((await errorOf(session.prepare('set x = 1'))).exception, 'Unsupported');
    assert.is((await errorOf(session.prepare('create table t(a int)'))).exception, 'Unsupported');
  }));

test('a change of what it uses makes it anew, or ends it where its columns change', () =>
  inSession(async (session) => {
    await client.exec("create table shape(a int, b string); insert into shape values (1, 'x')");
    const narrow = await session.prepare('select a from shape where a = $1');
    const all = await session.prepare('select * from shape where a = $1');
    assert.equal(await (await all.query([1])).rows(), [{ a: 1, b: 'x' }]);
    await client.exec('alter table shape add column c int');
    assert.equal(await (await narrow.query([1])).rows(), [{ a: 1 }]);
    const stale = await errorOf(all.query([1]));
    assert.is(stale.exception, 'StaleStatement');
    assert.match(stale.message, /gave \(a: int, b: string\?\), now it would give \(.*c: int\?\)/);
    await client.exec('drop table shape');
    assert.is((await errorOf(narrow.query([1]))).code, 'PLG1301');
  }));

test('a connection keeps so many; those of a session end with it', async () => {
  const session = client.session();
  const first = await session.prepare('select 1 as a');
  for (let i = 0; i < 3; i++) await session.prepare('select 1 as a');
  assert.is((await errorOf(session.prepare('select 1 as a'))).exception, 'Overloaded');
  await first.close();
  assert.is((await errorOf(first.query())).exception, 'ObjectNotFound');
  await session.prepare('select 1 as a');
  await session.close();
  await inSession(async (other) => void (await other.prepare('select 1 as a')));
});

test('an embedded session prepares as one of a service does', async () => {
  const root = mkdtempSync(join(tmpdir(), 'gobi-embedded-'));
  const engine = await open(root, { workers: 0 });
  await engine.exec('create table t(id int primary key, v string)');
  const insert = await engine.prepare('insert into t values ($1, $2)');
  for (let i = 0; i < 5; i++) await insert.query([i, `v${i}`]);
  const read = await engine.prepare('select v from t where id = $1');
  assert.equal(await (await read.query([3])).rows(), [{ v: 'v3' }]);
  await engine.exec('alter table t drop column v');
  assert.is((await errorOf(read.query([3]))).code, 'PLG1302');
  await engine.close();
  rmSync(root, { recursive: true });
});

test.run();
