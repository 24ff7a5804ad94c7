import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { EMPTY_VIEW } from '../../../../compiler/contract/catalog-view.ts';
import { checkText, findings } from '../../../support/compile/check.ts';
import { keptOptions } from '../../../support/compile/automation-options.ts';

const found = (text: string): readonly string[] => findings(text, { mode: 'project' });
const world = `create table t (a int, b string)
upsert procedure note as <{}> (event string) returns void { print(event) }
`;
const trigger = (options: string): string =>
  `${world}upsert trigger as on_t (timing: 'after', event: 'insert', target: 't', ${options})`;

test('the audit of customers names no procedure and an unknown table', () => {
  const text = `upsert TRIGGER as audit_customers (
    timing: 'after',
    event: 'insert',
    target: 'customers',
    exe: 'procedure'
) -- Calls audit_log_procedure
`;
  assert.equal(found(text), [
    "PLG1417 warning ''customers'': trigger `audit_customers` is for table `customers`, which is unknown",
    "PLG1403 warning 'audit_customers': trigger `audit_customers` names no procedure: it is stored unbound and does nothing",
  ]);
  assert.equal(keptOptions(text, 'audit_customers'), {
    timing: ['after'],
    event: ['insert'],
    target: 'customers',
    exe: 'procedure',
  });
});

test('the template is refused for its exe', () => {
  const text = `upsert TRIGGER as trigger_name (
    timing: 'before|after',
    event: 'insert|update|delete|upsert',
    target: 'collections',
    exe: 'pipeline|procedure' 
)`;
  assert.equal(
    found(text).map((each) => each.split(' ', 1)[0]),
    ['PLG1417', 'PLG1409', 'PLG1405', 'PLG1403'],
  );
  const { timing, event } = keptOptions(text, 'trigger_name');
  assert.equal(
    [timing, event],
    [
      ['before', 'after'],
      ['insert', 'update', 'delete', 'upsert'],
    ],
  );
});

test('sets are lists, bare words, or strings with | between', () => {
  const events = (event: string): unknown =>
    keptOptions(`${world}upsert trigger as on_t (timing: after, event: ${event}, target: t, call: note)`, 'on_t')[
      'event'
    ];
  assert.equal(events('insert|update'), ['insert', 'update']);
  assert.equal(events(`' UPDATE | insert '`), ['insert', 'update']);
  assert.equal(events(`['delete', 'insert']`), ['insert', 'delete']);
});

test('PLG1410: the word of a set that does not exist', () => {
  const text = `${world}upsert trigger as on_t (timing: 'after', event: 'insert|updat', target: 't', call: 'note')`;
  assert.equal(found(text), ["PLG1410 error 'updat': option `event` cannot be 'updat'"]);
});

test('what is called is found by call, CALL, exe, triggers, or the name', () => {
  assert.equal(found(trigger(`call: 'note'`)), []);
  assert.equal(found(`${trigger('priority: 1')} call note`), []);
  assert.equal(found(trigger(`exe: 'note'`)), []);
  assert.equal(found(trigger(`exe: 'procedure'`).replace('<{}>', '<{triggers: [on_t]}>')), []);
  assert.equal(found(trigger(`exe: 'procedure'`).replaceAll('note', 'on_t')), []);
  assert.equal(found(`${trigger('priority: 1')} { print(event) }`), []);
  assert.equal(found(`${trigger(`call: 'note'`)} call note`), ["PLG1004 error 'note': clause `call` given twice"]);
  assert.equal(found(trigger(`call: 'note("x")'`)), [
    "PLG1410 error 'note': option `call` cannot be a call with arguments",
  ]);
});

test('a procedure of the catalog may bind itself', () => {
  const signature = {
    name: 'log',
    receiver: null,
    parameters: [],
    result: { type: { kind: 'void' }, nullable: false },
    effects: { reads: [], writes: [], raises: [], async: false, io: false, ddl: false, deterministic: true },
    declaredRaises: null,
    mode: 'either',
    traits: {},
    inline: null,
  } as const;
  const routine = {
    id: 'procedure:log',
    kind: 'procedure',
    name: 'log',
    signature,
    fingerprint: '',
    text: '',
    options: { triggers: ['on_t'] },
  } as const;
  const text = `create table t (a int)\nupsert trigger as on_t (timing: after, event: insert, target: t)`;
  assert.equal(findings(text, { mode: 'project', view: { ...EMPTY_VIEW, routines: [routine] } }), []);
});

test('PLG1418: parameters that a trigger does not give', () => {
  assert.equal(
    found(trigger(`call: 'note'`).replace('event string', 'reason string').replace('print(event)', 'print(reason)')),
    ["PLG1418 error ''note'': a trigger gives no `reason` to the procedure of `on_t`"],
  );
});

test('PLG1601: nothing that runs later goes before', () => {
  const before = trigger(`call: 'note'`).replace("'after'", "'before'");
  assert.equal(found(before), []);
  assert.equal(found(before.replace('returns void {', 'returns void as async {')), [
    "PLG1601 error ''note'': `note` is async and cannot be called in a BEFORE trigger",
  ]);
  const pipeline = `${world}upsert pipeline as flow (models: ['m'])\nupsert trigger as on_t (timing: before, event: insert, target: t, exe: pipeline, call: flow)`;
  assert.equal(found(pipeline), ["PLG1601 error 'flow': `flow` is async and cannot be called in a BEFORE trigger"]);
});

test('columns and conditions speak of the table', () => {
  const update = (options: string): readonly string[] =>
    found(trigger(`call: 'note', ${options}`).replace("'insert'", "'update'"));
  assert.equal(update('columns: [a, B]'), []);
  assert.equal(update('columns: [a, c]'), ["PLG1302 error 'c': table `t` has no column `c`"]);
  assert.equal(found(trigger(`call: 'note', columns: [a]`)), [
    "PLG1410 error 'columns': option `columns` cannot be [a]",
  ]);
  assert.equal(update(`when: new.a > old.a and lower(new.b) = 'x'`), []);
  assert.equal(update(`when: 'new.a is distinct from old.a'`), []);
  assert.equal(update(`when: 'new.c > 1'`), ["PLG1302 error 'c': table `t` has no column `c`"]);
  assert.equal(update(`when: a > 1`), ["PLG1101 error 'a': unknown variable `a`"]);
  assert.equal(update(`when: 'new.a >'`), ["PLG1410 error ''new.a >'': option `when` cannot be 'new.a >'"]);
  assert.is(keptOptions(trigger(`call: 'note', when: new.a > 1`), 'on_t')['when'], 'new.a > 1');
});

test('PLG1411: a trigger needs its table, event and timing', () => {
  assert.equal(found(`${world}upsert trigger as on_t (call: 'note')`), [
    "PLG1411 error 'on_t': trigger `on_t` needs option `timing`",
    "PLG1411 error 'on_t': trigger `on_t` needs option `event`",
    "PLG1411 error 'on_t': trigger `on_t` needs option `target`",
  ]);
});

test('a mistyped word of an option is told with the one that is meant', () => {
  const text = `${world}upsert trigger as on_t (timing: 'befor', event: 'insrt', target: 't', exe: 'procedure', call: 'note')`;
  const hints = checkText(text, { mode: 'project' }).diagnostics.map(({ hint }) => hint?.split(' it takes')[0]);
  assert.equal(hints, ["did you mean 'before'?", "did you mean 'insert'?"]);
});

test.run();
