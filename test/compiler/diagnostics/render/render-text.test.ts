import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { diagnostic } from '../../../../compiler/diagnostics/diagnostic.ts';
import { renderText, summary } from '../../../../compiler/diagnostics/render/render-text.ts';

const texts = new Map([
  ['a.plg', 'let a = 1\nselect nme\n  from users\n'],
  ['b.plg', '\tlet 名前 = x'],
]);

test('shows place, line, carets and hint', () => {
  const found = diagnostic('PLG1302', { table: 'users', column: 'nme', nearest: 'name' }, 'a.plg', {
    start: 17,
    end: 20,
  });
  assert.is(
    renderText([found], texts),
    [
      'a.plg:2:8: error PLG1302: table `users` has no column `nme`',
      '  2 | select nme',
      '    |        ^^^',
      '  hint: did you mean `name`?',
      '',
    ].join('\n'),
  );
});

test('sorts by file, position and code, and shows a finding once', () => {
  const late = diagnostic('PLG1101', { name: 'x' }, 'b.plg', { start: 10, end: 11 });
  const early = diagnostic('PLG1105', { name: 'a' }, 'a.plg', { start: 4, end: 5 });
  const text = renderText([late, early, late], texts);
  assert.ok(text.startsWith('a.plg:1:5: warning PLG1105'));
  assert.is(text.match(/PLG1101/g)?.length, 1);
  assert.is(summary([late, early, late]), '1 error, 1 warning');
  assert.is(summary([]), 'no problems');
});

test('carets stand below wide characters and tabs', () => {
  const found = diagnostic('PLG1105', { name: '名前' }, 'b.plg', { start: 5, end: 7 });
  const [, source, carets] = renderText([found], texts).split('\n');
  assert.is(source, '  1 | \tlet 名前 = x');
  assert.is(carets, '    | \t    ^^^^');
});

test('a span of several lines is marked to the end of the first, an empty one by one caret', () => {
  const long = diagnostic('PLG1325', {}, 'a.plg', { start: 10, end: 33 });
  assert.is(renderText([long], texts).split('\n')[2], '    | ^^^^^^^^^^');
  const empty = diagnostic('PLG1325', {}, 'a.plg', { start: 9, end: 9 });
  assert.is(renderText([empty], texts).split('\n')[2], '    |          ^');
});

test('related places have a frame of their own, and files without text none', () => {
  const related = [{ file: 'b.plg', span: { start: 5, end: 7 }, message: 'declared here' }];
  const found = diagnostic('PLG1104', { kind: 'local', name: 'a' }, 'gone.plg', { start: 1, end: 2 }, { related });
  assert.equal(renderText([found], texts).split('\n').slice(0, 4), [
    'gone.plg: error PLG1104: local `a` is already defined in this scope',
    '  hint: give one of them another name',
    '  b.plg:1:6: declared here',
    '  1 | \tlet 名前 = x',
  ]);
});

test('a very long line is cut around the place', () => {
  const text = `${'a'.repeat(500)}!${'b'.repeat(500)}`;
  const found = diagnostic('PLG1007', { text: '!' }, 'long.plg', { start: 500, end: 501 });
  const [, source = '', carets = ''] = renderText([found], new Map([['long.plg', text]])).split('\n');
  assert.ok(source.length < 200);
  assert.is(source[carets.indexOf('^')], '!');
});

test('colour adds escapes and nothing else', () => {
  const found = diagnostic('PLG1101', { name: 'x' }, 'b.plg', { start: 10, end: 11 });
  const coloured = renderText([found], texts, { colour: true });
  assert.is.not(coloured, renderText([found], texts));
  assert.is(coloured.replace(/\u001b\[\d+m/g, ''), renderText([found], texts));
});

test.run();
