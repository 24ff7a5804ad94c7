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

async function valuesOf(engine: Engine, query: string): Promise<unknown[][]> {
  const rows = await (await engine.query(query)).rows();
  return rows.map((row) => Object.values(row));
}

deployTest('a project may read a column that an older snapshot had', async (engine) => {
  await deploy(engine, 'create table t (id int, note string)');
  await engine.exec("insert into t values (1, 'a')");
  const now = 'create table t (id int);';
  const read =
    "upsert procedure notes as () returns string as sync { return (select max(note) from t as of 2) ?? ''; }";
  const view = 'create view noted as select note, id from t as of 2;';
  const text = [now, read, view].join('\n');
  const report = await deploy(engine, text, { allow: true });
  assert.is(report.outcome, 'applied', JSON.stringify(report));
  assert.is(await engine.call('notes', []), 'a');
  assert.equal(await valuesOf(engine, 'select * from noted'), [['a', 1]]);
  assert.is((await deploy(engine, text)).outcome, 'unchanged');
  const wrong = await deploy(engine, text.replace('max(note)', 'max(remark)'));
  assert.is(wrong.outcome, 'refused');
  assert.equal(
    wrong.diagnostics.map(({ code }) => code),
    ['PLG1302'],
  );
});

deployTest('what a session may not take from under a view, a deploy may with consent', async (engine) => {
  await deploy(engine, 'create table t (id int, note string)');
  await engine.exec('create view notes as select note from t');
  const code = (error: unknown): string => (error as { code: string }).code;
  for (const change of ['drop column note', 'rename column note to remark', 'rename to u'])
    assert.is(await engine.exec(`alter table t ${change}`).then(() => '', code), 'SEMANTIC_010');
  const without = 'create table t (id int)';
  assert.is((await deploy(engine, without)).refusal, 'allow');
  assert.is((await deploy(engine, without, { allow: true })).outcome, 'applied');
  assert.is(await valuesOf(engine, 'select * from notes').then(() => '', code), 'PLG1331');
  await engine.exec('create or replace view notes as select id from t');
});

test.run();
