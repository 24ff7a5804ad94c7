import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { diagnostic } from '../../../../compiler/diagnostics/diagnostic.ts';
import { renderGithub } from '../../../../compiler/diagnostics/render/render-github.ts';

test('one command for each finding, with its place', () => {
  const texts = new Map([['a.plg', 'let a = 1\nselect nme\n  from users\n']]);
  const found = [
    diagnostic('PLG1302', { table: 'users', column: 'nme', nearest: 'name' }, 'a.plg', { start: 17, end: 20 }),
    diagnostic('PLG1105', { name: 'a' }, 'a.plg', { start: 4, end: 5 }),
    diagnostic('PLG1701', { name: 'a', type: 'int' }, 'gone.plg', { start: 4, end: 5 }),
    diagnostic('PLG1325', {}, 'a.plg', { start: 10, end: 33 }),
  ];
  assert.equal(renderGithub(found, texts).split('\n'), [
    '::warning file=a.plg,line=1,endLine=1,col=5,endColumn=5,title=PLG1105::local `a` is never read%0Ahint: remove it, or call it `_a`',
    '::error file=a.plg,line=2,endLine=3,title=PLG1325::`*` without FROM%0Ahint: add FROM, or name the values',
    '::error file=a.plg,line=2,endLine=2,col=8,endColumn=10,title=PLG1302::table `users` has no column `nme`%0Ahint: did you mean `name`?',
    '::notice file=gone.plg,title=PLG1701::`a` is inferred to be int',
    '',
  ]);
});

test('what the commands use themselves is escaped', () => {
  const found = diagnostic('PLG1007', { text: '%\n' }, 'a:b,c%.plg', { start: 0, end: 1 });
  const [line = ''] = renderGithub([found], new Map()).split('\n');
  assert.ok(line.startsWith('::error file=a%3Ab%2Cc%25.plg,title=PLG1007::unexpected character "%25\\n"'), line);
});

test('nothing found is nothing', () => {
  assert.is(renderGithub([], new Map()), '');
});

test.run();
