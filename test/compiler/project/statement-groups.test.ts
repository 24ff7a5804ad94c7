import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { buildProject, checkProject, parseFile, readLibrary, statementGroups } from '../../../compiler/index.ts';
import { EMPTY_VIEW } from '../../../compiler/contract/catalog-view.ts';
import { librarySources } from '../../../stdlib/sources.ts';

function groupsOf(text: string): string[] {
  const { program, lexed } = parseFile({ name: 'test.plg', text, dialect: 'plg' });
  return statementGroups(program, lexed.tokens).map((group) =>
    group.map(({ span }) => text.slice(span.start, span.end).replace(/ .*/, '').trim()).join('+'),
  );
}

const f = (name: string, body: string): string => `function ${name} (n int) returns int => ${body}`;

test('statements run one by one, in the order of the text', () => {
  assert.equal(groupsOf(`select 1\n${f('a', 'b(n)')}\n${f('b', 'n')}\nselect 2`), [
    'select',
    'function',
    'function',
    'select',
  ]);
});

test('routines in a circle are one step, behind what they need', () => {
  const text = [f('a', 'b(n)'), f('b', 'c(n) + a(n)'), f('c', 'n'), f('d', 'd(n)')].join('\n');
  assert.equal(groupsOf(text), ['function', 'function+function', 'function']);
  assert.equal(groupsOf(`${f('a', 'b(n)')}\nselect 1\n${f('b', 'a(n)')}`), ['function', 'select', 'function']);
});

test('a routine that is declared again is a step of its own', () => {
  assert.equal(groupsOf([f('a', 'n'), f('b', 'a(n)'), f('a', 'b(n)')].join('\n')), [
    'function',
    'function',
    'function',
  ]);
  assert.equal(groupsOf([f('a <int>', 'b(n)'), f('b', 'a(n)'), f('a <string>', 'n')].join('\n')).length, 1);
});

test('functions of two files that call each other are checked and built', async () => {
  const files = [
    { name: 'a.plg', text: f('a', 'case when n = 0 then 0 else b(n - 1) end'), dialect: 'plg' as const },
    { name: 'b.plg', text: f('b', 'case when n = 0 then 1 else a(n - 1) end'), dialect: 'plg' as const },
  ];
  const project = checkProject(files, { view: EMPTY_VIEW, library: readLibrary(librarySources()) });
  assert.equal(project.diagnostics, []);
  const imported: string[] = [];
  await buildProject(project, new Map(), (_, { manifest }) =>
    imported.push(...manifest.imports.map((each) => each.id)),
  );
  assert.equal(imported, ['function:b', 'function:a']);
});

test.run();
