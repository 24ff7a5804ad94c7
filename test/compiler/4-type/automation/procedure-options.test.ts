import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { EMPTY_VIEW } from '../../../../compiler/contract/catalog-view.ts';
import { checkText, findings } from '../../../support/compile/check.ts';
import { keptOptions } from '../../../support/compile/automation-options.ts';

const found = (text: string): readonly string[] => findings(text, { mode: 'project' });
const withOptions = (options: string, parameters = ''): string =>
  `upsert procedure p as <{${options}}> (${parameters}) returns void { }`;

test('the daily load has no schedule yet, and nobody to give its arguments', () => {
  const text = `upsert procedure daily_etl as 
<{
    kind: 'INCREMENTAL_BY_TIME_RANGE',
    sched: ['daily_etl_schedule']
}> 
(source_path string, target_table string)
returns int
{ return len(source_path) + len(target_table) }`;
  assert.equal(found(text), [
    "PLG1408 warning ''daily_etl_schedule'': schedule `daily_etl_schedule` is not declared",
    "PLG1407 warning 'source_path string, target_table string': `daily_etl` is scheduled, but nobody gives its arguments `source_path`, `target_table`",
  ]);
  assert.equal(keptOptions(text, 'daily_etl'), { kind: 'INCREMENTAL_BY_TIME_RANGE', sched: ['daily_etl_schedule'] });
});

test('a template may leave its schedules open', () => {
  assert.equal(found(`upsert procedure procedure_name as {kind: '', sched: [...]} () returns void { }`), []);
  assert.equal(found(`upsert procedure procedure_name as {kind: '', sched: []} () returns void { }`), []);
});

test('schedules are names or times', () => {
  assert.equal(found(withOptions(`sched: '@daily'`)), []);
  assert.equal(found(withOptions(`sched: ['0 2 * * *', 'every 30 seconds']`)), []);
  assert.equal(found(withOptions(`sched: ['0 2 * *']`)), [
    "PLG1406 error '0 2 * *': bad cron '0 2 * *': 4 fields, a time has five, six or seven",
  ]);
  const nightly = `upsert schedule as nightly (sched: '@daily', call: 'p')\n`;
  assert.equal(found(`${nightly}${withOptions('sched: [nightly]')}`), []);
  assert.equal(found(`${nightly}${withOptions('sched: [pipe.nightly]')}`), []);
  assert.equal(found(`${nightly}${withOptions('sched: [nigthly]')}`), [
    "PLG1408 warning 'nigthly': schedule `nigthly` is not declared",
  ]);
});

test('PLG1402: unknown kinds are kept, known ones are written in capitals', () => {
  assert.equal(found(withOptions(`kind: 'FUL'`)), ["PLG1402 warning ''FUL'': unknown kind 'FUL'"]);
  assert.equal(keptOptions(withOptions(`kind: 'FUL'`), 'p'), { kind: 'FUL' });
  assert.equal(keptOptions(withOptions(`kind: full`), 'p'), { kind: 'FULL' });
});

test('PLG1411: what a kind needs', () => {
  assert.equal(found(withOptions(`kind: 'INCREMENTAL_BY_UNIQUE_KEY'`)), [
    "PLG1411 error ''INCREMENTAL_BY_UNIQUE_KEY'': kind 'INCREMENTAL_BY_UNIQUE_KEY' needs option `unique_key`",
  ]);
  assert.equal(found(withOptions(`kind: 'INCREMENTAL_BY_UNIQUE_KEY', unique_key: [id]`)), []);
  assert.equal(found(withOptions(`kind: seed`)), ["PLG1411 error 'seed': kind 'SEED' needs option `path`"]);
});

test('keeps what models say', () => {
  const options = `kind: 'SCD_TYPE_2_BY_COLUMN', unique_key: ['id', 'lower(name)'], columns: [name, price], time_column: {name: 'at', format: '%Y'}, grain: id, audits: ['not_null', {accepted_range: {column: 'x', min: 0}}]`;
  assert.equal(found(withOptions(options)), []);
  assert.equal(keptOptions(withOptions(options), 'p'), {
    kind: 'SCD_TYPE_2_BY_COLUMN',
    unique_key: ['id', 'lower(name)'],
    columns: ['name', 'price'],
    time_column: { name: 'at', format: '%Y' },
    grains: ['id'],
    audits: ['not_null', { accepted_range: { column: 'x', min: 0 } }],
  });
});

test('PLG1412: a circle of dependencies is told once, at its first procedure', () => {
  const text = `upsert procedure a as <{depends_on: ['x', 'b']}> () returns void { }
upsert procedure b as <{depends_on: [c]}> () returns void { }
upsert procedure c as <{depends_on: [a]}> () returns void { }`;
  assert.equal(found(text), ["PLG1412 error ''b'': these depend on each other: a → b → c → a"]);
  assert.equal(found(`upsert procedure a as <{depends_on: [a]}> () returns void { }`), [
    "PLG1412 error 'a': these depend on each other: a → a",
  ]);
});

test('a change of options alone is held against the procedure that is there', () => {
  const world = checkText(`upsert procedure load as <{}> (path string) returns void { print(path) }`, {
    mode: 'project',
  });
  const routines = world.module.routines.map((each) => ({ ...each, fingerprint: '' }));
  const at = (options: string): readonly string[] =>
    findings(`upsert procedure load as <{${options}}>`, { mode: 'project', view: { ...EMPTY_VIEW, routines } });
  assert.equal(at(`sched: '@daily', args: {path: 'x'}`), []);
  assert.equal(at(`sched: '@daily'`), [
    "PLG1407 warning 'load': `load` is scheduled, but nobody gives its argument `path`",
  ]);
  assert.equal(at(`args: {pth: 'x'}`), ["PLG1213 error 'pth': `load` has no parameter `pth`"]);
});

test('PLG1407: a model with times of its own', () => {
  assert.equal(found(withOptions(`cron: '@daily'`, 'n int')), [
    "PLG1407 warning 'n int': `p` is scheduled, but nobody gives its argument `n`",
  ]);
});

test('PLG1114: triggers and pipelines that do not exist yet', () => {
  assert.equal(found(withOptions('triggers: [on_t], pipeline: nightly')), [
    "PLG1114 warning 'on_t': unknown trigger `on_t`",
    "PLG1114 warning 'nightly': unknown pipeline `nightly`",
  ]);
});

test('arguments of its own fit its parameters', () => {
  assert.equal(found(withOptions(`sched: '@daily', args: {n: 3}`, 'n int')), []);
  assert.equal(found(withOptions(`sched: '@daily', args: {n: 'x'}`, 'n int')), [
    "PLG1201 error ''x'': type mismatch: expected int, got string",
  ]);
});

test.run();
