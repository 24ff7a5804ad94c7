import { spawnSync } from 'node:child_process';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { readGolden } from './read-golden.ts';
import { writeGolden } from './write-golden.ts';

const markdown = [
  '# META',
  '```ini',
  'title = two files',
  '```',
  '',
  '# SOURCE a.plg',
  '```plg',
  '# a comment, not a section',
  'select 1',
  '```',
  '',
  '# SOURCE b.plg',
  '````plg',
  "let a = '",
  '```',
  "'",
  '````',
  '',
  '# DIAGNOSTICS',
  'NIL',
  '',
  '# DATA',
  '```sql',
  'create table t (a int)',
  '```',
  '',
].join('\n');

test('reads sections, named sources and fences inside fences', () => {
  const golden = readGolden(markdown);
  assert.equal([...golden.meta], [['title', 'two files']]);
  assert.equal(golden.sources, [
    { name: 'a.plg', text: '# a comment, not a section\nselect 1' },
    { name: 'b.plg', text: "let a = '\n```\n'" },
  ]);
  assert.is(golden.data, 'create table t (a int)');
  assert.equal([...golden.outputs], [['DIAGNOSTICS', 'NIL']]);
});

test('writes what it read', () => {
  const order = (text: string): string[] =>
    text.split(/(?=^# (?:META|SOURCE|DIAGNOSTICS|DATA))/m).map((each) => each.trim());
  assert.equal(order(writeGolden(readGolden(markdown))), order(markdown));
});

test('stages in META ask for sections that are not there yet', () => {
  const golden = readGolden('# META\nstages = SYNTAX, PLAN after rules\n# SOURCE\nselect 1\n');
  assert.equal(
    [...golden.outputs],
    [
      ['SYNTAX', ''],
      ['PLAN after rules', ''],
    ],
  );
});

test('says what is wrong with a file', () => {
  assert.throws(() => readGolden('# SORCE\nselect 1\n'), /there is no section SORCE/);
  assert.throws(() => readGolden('# META\ntitle = x\n'), /needs a section `# SOURCE`/);
  assert.throws(() => readGolden('# SOURCE\n```\nselect 1\n'), /never closed/);
  assert.throws(() => readGolden('# SOURCE\na\n# SOURCE\nb\n'), /two sources/);
  assert.throws(() => readGolden('# META\nstages = PLANS\n# SOURCE\na\n'), /no stage PLANS/);
});

test('accepting is refused in CI', () => {
  const env = { ...process.env, CI: 'true' };
  const done = spawnSync(process.execPath, ['test/support/golden/accept.ts'], { env, encoding: 'utf8' });
  assert.is(done.status, 1);
  assert.match(done.stderr, /not in CI/);
});

test.run();
