import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { EMPTY_VIEW } from '../../../../compiler/contract/catalog-view.ts';
import { findings } from '../../../support/compile/check.ts';
import { keptOptions } from '../../../support/compile/automation-options.ts';

const load = `upsert procedure load as <{}> (source string, day date = '2026-01-01', n int = 1) returns void { print(source, day, n) }\n`;
const found = (text: string): readonly string[] => findings(text, { mode: 'project' });

test('the nightly backup calls what does not exist yet', () => {
  const text = `upsert SCHEDULE as nightly_backup (
    sched: '0 2 * * *',
    exe: 'procedure',
    call: 'perform_backup'
)`;
  assert.equal(found(text), [
    "PLG1404 warning ''perform_backup'': schedule `nightly_backup` calls `perform_backup`, which is unknown",
  ]);
  assert.equal(findings(text, { strict: true })[0]?.slice(0, 13), 'PLG1404 error');
  assert.equal(keptOptions(text, 'nightly_backup'), { sched: ['0 2 * * *'], exe: 'procedure', call: 'perform_backup' });
});

test('the template names two kinds and an unknown function', () => {
  const text = `upsert SCHEDULE as schedule_name (
    sched: '0 0 * * *',
    exe: 'pipeline|procedure',
    call: 'function',
)`;
  assert.equal(found(text), [
    "PLG1405 error ''pipeline|procedure'': `exe` must be exactly one of pipeline, procedure, function, not 'pipeline|procedure'",
    "PLG1404 warning ''function'': schedule `schedule_name` calls `function`, which is unknown",
  ]);
});

test('two kinds are fine where one of them has the name', () => {
  const text = `upsert procedure backup as <{}> () returns void { }
upsert schedule as s (sched: '@daily', exe: 'pipeline|procedure', call: 'backup')`;
  assert.equal(found(text), []);
});

test('PLG1407: all arguments come from the call, args, or defaults', () => {
  const at = (options: string): readonly string[] => found(`${load}upsert schedule as s (sched: '@daily', ${options})`);
  assert.equal(at(`call: 'load'`), [
    "PLG1407 warning ''load'': `load` is scheduled, but nobody gives its argument `source`",
  ]);
  assert.equal(at(`call: 'load', args: {source: 'in.csv'}`), []);
  assert.equal(at(`call: 'load("in.csv")'`), []);
  assert.equal(at(`call: load('in.csv', n: 2)`), []);
  assert.equal(at(`exe: load, args: {SOURCE: 'in.csv'}`), []);
  assert.equal(
    found(`${load.replace('<{}>', "<{args: {source: 'x'}}>")}upsert schedule as s (sched: '@daily', call: 'load')`),
    [],
  );
});

test('arguments fit their parameters', () => {
  const at = (options: string): readonly string[] => found(`${load}upsert schedule as s (sched: '@daily', ${options})`);
  assert.equal(at(`call: 'load', args: {source: 'x', dya: '2026-01-01'}`), [
    "PLG1213 error 'dya': `load` has no parameter `dya`",
  ]);
  assert.equal(at(`call: 'load', args: {source: 'x', n: 'two'}`), [
    "PLG1201 error ''two'': type mismatch: expected int, got string",
  ]);
  assert.equal(at(`call: 'load', args: {source: 'x', day: '2026-02-30'}`), [
    "PLG1217 error ''2026-02-30'': '2026-02-30' is not a valid date",
  ]);
  assert.equal(at(`call: 'load("x", n: "two")'`), [`PLG1201 error '"two"': type mismatch: expected int, got string`]);
  assert.equal(at(`call: load('x', '2026-01-01', 1, 2)`), [
    "PLG1206 error '2': wrong number of arguments for `load`: got 4, need 3",
  ]);
  assert.equal(at(`call: load('x', source: 'y')`), ["PLG1214 error 'source': argument `source` is given twice"]);
  assert.equal(at(`call: load('x', n: 1 + 1)`), ["PLG1410 error '1 + 1': option `n` cannot be computed"]);
});

test('arguments are kept by the names of parameters', () => {
  const kept = keptOptions(
    `${load}upsert schedule as s (sched: '@daily', call: load('in.csv', n: 9007199254740993))`,
    's',
  );
  assert.equal(kept, { sched: ['@daily'], call: 'load', args: { source: 'in.csv', n: '9007199254740993' } });
});

test('PLG1415 and PLG1404: what exe says', () => {
  const backup = 'upsert procedure backup as <{}> () returns void { }\n';
  assert.equal(found(`${backup}upsert schedule as s (sched: '@daily', exe: 'function', call: 'backup')`), [
    "PLG1415 warning ''function'': `exe` says function, but `backup` is a procedure",
  ]);
  assert.equal(found(`${backup}upsert schedule as s (sched: '@daily', exe: 'backp')`), [
    "PLG1404 warning ''backp'': schedule `s` calls `backp`, which is unknown",
  ]);
  assert.equal(found(`${backup}upsert schedule as s (sched: '@daily', exe: backup)`), []);
});

test('PLG1411: a schedule needs times and something to run', () => {
  const backup = 'upsert procedure backup as <{}> () returns void { }\n';
  assert.equal(found(`${backup}upsert schedule as s (exe: 'procedure', call: 'backup')`), [
    "PLG1411 error 's': schedule `s` needs option `sched`",
  ]);
  assert.equal(found(`upsert schedule as s (sched: '@daily')`), [
    "PLG1411 error 's': schedule `s` needs option `call`",
  ]);
  assert.equal(
    found(`upsert procedure p as <{sched: [s]}> () returns void { }\nupsert schedule as s (sched: '@daily')`),
    [],
  );
  assert.equal(found(`upsert schedule as s (sched: '@daily') { print('tick') }`), []);
  assert.equal(found(`${backup}upsert schedule as s (sched: '@daily') call backup`), []);
});

test('knows what the catalog keeps', () => {
  const schedule = {
    kind: 'schedule',
    name: 'nightly',
    options: { sched: ['@daily'], args: { source: 'x' } },
    text: '',
  } as const;
  const text = load.replace('<{}>', '<{sched: [nightly]}>');
  assert.equal(findings(text, { mode: 'project', view: { ...EMPTY_VIEW, automation: [schedule] } }), []);
});

test.run();
