import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { EMPTY_VIEW } from '../../../../compiler/contract/catalog-view.ts';
import type { Diagnostic } from '../../../../compiler/contract/diagnostic.ts';
import { explanationOf } from '../../../../compiler/diagnostics/explain/explain.ts';
import { applyFixes } from '../../../../compiler/diagnostics/fix/apply-fixes.ts';
import { fixOf, mendableCodes } from '../../../../compiler/diagnostics/fix/fix-of.ts';
import { checkParsed, parseFile, readLibrary } from '../../../../compiler/pipeline.ts';
import { sourceFile } from '../../../../compiler/source/source-file.ts';
import { librarySources } from '../../../../stdlib/sources.ts';

const library = readLibrary(librarySources());

function check(text: string): readonly Diagnostic[] {
  return checkParsed(parseFile(sourceFile('a.plg', text)), { view: EMPTY_VIEW, library, mode: 'script' }).diagnostics;
}

/** The text after the fixes of one code. */
function mended(text: string, code: string): string {
  const fixes = check(text).flatMap((each) => (each.code === code ? (fixOf(each, text) ?? []) : []));
  return applyFixes(text, fixes).text;
}

/** Where the example of the page has no name that is near. */
const near: Readonly<Record<string, string>> = {
  PLG1213: 'function f(amount int) => amount\nprint(f(amuont: 1))',
  PLG1301: 'create table customers (id int)\nselect * from custmers',
  PLG1321: 'create table customers (id int)\nselect custmers.id from customers',
  PLG1333: 'create table t (a int)\nselect sum(a) over frame1 from t window frame_1 as (order by a)',
  PLG1404: `upsert procedure backup as <{}> () returns void { }
upsert schedule as nightly (sched: '0 2 * * *', exe: 'procedure', call: 'bakup')`,
  PLG1408: `upsert procedure load as <{sched: ['nightli']}> () returns void { }
upsert schedule as nightly (sched: '0 2 * * *', exe: 'procedure', call: 'load')`,
  PLG1416: `upsert procedure load as <{}> () returns void { }
upsert pipeline as nightly (steps: ['lod'])`,
  PLG1417: `create table customers (id int)
upsert procedure note as <{}> () returns void { }
upsert trigger as on_t (timing: 'after', event: 'insert', target: 'custmers', exe: 'procedure', call: 'note')`,
};

for (const code of ['PLG1005', ...mendableCodes]) {
  test(`${code}: the fix mends a wrong example`, () => {
    const wrong = near[code] ?? explanationOf(code)?.wrong ?? '';
    const after = mended(wrong, code);
    assert.is.not(after, wrong, 'there is no fix');
    assert.equal(
      check(after).filter((each) => each.code === code || (each.severity === 'error' && !had(wrong, each.code))),
      [],
      after,
    );
  });
}

function had(text: string, code: string): boolean {
  return check(text).some((each) => each.code === code);
}

const cases: readonly (readonly [code: string, before: string, after: string])[] = [
  ['PLG1003', 'let Order = 1', 'let `Order` = 1'],
  ['PLG1009', 'x := 3', 'x = 3'],
  ['PLG1009', 'x += 3', 'x += 3'],
  ['PLG1013', String.raw`let s = 'C:\data'`, String.raw`let s = 'C:\\data'`],
  ['PLG1501', 'function f() raises E {}', 'type exception as E\nfunction f() raises E {}'],
  [
    'PLG1501',
    '-- The file.\n\n--- What f does.\nfunction f() raises E {}',
    '-- The file.\n\ntype exception as E\n--- What f does.\nfunction f() raises E {}',
  ],
  [
    'PLG1502',
    'type exception as A\ntype exception as B\nfunction f() raises A, B { throw A() }',
    'type exception as A\ntype exception as B\nfunction f() raises A { throw A() }',
  ],
  [
    'PLG1502',
    'type exception as A\ntype exception as B\nfunction f() raises B, A { throw A() }',
    'type exception as A\ntype exception as B\nfunction f() raises A { throw A() }',
  ],
  [
    'PLG1503',
    'type exception as A\ntype exception as B\nfunction f(x int = (1)) /* raises */ returns int { if x = 1 { throw A() } throw B() }',
    'type exception as A\ntype exception as B\nfunction f(x int = (1)) raises A, B /* raises */ returns int { if x = 1 { throw A() } throw B() }',
  ],
  [
    'PLG1503',
    "type exception as A\ntype exception as B\ntype exception as C\nupsert procedure as p <{tags: ['raises X']}> () returns int raises A, B as sync { let x = 1; if x = 1 { throw A() } elif x = 2 { throw C() } throw B() }",
    "type exception as A\ntype exception as B\ntype exception as C\nupsert procedure as p <{tags: ['raises X']}> () returns int raises A, B, C as sync { let x = 1; if x = 1 { throw A() } elif x = 2 { throw C() } throw B() }",
  ],
  [
    'PLG1306',
    'create table t (id int, n int)\nfunction f(id int) returns int { let found = (select n from t where id = 3); return 1 }',
    'create table t (id int, n int)\nfunction f(id int) returns int { let found = (select n from t where t.id = 3); return 1 }',
  ],
  [
    'PLG1306',
    'create table t (id int, n int)\nfunction f(id int) returns int { let found = (select n from t where n = id); return 1 }',
    'create table t (id int, n int)\nfunction f(id int) returns int { let found = (select n from t where n = {id}); return 1 }',
  ],
  ['PLG1101', 'let total = 1\nprint(totl)', 'let total = 1\nprint(total)'],
];

for (const [code, before, after] of cases) {
  test(`${code}: ${before.split('\n').at(-1)}`, () => {
    assert.is(mended(before, code), after);
  });
}

test('a name with a near spelling is a guess, a missing comma none', () => {
  const text = "let total = 1\nprint(totl)\nupsert procedure p as <{kind: 'FULL' tags: []}> () returns void {}";
  const fixes = check(text).flatMap((each) => fixOf(each, text) ?? []);
  assert.equal(
    fixes.map(({ title, guess }) => [title, guess === true]),
    [
      ['add the comma', false],
      ['write `total`', true],
    ],
  );
});

test.run();
