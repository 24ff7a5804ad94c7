import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { open, type DeployFile, type Engine } from '../../../runtime/engine.ts';
import { randomOf, type Random } from '../../support/project/random-project.ts';

/*
 * A lake after a row of deploys is, as to code and shapes, what the last project makes of an empty lake; and a deploy after itself changes nothing.
 */
const ROUNDS = Number(process.env['DEPLOY_ROUNDS'] ?? 12);
const SEED = Number(process.env['DEPLOY_SEED'] ?? 1);
const OBJECTS = 5;

/** A project whose objects use those of lower numbers, spread over a few files. */
function project(random: Random): DeployFile[] {
  const files = new Map<string, string[]>();
  const put = (text: string): void => {
    const name = `f${random.below(4)}.plg`;
    files.set(name, [...(files.get(name) ?? []), text]);
  };
  const have = (): boolean => random.below(4) > 0;
  const tables: number[] = [];
  const functions: number[] = [];
  const other = (known: readonly number[], call: (i: number) => string, without: string): string =>
    known.length > 0 && random.below(3) > 0 ? call(random.pick(known)) : without;
  for (let i = 0; i < OBJECTS; i++) {
    if (!have()) continue;
    const type = random.pick(['int', 'string', 'decimal(10,2)']);
    const more = random.pick(['', ', note string', `, note ${type} default null`, ', n int not null default 5']);
    const rule = random.pick(['', ', check (id > 0)', ', unique (c)']);
    put(`create table t${i} (id int ${random.pick(['', 'primary key'])}, c ${type}${more}${rule})`);
    tables.push(i);
  }
  for (let i = 0; i < OBJECTS; i++) {
    if (!have()) continue;
    const result = random.pick(['int', 'int?']);
    put(
      `function g${i}(x int) returns ${result} { return ${other(functions, (j) => `(g${j}(x) ?? 0)`, 'x')} + ${random.below(3)}; }`,
    );
    functions.push(i);
  }
  for (let i = 0; i < OBJECTS; i++) {
    const table = tables.length === 0 ? null : random.pick(tables);
    if (have() && table !== null)
      put(`create view v${i} as select ${random.pick(['*', 'id', 'c as id'])} from t${table}`);
    if (have())
      put(
        `upsert procedure p${i} as <{ description: 'number ${random.below(2)}' }> (x int${random.pick(['', ', y string? = null'])}) returns int as sync { ${table === null ? '' : `let n = select count(*) from t${table};`} return ${other(functions, (j) => `(g${j}(x) ?? 1)`, 'x')}; }`,
      );
    if (random.below(3) === 0) put(`type exception as E${i} ('number ${random.below(3)}')`);
    if (random.below(3) === 0 && table !== null)
      put(
        `upsert trigger r${i} as (timing: 'after', event: 'insert', target: 't${table}') { print('${random.below(2)}'); }`,
      );
  }
  return [...files].map(([name, texts]) => ({ name, text: `${texts.join('\n')}\n` }));
}

async function inLake<T>(work: (engine: Engine) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'gobi-deploy-'));
  const engine = await open(folder, { workers: 0, passing: true });
  try {
    return await work(engine);
  } finally {
    await engine.close();
    rmSync(folder, { recursive: true });
  }
}

/** Code and shapes of a lake, without what depends on its history: ids, times, fingerprints of code over tables, the order of columns. */
async function contentOf(engine: Engine): Promise<unknown> {
  const rows = async (query: string): Promise<unknown> => (await engine.query(query)).rows();
  return {
    objects: await rows('select object, kind, origin, file from system.modules order by kind, object'),
    procedures: await rows('select name, text, parameters, model_config from system.procedures order by name'),
    functions: await rows('select name, text, parameters from system.functions order by name'),
    views: await rows('select name, text from system.views order by name'),
    types: await rows('select name, text from system.types order by name'),
    triggers: await rows('select name, text, options from system.triggers order by name'),
    columns: await rows(
      'select `table`, name, type, nullable, `default`, key from system.columns order by `table`, name',
    ),
  };
}

test('a row of deploys ends as the last of them does alone', async () => {
  const random = randomOf(SEED);
  await inLake(async (engine) => {
    for (let round = 0; round < ROUNDS; round++) {
      const files = project(random);
      const said = `round ${round}:\n${files.map(({ text }) => text).join('')}`;
      const report = await engine.deploy(files, { allow: true, prune: true });
      const found = report.diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message);
      assert.is(report.refusal, null, `${found.join('\n')}\n${said}`);
      assert.is((await engine.deploy(files, { allow: true, prune: true })).outcome, 'unchanged', said);
      const alone = await inLake(async (empty) => {
        await empty.deploy(files);
        return contentOf(empty);
      });
      assert.equal(await contentOf(engine), alone, said);
    }
  });
});

test.run();
