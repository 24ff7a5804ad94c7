import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { GobiError, open, type Engine } from '../../../runtime/engine.ts';

const test = suite('cancelling');
const folder = mkdtempSync(join(tmpdir(), 'gobi-cancel-'));
let engine: Engine;

test.before(async () => {
  engine = await open(folder);
  await engine.exec('create table big as select i, i % 1000 as k, cast(i as string) as s from range(500000) as r(i)');
});
test.after(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Milliseconds from the abort to the statement's end, which must be `Cancelled`. */
async function endsAfter(text: string, run: Pick<Engine, 'exec'> = engine): Promise<number> {
  const controller = new AbortController();
  let at = 0;
  setTimeout(() => {
    at = performance.now();
    controller.abort();
  }, 60);
  try {
    await run.exec(text, {}, { signal: controller.signal });
  } catch (error) {
    assert.instance(error, GobiError);
    assert.is((error as GobiError).code, 'RUNTIME_040', (error as GobiError).message);
    assert.is.not(at, 0);
    return performance.now() - at;
  }
  throw new Error(`it came to its end: ${text}`);
}

const endless: Readonly<Record<string, string>> = {
  'an endless loop': 'let x = 0; while true { x = x + 1; }',
  'an endless loop in a procedure':
    'upsert procedure spin as () returns void as sync { let x = 0; while true { x = x + 1; } } call spin()',
  'a product of tables': 'select count(*) from big a cross join big b',
  'a join with many partners': 'select count(*) from big a join big b on a.k = b.k',
  'a recursive query': 'with recursive r as (select 1 as n union all select n + 1 from r) select count(*) from r',
};

for (const [what, text] of Object.entries(endless))
  test(`${what} ends within 50 ms of the abort`, async () => {
    // a machine that is busy with other things is late now and then
    let least = Infinity;
    for (let i = 0; i < 8 && least >= 50; i++) least = Math.min(least, await endsAfter(text));
    assert.ok(least < 50, `it took ${least.toFixed(1)} ms`);
  });

test('the session goes on after it, and what was not committed is gone', async () => {
  const session = engine.session();
  await session.exec('create table kept (a int); insert into kept values (1)');
  await endsAfter('insert into kept values (2); while true { insert into kept values (3) }', session);
  assert.equal(await (await session.query('select a from kept order by a')).rows(), [{ a: 1 }, { a: 2 }]);
  await session.close();
});

test('statements of others go on, those that wait never begin', async () => {
  const controller = new AbortController();
  const first = engine.exec('select count(*) as n from big a join big b on a.i = b.i');
  const second = engine.exec('create table never (a int)', {}, { signal: controller.signal });
  controller.abort();
  assert.is(Number((await (await first)[0]!.rows())[0]!['n']), 500000);
  assert.is(await second.catch((error: GobiError) => error.code), 'RUNTIME_040');
  assert.is(await engine.exec('select * from never').catch((error: GobiError) => error.exception), 'SemanticError');
});

test('a signal that is aborted already runs nothing', async () => {
  const error = await engine
    .exec('select 1', {}, { signal: AbortSignal.abort() })
    .catch((each: GobiError) => each.code);
  assert.is(error, 'RUNTIME_040');
});

test('a session tells what its statements are checked against', async () => {
  const session = engine.session();
  const first = await session.catalog();
  assert.ok(first.view!.tables.some(({ name }) => name === 'big'));
  assert.is((await session.catalog(first.version)).view, null);
  await session.exec('begin; create table inside (a int); let local = 1');
  const inside = await session.catalog(first.version);
  assert.ok(inside.view!.tables.some(({ name }) => name === 'inside'));
  assert.equal([inside.explicit, inside.scope.map(({ name }) => name)], [true, ['local']]);
  await session.exec('rollback');
  const after = await session.catalog(inside.version);
  assert.is(after.explicit, false);
  assert.not.ok(after.view!.tables.some(({ name }) => name === 'inside'));
  await session.close();
});

test.run();
