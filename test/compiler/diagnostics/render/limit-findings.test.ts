import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { diagnostic } from '../../../../compiler/diagnostics/diagnostic.ts';
import { limitFindings } from '../../../../compiler/diagnostics/render/limit-findings.ts';
import { renderText } from '../../../../compiler/diagnostics/render/render-text.ts';

const warnings = Array.from({ length: 3 }, (_, i) =>
  diagnostic('PLG1105', { name: `w${i}` }, 'a.plg', { start: i, end: i + 1 }),
);
const errors = Array.from({ length: 3 }, (_, i) =>
  diagnostic('PLG1101', { name: `e${i}` }, 'a.plg', { start: 10 + i, end: 11 + i }),
);
const other = diagnostic('PLG1101', { name: 'b' }, 'b.plg', { start: 0, end: 1 });

test('errors come before others, in the order of the text, for each file', () => {
  const { shown, left } = limitFindings([...warnings, ...errors, other], 4);
  assert.equal(
    shown.map(({ params }) => params['name']),
    ['w0', 'e0', 'e1', 'e2', 'b'],
  );
  assert.equal([...left], [['a.plg', 2]]);
});

test('a thousand findings are fifty and a count', () => {
  const many = Array.from({ length: 1000 }, (_, i) =>
    diagnostic('PLG1101', { name: `e${i}` }, 'a.plg', { start: i, end: i + 1 }),
  );
  const text = renderText(many, new Map(), { mostPerFile: 50 });
  assert.is(text.match(/PLG1101/g)?.length, 50);
  assert.ok(text.endsWith('a.plg: 950 more findings\n'));
  assert.is(renderText(many, new Map()).match(/PLG1101/g)?.length, 1000);
});

test.run();
