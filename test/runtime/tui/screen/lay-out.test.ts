import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { leave, repaint, wipe } from '../../../../runtime/tui/screen/frame.ts';
import { layOut, type Scene } from '../../../../runtime/tui/screen/lay-out.ts';
import { ScreenTwin } from './screen-twin.ts';

const scene = (text: string, cursor = text.length, more: Partial<Scene> = {}): Scene => ({
  ...{ prompt: 'shop> ', continuation: '   -> ', text, cursor, words: [], below: [] },
  ...more,
});
const size = { columns: 20, rows: 6 };

test('lines stand behind prompts', () => {
  const frame = layOut(scene('select\n1;'), size, false);
  assert.equal(frame.rows, ['shop> select', '   -> 1;']);
  assert.equal(frame.cursor, { row: 1, column: 8 });
});

test('long lines break at the edge, wide characters as a whole', () => {
  const frame = layOut(scene('abcdefghijklmnop'), size, false);
  assert.equal(frame.rows, ['shop> abcdefghijklm', '      nop']);
  assert.equal(frame.cursor, { row: 1, column: 9 });
  const wide = layOut(scene('日本語日本語日本語', 7), size, false);
  assert.equal(wide.rows, ['shop> 日本語日本語', '      日本語']);
  assert.equal(wide.cursor, { row: 1, column: 8 });
});

test('control characters and tabs are shown as text', () => {
  assert.equal(layOut(scene('a\tb\u0001'), size, false).rows, ['shop> a   b^A']);
});

test('of a text that is too high the lines around the cursor are shown', () => {
  const text = Array.from({ length: 1000 }, (_, i) => `line ${i}`).join('\n');
  const frame = layOut(scene(text, text.indexOf('line 500')), size, false);
  assert.equal(
    frame.rows.map((row) => row.trim()),
    [498, 499, 500, 501, 502].map((i) => `-> line ${i}`),
  );
  assert.is(frame.rows[frame.cursor.row], '   -> line 500');
});

test('a megabyte is laid out at once', () => {
  const text = 'insert into t values (1);\n'.repeat(40_000);
  const start = performance.now();
  for (let i = 0; i < 20; i++) layOut(scene(text, text.length - i * 1000), { columns: 80, rows: 50 }, true);
  assert.ok(performance.now() - start < 1000);
});

test('words are painted, also over the edge', () => {
  const words = [{ kind: 'string', start: 7, end: 18 } as const];
  const { rows } = layOut(scene("select 'abcdefghi'", 18, { words }), size, true);
  assert.equal(rows, ["\u001b[2mshop> \u001b[0mselect \u001b[32m'abcde\u001b[0m", "      \u001b[32mfghi'\u001b[0m"]);
});

test('what is painted again is what is laid out, for every step between random texts', () => {
  const twin = new ScreenTwin(20, 12);
  let before: ReturnType<typeof layOut> | null = null;
  let seed = 7;
  const random = (n: number): number => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
  twin.write('greeting\n');
  for (let i = 0; i < 300; i++) {
    const text = Array.from({ length: random(4) + 1 }, () => 'x日y z'.repeat(random(6))).join('\n');
    const below = random(3) === 0 ? ['menu one', 'menu two'] : [];
    const next = layOut(scene(text, random(text.length + 1), { below }), { columns: 20, rows: 12 }, false);
    twin.write(repaint(before, next));
    const lines = twin.lines();
    const top = twin.row - next.cursor.row;
    assert.equal(
      lines.slice(top, top + next.rows.length),
      next.rows.map((row) => row.trimEnd()),
      `step ${i}`,
    );
    assert.equal(lines.slice(top + next.rows.length).filter(Boolean), []);
    assert.is(twin.column, next.cursor.column);
    before = next;
  }
});

test('what is left stays, and what comes next is below it', () => {
  const twin = new ScreenTwin(20, 6);
  const frame = layOut(scene('select\n1;', 2), size, false);
  twin.write(repaint(null, frame) + leave(frame));
  twin.write('done\n');
  assert.equal(twin.lines().filter(Boolean), ['shop> select', '   -> 1;', 'done']);
});

test('a frame is taken off', () => {
  const twin = new ScreenTwin(20, 6);
  twin.write('before\n');
  const frame = layOut(scene('select\n1;\n2;', 9), size, false);
  twin.write(repaint(null, frame) + wipe(frame, 20));
  assert.equal(twin.lines().filter(Boolean), ['before']);
  assert.equal([twin.row, twin.column], [1, 0]);
});

test.run();
