import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { INT, STRING } from '../../../../compiler/contract/data-type.ts';
import { tableFromRows } from '../../../../runtime/columnar/table-from-rows.ts';
import { PAGER_START, pagerRows, pagerStep, type PagerState } from '../../../../runtime/tui/pager/pager.ts';
import { tableSource } from '../../../../runtime/tui/pager/pager-source.ts';

const size = { columns: 30, rows: 10 };
const source = tableSource(
  tableFromRows(
    [
      { name: 'id', type: INT, nullable: false },
      { name: 'text', type: STRING, nullable: false },
    ],
    Array.from({ length: 2000 }, (_, i) => [i, `row number ${i} of two thousand`]),
  ),
);

function press(...keys: string[]): PagerState {
  return keys.reduce<PagerState>((state, name) => {
    const key = name.length === 1 ? { name: 'text', text: name } : { name, text: '' };
    return pagerStep(state, key, source, size)!;
  }, PAGER_START);
}

test('the head stays on top, the last line tells where one is', () => {
  assert.equal(pagerRows(press('j'), source, size), [
    '┌─────┬───────────────────────',
    '│  id │ text                  ',
    '│ int │ string                ',
    '├─────┼───────────────────────',
    '│   1 │ row number 1 of two th',
    '│   2 │ row number 2 of two th',
    '│   3 │ row number 3 of two th',
    '│   4 │ row number 4 of two th',
    '│   5 │ row number 5 of two th',
    '\u001b[7m2,000 rows  0%  q leaves, arro\u001b[0m',
  ]);
});

test('keys go by lines, by pages, and to both ends', () => {
  assert.is(press(' ', ' ', 'b').top, 5);
  assert.is(press('down', 'down', 'up').top, 1);
  assert.is(press('G').top, 1996);
  assert.is(press('G', ' ', 'g', 'k').top, 0);
  assert.is(press('right', 'right', 'left').left, 16);
  assert.match(pagerRows(press('G'), source, size)[8]!, /^└/);
});

test('q, Escape and Ctrl-C leave', () => {
  for (const name of ['q', 'escape', 'ctrl-c'])
    assert.is(
      pagerStep(PAGER_START, name === 'q' ? { name: 'text', text: 'q' } : { name, text: '' }, source, size),
      null,
    );
});

test('a search goes to the line, also beyond those that were seen', () => {
  assert.is(press('/', ...'1500 of', 'enter').top, 1500);
  assert.is(press('/', ...'number 7', 'enter', 'n').top, 70);
  assert.match(press('/', ...'zzz', 'enter').message, /not found/);
});

test.run();
