import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { open, type DeployOptions, type DeployReport, type Engine } from '../../../runtime/engine.ts';

/** A test with an empty lake in memory. */
function deployTest(name: string, work: (engine: Engine) => Promise<void>): void {
  test(name, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gobi-deploy-'));
    const engine = await open(folder, { workers: 0, passing: true });
    try {
      await work(engine);
    } finally {
      await engine.close();
      rmSync(folder, { recursive: true });
    }
  });
}

function deploy(engine: Engine, text: string, options: DeployOptions = {}): Promise<DeployReport> {
  return engine.deploy([{ name: 'main.plg', text }], options);
}

/** `change table visits [breaking, needs allow]: column note is gone <- view pages` */
function lines({ changes }: DeployReport): string[] {
  return changes.map(({ action, kind, name, level, details, needs, touches }) => {
    const marks = [...(level === 'safe' ? [] : [level]), ...needs.map((need) => `needs ${need}`)];
    return [
      `${action} ${kind} ${name}`,
      marks.length === 0 ? '' : ` [${marks.join(', ')}]`,
      details.length === 0 ? '' : `: ${details.join('; ')}`,
      touches.length === 0 ? '' : ` <- ${touches.join(', ')}`,
    ].join('');
  });
}

async function valuesOf(engine: Engine, query: string): Promise<unknown[][]> {
  const rows = await (await engine.query(query)).rows();
  return rows.map((row) => Object.values(row));
}

const VISITS = 'create table visits (id int primary key, page string not null)';
const TWICE = 'function twice(x int) => x * 2';
const COUNT = 'upsert procedure count_visits as () returns int as sync { return twice(select count(*) from visits); }';
const PAGES = 'create view pages as select page, count(*) as n from visits group by page';
const SHOP = [VISITS, TWICE, COUNT, PAGES, "type exception as Gone ('it is gone')"].join('\n');

deployTest('a project becomes the tables and the code of an empty lake, in one snapshot', async (engine) => {
  const report = await deploy(engine, SHOP);
  assert.is(report.outcome, 'applied');
  assert.is(report.snapshot, 1);
  assert.equal(lines(report), [
    'create table visits',
    'create function twice',
    'create procedure count_visits',
    'create view pages',
    'create type Gone',
  ]);
  await engine.exec("insert into visits values (1, 'home'), (2, 'shop')");
  assert.is(await engine.call('count_visits'), 4);
  assert.equal(await valuesOf(engine, 'select page, n from pages order by page'), [
    ['home', 1],
    ['shop', 1],
  ]);
});

deployTest('the second deploy of a project changes nothing', async (engine) => {
  await deploy(engine, SHOP);
  const again = await deploy(engine, SHOP);
  assert.is(again.outcome, 'unchanged');
  assert.is(again.snapshot, 1);
  assert.equal(lines(again), []);
});

deployTest('a function that changes reaches those that use it', async (engine) => {
  await deploy(engine, SHOP);
  await engine.exec("insert into visits values (1, 'home')");
  const report = await deploy(engine, SHOP.replace('x * 2', 'x * 10'));
  assert.equal(lines(report), ['change function twice: its source changed']);
  assert.is(await engine.call('count_visits'), 10);
});

deployTest('a project with errors changes nothing', async (engine) => {
  await deploy(engine, SHOP);
  const report = await deploy(
    engine,
    SHOP.replace('count(*) from visits)', 'count(*) from nothing)').replace('* 2', '* 3'),
  );
  assert.is(report.outcome, 'refused');
  assert.is(report.refusal, 'errors');
  assert.equal(
    report.diagnostics.map(({ code }) => code),
    ['PLG1301'],
  );
  assert.is(await engine.call('count_visits'), 0);
  assert.equal(await valuesOf(engine, 'select max(id) from system.snapshots'), [[1]]);
});

test.run();
