import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { lineageOf } from '../../../../../compiler/project/lineage/lineage.ts';
import { layOut, type Box } from '../../../../../runtime/cli/commands/lineage/lay-out.ts';
import { lineageMermaid } from '../../../../../runtime/cli/commands/lineage/lineage-mermaid.ts';
import { lineageSvg } from '../../../../../runtime/cli/commands/lineage/lineage-svg.ts';
import { lineageText } from '../../../../../runtime/cli/commands/lineage/lineage-text.ts';
import { followTexts } from '../../../../support/compile/follow.ts';

/** Tables in a chain with shortcuts and a way back: `t0` … `t8`. */
const count = 9;
const names = Array.from({ length: count }, (_, i) => `t${i}`);
const odd = '`<c>`';
const followed = followTexts(
  names.map((name) => `create table ${name} (a int, long_column_name int, ${odd} int);`).join('\n'),
  `upsert procedure move as () returns void as sync {
  ${names.map((name, i) => `insert into ${names[(i + 1) % count]} select a, long_column_name, a from ${name} where ${odd} = 1;`).join('\n  ')}
  insert into t5 select long_column_name, a, a from t1;
  update t5 set a = long_column_name;
}`,
);

const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

for (const direction of ['upstream', 'downstream'] as const)
  test(`boxes do not overlap, rows and lines stay in the picture: ${direction}`, () => {
    const lineage = lineageOf(followed, 'main.t5', 'a', direction);
    const { boxes, lines, width, height } = layOut(lineage);
    assert.is(boxes.length, count);
    assert.ok(lines.length > count);
    for (const [i, box] of boxes.entries()) {
      assert.not(boxes.slice(i + 1).some((other) => overlap(box, other)));
      assert.ok(box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height);
      for (const row of box.rows) assert.ok(row.y > box.y && row.y < box.y + box.height);
    }
    for (const { from, to } of lines)
      for (const { x, y } of [from, to]) assert.ok(x >= 0 && x <= width && y >= 0 && y <= height);
    const [start] = boxes.filter((box) => box.rows.some((row) => row.start));
    assert.is(start?.title, 't5');
    // What was asked for stands at the end that the arrows lead to, or come from.
    const ends = boxes.map(({ x }) => x);
    assert.is(start?.x, direction === 'upstream' ? Math.max(...ends) : Math.min(...ends));
  });

test('names are escaped', () => {
  const lineage = lineageOf(followed, 'main.t5', '<c>', 'upstream');
  const svg = lineageSvg(layOut(lineage));
  assert.match(svg, '&lt;c&gt;');
  assert.not.match(svg, '><c><');
  assert.match(lineageMermaid(lineage), 'flowchart LR');
});

test('the tree shows each column once with what is below it', () => {
  const small = followTexts(
    'create table a (n int, m int);\ncreate table b (n int);\n',
    'upsert procedure p as () returns void as sync {\n  insert into b select n from a where m = 1;\n}',
  );
  const lineage = lineageOf(small, 'main.b', 'n', 'upstream');
  const texts = new Map([...small.objects.values()].map(({ module }) => [module.file.name, module.file.text]));
  assert.is(
    lineageText({ lineage, objects: small.objects, texts }),
    `b.n
├─ = a.n  procedure p, 1.plg:2
└─ ~ a.m  procedure p, 1.plg:2

= is made of, ~ is decided by
`,
  );
});

test.run();
