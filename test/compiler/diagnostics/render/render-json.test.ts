import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { diagnostic } from '../../../../compiler/diagnostics/diagnostic.ts';
import { renderJson } from '../../../../compiler/diagnostics/render/render-json.ts';

test('gives code, severity, wording, place and parameters', () => {
  const fix = { title: 'add a comma', edits: [{ span: { start: 3, end: 3 }, replacement: ',' }] };
  const found = diagnostic('PLG1105', { name: 'b' }, 'a.plg', { start: 4, end: 5 }, { fix });
  assert.equal(JSON.parse(renderJson([found], new Map([['a.plg', 'a:1\nb:2']]))), [
    {
      code: 'PLG1105',
      severity: 'warning',
      message: 'local `b` is never read',
      hint: 'remove it, or call it `_b`',
      file: 'a.plg',
      start: { line: 2, column: 1, offset: 4 },
      end: { line: 2, column: 2, offset: 5 },
      params: { name: 'b' },
      fix: {
        title: 'add a comma',
        edits: [
          {
            start: { line: 1, column: 4, offset: 3 },
            end: { line: 1, column: 4, offset: 3 },
            replacement: ',',
          },
        ],
      },
    },
  ]);
});

test('no findings are an empty array; a file without text has offsets alone', () => {
  assert.is(renderJson([], new Map()), '[]');
  const found = diagnostic('PLG1006', {}, 'a.plg', { start: 4, end: 5 });
  assert.equal(JSON.parse(renderJson([found], new Map()))[0].start, { offset: 4 });
});

test.run();
