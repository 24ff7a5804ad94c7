import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { History, historyPath } from '../../../../runtime/tui/history/history-file.ts';

const test = suite('history');
let folder = '';
test.before.each(() => {
  folder = mkdtempSync(join(tmpdir(), 'gobi-history-'));
});
test.after.each(() => rmSync(folder, { recursive: true, force: true }));

test('it lies in the folder of states', () => {
  assert.is(historyPath({ XDG_STATE_HOME: '/state' }), '/state/gobi/history.ndjson');
  assert.match(historyPath({}), /\.local\/state\/gobi\/history\.ndjson$/);
});

test('what was sent is there in the next session, for its user alone', () => {
  const path = join(folder, 'gobi', 'history.ndjson');
  const first = new History(path);
  first.add("select\n  'a\u001b';");
  first.add('select 2;');
  first.add('select 2;');
  first.add(' select secret;');
  first.add('  ');
  assert.equal(new History(path).entries, ["select\n  'a\u001b';", 'select 2;']);
  assert.is(statSync(path).mode & 0o777, 0o600);
});

test('sessions that run side by side do not lose entries', () => {
  const path = join(folder, 'h');
  const [one, other] = [new History(path), new History(path)];
  one.add('one');
  other.add('other');
  one.add('more');
  assert.equal(new History(path).entries, ['one', 'other', 'more']);
});

test('a broken or long file does not stop anything; it is cut', () => {
  const path = join(folder, 'h');
  const lines = Array.from({ length: 7000 }, (_, i) => `"select ${i};"`);
  writeFileSync(path, `${lines.join('\n')}\n{broken\n3\n`);
  const { entries } = new History(path);
  assert.is(entries.at(-1), 'select 6999;');
  assert.ok(readFileSync(path, 'utf8').split('\n').length < 5100);
  assert.equal(new History(join(folder, 'none', 'h')).entries, []);
  // a file stands where a folder should be
  new History(join(path, 'gobi', 'history')).add('select 1;');
});

test('a text that is very long is kept in memory alone', () => {
  const path = join(folder, 'h');
  const history = new History(path);
  history.add(`select '${'x'.repeat(200_000)}';`);
  history.add('select 1;');
  assert.is(history.entries.length, 2);
  assert.equal(new History(path).entries, ['select 1;']);
});

test.run();
