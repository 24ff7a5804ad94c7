import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { explainObject } from '../../../../../runtime/cli/commands/explain/explain-object.ts';
import { UsageError } from '../../../../../runtime/cli/usage-error.ts';

const folder = mkdtempSync(join(tmpdir(), 'gobi-explain-'));
const project = join(folder, 'shop');
mkdirSync(join(project, 'scripts'), { recursive: true });
writeFileSync(
  join(project, 'main.plg'),
  `create table visits (id int primary key, page string);
upsert procedure count_visits as () returns int { return (select count(*) from visits where page = 'home') }
upsert procedure greet as () returns void { print('hello') }
upsert procedure size as () returns int { return (select count(*) from 'a.csv') }
upsert procedure size_of as (source string) returns int { return (select count(*) from source) }
upsert procedure sizes as () returns int { return size() + 1 }
`,
);
writeFileSync(join(project, 'scripts', 'run.plg'), 'call count_visits();\n');

test('an object of a folder is told with its place and its callers, scripts too', async () => {
  const text = await explainObject('count_visits', { json: false, project });
  assert.is(
    text.replaceAll(project, 'shop'),
    `procedure count_visits() returns int
  at         shop/main.plg:2
  reads      visits (page)
  writes     -
  raises     -
  effects    deterministic
  calls      -
  called by  statements of shop/scripts/run.plg
  fires      -
`,
  );
});

test('what prints gives the same each time; what reads a file, itself or by others, may not', async () => {
  const effects = async (name: string): Promise<string> =>
    /effects {4}([^]*?)\n {2}calls/.exec(await explainObject(name, { json: false, project }))?.[1] ?? '';
  assert.is(await effects('greet'), 'deterministic');
  for (const name of ['size', 'size_of', 'sizes'])
    assert.match(await effects(name), 'not deterministic: it reads files, the clock or random numbers');
});

test('the same as JSON', async () => {
  const { objects } = JSON.parse(await explainObject('COUNT_VISITS', { json: true, project })) as {
    objects: readonly Record<string, unknown>[];
  };
  assert.is(objects.length, 1);
  assert.is(objects[0]!['line'], 2);
  assert.equal((objects[0]!['effects'] as Record<string, unknown>)['reads'], [
    { relation: 'visits', columns: ['page'] },
  ]);
});

test('an unknown name is told with the nearest one', async () => {
  try {
    await explainObject('count_visit', { json: false, project });
    assert.unreachable();
  } catch (error) {
    assert.instance(error, UsageError);
    assert.match((error as Error).message, "did you mean 'count_visits'?");
  }
});

test.after(() => rmSync(folder, { recursive: true, force: true }));

test.run();
