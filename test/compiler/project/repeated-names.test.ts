import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { EMPTY_VIEW } from '../../../compiler/contract/catalog-view.ts';
import { checkProject, readLibrary, sourceFile } from '../../../compiler/index.ts';
import { librarySources } from '../../../stdlib/sources.ts';

const library = readLibrary(librarySources());

/** `file: message` of what is declared in two files, and where the first stands. */
function repeated(files: Readonly<Record<string, string>>, previous?: ReturnType<typeof checkProject>) {
  const sources = Object.entries(files).map(([name, text]) => sourceFile(name, text));
  const project = checkProject(sources, { view: EMPTY_VIEW, library }, previous);
  const found = project.diagnostics
    .filter((each) => each.code === 'PLG1104')
    .map(
      (each) =>
        `${each.file}: ${each.message}; ${each.related?.map((place) => `${place.file}: ${place.message}`).join()}`,
    );
  return { project, found };
}

test('each kind of object that two files declare is told at the later one', () => {
  const { found } = repeated({
    'a.plg': 'create table t (a int)\nfunction f (x int) returns int => x\ntype struct as S (a int)\n',
    'b.plg': "create view main.T as select 1 as a\nfunction F (x int) returns int => x\ntype exception as s ('x')\n",
  });
  assert.equal(found, [
    'b.plg: view `T` is already defined in another file; a.plg: table `t` declared here',
    'b.plg: function `F` is already defined in another file; a.plg: function `f` declared here',
    'b.plg: exception `s` is already defined in another file; a.plg: struct `S` declared here',
  ]);
});

test('a procedure and a view, or functions of other receivers, may have one name', () => {
  const { found } = repeated({
    'a.plg': 'create view v as select 1 as a\nfunction f <string> () returns int => len(self)\n',
    'b.plg': "upsert procedure v () { print('x') }\nfunction f <int> () returns int => self\n",
  });
  assert.equal(found, []);
});

test('it is told once, however often the project is checked, and no more when it is mended', () => {
  const files = { 'a.plg': 'create table t (a int)\n', 'b.plg': 'create table t (a int)\n' };
  const first = repeated(files);
  const second = repeated(files, first.project);
  assert.equal(second.found, ['b.plg: table `t` is already defined in another file; a.plg: table `t` declared here']);
  assert.equal(repeated({ ...files, 'a.plg': 'create table u (a int)\n' }, second.project).found, []);
});

test.run();
