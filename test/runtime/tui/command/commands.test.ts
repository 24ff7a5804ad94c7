import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { EMPTY_VIEW } from '../../../../compiler/contract/catalog-view.ts';
import { COMMANDS, isCommand, parseCommand } from '../../../../runtime/tui/command/commands.ts';
import { completeCommand } from '../../../../runtime/tui/command/complete-command.ts';
import { describe } from '../../../../runtime/tui/command/describe.ts';
import { helpText } from '../../../../runtime/tui/command/help-text.ts';
import { DEFAULT_SETTINGS, fileFor, formatted, switched } from '../../../../runtime/tui/attach/settings.ts';

const parsed = (text: string): string => {
  const command = parseCommand(text);
  if (command === null) return 'statement';
  return command.kind === 'unknown' ? command.message : `${command.name} ${command.argument}`.trim();
};

test('commands have a backslash, a dot, or are words of their own', () => {
  assert.is(parsed('\\d orders'), 'd orders');
  assert.is(parsed('  \\dt;  '), 'dt');
  assert.is(parsed('.help'), '?');
  assert.is(parsed('quit;'), 'q');
  assert.is(parsed('help'), '?');
  assert.is(parsed('\\i a b.plg'), 'i a b.plg');
  assert.is(parsed('select 1;'), 'statement');
  assert.is(parsed('help me'), 'statement');
  assert.not.ok(isCommand('from t select \\x'));
});

test('an unknown command gets a proposal', () => {
  assert.is(parsed('\\timming'), 'there is no command \\timming; did you mean \\timing?');
  assert.is(parsed('\\zzzzzz'), 'there is no command \\zzzzzz; \\? lists the commands');
  assert.is(parsed('\\'), 'there is no command \\; \\? lists the commands');
});

test('the help names every command', () => {
  for (const { usage } of COMMANDS) assert.ok(helpText(false).includes(`  ${usage}`), usage);
});

test('commands and their arguments are completed', () => {
  const texts = (text: string): string[] =>
    completeCommand(text, text.length, EMPTY_VIEW, () => ['orders.csv', 'old/']).candidates.map((each) => each.text);
  assert.equal(texts('\\dt'), ['dt', 'dtr']);
  assert.equal(texts('\\format p'), ['parquet']);
  assert.equal(texts('\\i o'), ['orders.csv', 'old/']);
  assert.equal(texts('\\timing '), ['on', 'off']);
  assert.equal(texts('\\q x'), []);
});

const view = {
  ...EMPTY_VIEW,
  views: [{ id: 1, schema: 'main', name: 'Recent', text: 'create view Recent as select 1', fields: [] }],
  automation: [{ kind: 'schedule' as const, name: 'nightly', options: {}, text: 'upsert schedule nightly …' }],
};

test('an object is described by a statement and by its text; a name that is near is proposed', () => {
  assert.equal(describe('recent', view), [
    { kind: 'statement', text: 'describe recent' },
    { kind: 'source', text: 'create view Recent as select 1' },
  ]);
  assert.equal(describe('nightly', view), [{ kind: 'source', text: 'upsert schedule nightly …' }]);
  assert.equal(describe('nigthly', view), [
    { kind: 'nothing', message: "there is no 'nigthly'; did you mean nightly?" },
  ]);
});

test('settings change by on and off, or turn', () => {
  assert.is(switched(DEFAULT_SETTINGS, 'expanded', '').settings.expanded, true);
  assert.is(switched(DEFAULT_SETTINGS, 'timing', 'on').settings.timing, true);
  assert.equal(switched(DEFAULT_SETTINGS, 'pager', 'maybe'), {
    settings: DEFAULT_SETTINGS,
    message: "'maybe' is neither on nor off",
  });
  assert.is(formatted(DEFAULT_SETTINGS, 'CSV').settings.format, 'csv');
  assert.is(formatted(DEFAULT_SETTINGS, 'jsno').message, "there is no format 'jsno'; did you mean json?");
});

test('files that hold one result get numbers', () => {
  assert.is(fileFor('a/b.parquet', 1, 'parquet'), 'a/b.parquet');
  assert.is(fileFor('a/b.parquet', 2, 'parquet'), 'a/b-2.parquet');
  assert.is(fileFor('a.b/c', 3, 'arrow'), 'a.b/c-3');
  assert.is(fileFor('x.csv', 2, 'csv'), 'x.csv');
});

test('names that every object has are no commands', () => {
  for (const word of ['constructor', 'toString', 'hasOwnProperty'])
    assert.is(parseCommand(`\\${word}`)?.kind, 'unknown', word);
});

test.run();
