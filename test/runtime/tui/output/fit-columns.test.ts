import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { INT, STRING } from '../../../../compiler/contract/data-type.ts';
import { tableFromRows } from '../../../../runtime/columnar/table-from-rows.ts';
import { expandedLines } from '../../../../runtime/tui/output/expanded.ts';
import { fitColumns } from '../../../../runtime/tui/output/fit-columns.ts';
import { textTable } from '../../../../runtime/tui/output/text-table.ts';
import { textWidth } from '../../../../runtime/tui/output/text-width.ts';

test('columns that fit are as wide as they are', () => {
  assert.equal(fitColumns([5, 10], 80), { shown: [0, 1], widths: [5, 10], gap: null });
});

test('the widest are narrowed first', () => {
  assert.equal(fitColumns([5, 50, 30], 60), { shown: [0, 1, 2], widths: [5, 23, 22], gap: null });
});

test('columns in the middle are left out when all would be too narrow', () => {
  const { shown, widths, gap } = fitColumns(Array(20).fill(20) as number[], 60);
  assert.equal(
    shown,
    [0, 1, 2, 18, 19].filter((i) => shown.includes(i)),
  );
  assert.ok(gap !== null && gap > 0 && shown.includes(0) && shown.includes(19));
  assert.ok(widths.reduce((sum, width) => sum + width + 3, 1 + 4) <= 60);
});

test('no width makes it fail, and what is shown fits from ten columns on', () => {
  for (let columns = 1; columns < 120; columns++)
    for (const wanted of [[3], [100], [3, 100], [20, 20, 20], Array(30).fill(12) as number[]]) {
      const { shown, widths, gap } = fitColumns(wanted, columns);
      assert.ok(shown.length > 0 && shown[0] === 0 && widths.every((width) => width > 0));
      const used = widths.reduce((sum, width) => sum + width + 3, 1) + (gap === null ? 0 : 4);
      if (columns >= 13) assert.ok(used <= columns, `${wanted.join()} in ${columns} takes ${used}`);
    }
});

const fields = ['id', 'name', 'a long head', 'note'].map((name, i) => ({
  name,
  type: i === 0 ? INT : STRING,
  nullable: true,
}));
const table = tableFromRows(fields, [
  [1, '日本', 'x'.repeat(40), null],
  [20, 'a\nb\u001b[31m', 'y', 'z'],
]);

test('a table fits the terminal', () => {
  assert.is(
    textTable(table, { columns: 50 }),
    [
      '┌─────┬─────────────┬───────────────────┬────────┐',
      '│  id │ name        │ a long head       │ note   │',
      '│ int │ string      │ string            │ string │',
      '├─────┼─────────────┼───────────────────┼────────┤',
      '│   1 │ 日本        │ xxxxxxxxxxxxxxxx… │ NULL   │',
      '│  20 │ a⏎b\\x1b[31m │ y                 │ z      │',
      '└─────┴─────────────┴───────────────────┴────────┘',
      '(2 rows)',
      '',
    ].join('\n'),
  );
  for (let columns = 20; columns < 120; columns++)
    for (const line of textTable(table, { columns }).split('\n').slice(0, -2)) assert.ok(textWidth(line) <= columns);
});

test('columns that are left out are counted', () => {
  assert.match(
    textTable(table, { columns: 24, allBy: { rows: 'rows', columns: 'more' } }),
    /│ … │[^]*\(2 rows, 4 columns, \d shown; more\)/,
  );
});

test('expanded rows show each value on a line', () => {
  assert.equal(
    [...expandedLines(table, 40, false)],
    [
      '─[ row 1 ]─────────────────────────',
      'id          │ 1',
      'name        │ 日本',
      `a long head │ ${'x'.repeat(25)}`,
      `            │ ${'x'.repeat(15)}`,
      'note        │ NULL',
      '─[ row 2 ]─────────────────────────',
      'id          │ 20',
      'name        │ a',
      '            │ b\\x1b[31m',
      'a long head │ y',
      'note        │ z',
      '(2 rows)',
    ],
  );
});

test.run();
