import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { EMPTY_VIEW } from '../../../../../compiler/contract/catalog-view.ts';
import { readLibrary, sourceFile, type Surroundings } from '../../../../../compiler/index.ts';
import { librarySources } from '../../../../../stdlib/sources.ts';
import { checkFiles } from '../../../../../runtime/cli/commands/check/check-files.ts';
import { mend } from '../../../../../runtime/cli/commands/check/mend.ts';

const surroundings: Surroundings = { view: EMPTY_VIEW, library: readLibrary(librarySources()) };

function mended(text: string, guesses = false): { readonly text: string; readonly made: number } {
  const files = { project: [], scripts: [sourceFile('a.plg', text)], around: [] };
  const { files: after, made } = mend(files, (each) => checkFiles(each, surroundings).all, guesses);
  return { text: after.scripts[0]?.text ?? '', made };
}

test('one fix brings the next to light, until none is left', () => {
  const { text, made } = mended(`let order := 1
if \`order\` > 0 { print(1) } elsif \`order\` < 0 { print(2) }
upsert procedure p as <{kind: 'FUL' tags: []}> () returns void {}`);
  assert.is(
    text,
    `let \`order\` = 1
if \`order\` > 0 { print(1) } elif \`order\` < 0 { print(2) }
upsert procedure p as <{kind: 'FULL', tags: []}> () returns void {}`,
  );
  assert.is(made, 5);
});

test('a fix that would leave a file unreadable is not made', () => {
  // Here no name may stand, in backticks neither.
  const wrong = 'let x y select';
  assert.equal(mended(wrong, true), { text: wrong, made: 0 });
});

test('a fix that brings errors is not made, and the others are', () => {
  // The local is assigned later: renamed at its declaration alone it would be missing there.
  const { text, made } = mended(`function f() returns int {
    let total = 1
    total = 2
    let order := 3
    return 4
}`);
  assert.match(text, 'let total = 1\n');
  assert.match(text, 'let ');
  assert.ok(made >= 1, text);
  assert.not.match(text, ':=');
});

test('fixes beside one that does harm are all made at once', () => {
  // the first local is assigned later: renamed at its declaration alone it would be missing there
  const locals = Array.from({ length: 150 }, (_, i) => `    let x${i} = ${i}\n`).join('');
  const { text, made } = mended(
    `function f() returns int {\n    let total = 1\n    total = 2\n${locals}    return 4\n}`,
  );
  assert.match(text, 'let total = 1\n');
  assert.is(made, 150);
  assert.is(mended(text).made, 0);
});

test('guesses are made when they are asked for', () => {
  const wrong = 'create table customers (id int)\nselect idd from custmers';
  assert.equal(mended(wrong), { text: wrong, made: 0 });
  assert.is(mended(wrong, true).text, 'create table customers (id int)\nselect id from customers');
});

test('nothing to mend changes nothing', () => {
  assert.equal(mended('print(1)\n', true), { text: 'print(1)\n', made: 0 });
});

test.run();
