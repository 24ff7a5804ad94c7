import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { findings } from '../../../support/compile/check.ts';
import { keptOptions } from '../../../support/compile/automation-options.ts';

const found = (text: string): readonly string[] => findings(text, { mode: 'project' });
const routines = `upsert procedure load as <{}> (day date = '2026-01-01') returns void { print(day) }
upsert procedure clean as <{}> () returns void { }
upsert procedure report as <{}> () returns void { }
`;

test('keeps its steps in one form', () => {
  const text = `${routines}upsert pipeline as p (
    steps: [load('2026-02-01'), 'clean', {name: report, depends_on: [clean], on_error: continue}],
    depends_on: {clean: load}, on_error: stop, resources: {memory: '512MB', concurrency: 2}, settings: {threads: 4}
)`;
  assert.equal(found(text), []);
  assert.equal(keptOptions(text, 'p'), {
    steps: [
      { call: 'load', args: { day: '2026-02-01' } },
      { call: 'clean' },
      { call: 'report', depends_on: ['clean'], on_error: 'continue' },
    ],
    depends_on: { clean: ['load'] },
    on_error: 'stop',
    resources: { memory: '512MB', concurrency: 2 },
    settings: { threads: 4 },
  });
});

test('PLG1416: steps that do not exist', () => {
  assert.equal(found(`${routines}upsert pipeline as p (steps: [load, 'reprt'], depends_on: {reprt: [laod]})`), [
    "PLG1416 warning ''reprt'': step `reprt` of pipeline `p` does not exist yet",
    "PLG1416 warning 'laod': step `laod` of pipeline `p` does not exist yet",
  ]);
});

test('PLG1412: steps that wait for each other', () => {
  assert.equal(
    found(`${routines}upsert pipeline as p (steps: [load, clean], depends_on: {load: clean, clean: load})`),
    ["PLG1412 error '{load: clean, clean: load}': these depend on each other: load → clean → load"],
  );
  const mixed = `upsert procedure a as <{depends_on: [b]}> () returns void { }
upsert procedure b as <{}> () returns void { }
upsert pipeline as p (steps: [a, {call: b, depends_on: [a]}])`;
  assert.equal(found(mixed), [
    "PLG1412 error '[a, {call: b, depends_on: [a]}]': these depend on each other: a → b → a",
  ]);
});

test('PLG1412: pipelines that run each other, told once', () => {
  const text = `upsert pipeline as p (steps: [q])
upsert pipeline as q (models: ['m'], depends_on: [p])`;
  assert.equal(found(text), ["PLG1412 error '[q]': these depend on each other: p → q → p"]);
});

test('PLG1407: steps get all their arguments', () => {
  const needy = 'upsert procedure load as <{}> (path string) returns void { print(path) }\n';
  assert.equal(found(`${needy}upsert pipeline as p (steps: [load])`), [
    "PLG1407 warning 'load': `load` is scheduled, but nobody gives its argument `path`",
  ]);
  assert.equal(found(`${needy}upsert pipeline as p (steps: [{call: load, args: {path: 'x'}}])`), []);
});

test('PLG1411: an empty pipeline', () => {
  assert.equal(found(`upsert pipeline as p (on_error: stop)`), [
    "PLG1411 error 'p': pipeline `p` needs option `steps`",
  ]);
  assert.equal(
    found(`upsert procedure a as <{pipeline: p}> () returns void { }\nupsert pipeline as p (on_error: stop)`),
    [],
  );
});

test('bad parts of steps and resources', () => {
  assert.equal(found(`${routines}upsert pipeline as p (steps: [5])`), [
    "PLG1410 error '5': option `steps` cannot be 5",
  ]);
  assert.equal(found(`${routines}upsert pipeline as p (steps: [{depends_on: [load]}])`), [
    "PLG1411 error '{depends_on: [load]}': `steps` needs option `call`",
  ]);
  assert.equal(found(`${routines}upsert pipeline as p (steps: [load], resources: {memory: 'much'})`), [
    "PLG1410 error ''much'': option `resources.memory` cannot be 'much'",
  ]);
});

test.run();
