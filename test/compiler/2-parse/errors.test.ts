import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { applyFixes } from '../../../compiler/diagnostics/fix/apply-fixes.ts';
import { findings, readText } from '../../support/parsing/read-text.ts';

/** Wrong text, and every finding in it: code, guilty text, message. */
const cases: readonly (readonly [text: string, ...found: string[]])[] = [
  ['let order = 1', 'PLG1003 at "order": `order` is reserved'],
  ['upsert procedure p <{kind: }> () {}', 'PLG1001 at "}": unexpected `}`, expected a value'],
  ["let a = 'x", `PLG1002 at "'x": unterminated string`],
  ['function f() returns int returns void {}', 'PLG1004 at "returns": clause `returns` given twice'],
  ["upsert procedure p <{kind: 'FULL' sched: []}> () {}", 'PLG1005 at "": comma missing before option `sched`'],
  ['let a = 1 /* x', 'PLG1006 at "/*": unterminated comment'],
  [
    'let a = 1 \\ 2',
    'PLG1007 at "\\\\": unexpected character "\\\\"',
    'PLG1001 at "2": unexpected `2`, expected `;` or a new line',
  ],
  ['with (select 1) select 2', 'PLG1009 at "(": `with (…)` is not part of the language'],
  ['function f() throws E {}', 'PLG1009 at "throws": `throws` is not part of the language'],
  ['x += 3', 'PLG1009 at "+=": `+=` is not part of the language'],
  ['x := 3', 'PLG1009 at ":=": `:=` is not part of the language'],
  ['if a { } elseif b { }', 'PLG1009 at "elseif": `elseif` is not part of the language'],
  ['create procedure p () {}', 'PLG1009 at "procedure": `create procedure` is not part of the language'],
  ['let n = try f()', 'PLG1010 at "try": `try` without `catch`'],
  ['select 12abc', 'PLG1012 at "12abc": `12abc` is not a number: letters follow the digits'],
  [String.raw`let s = 'C:\data'`, String.raw`PLG1013 at "\\d": ` + '`\\d` is not an escape'],
  [String.raw`let s = '\u12'`, String.raw`PLG1013 at "\\u12": ` + '`\\u12` is not an escape'],
  ['select 1 order by 1 union select 2', 'PLG1014 at "order": ORDER BY is not allowed before a set operator'],
  ['select stream select 1', 'PLG1014 at "stream": `stream` is not allowed here'],
  ['a[1:2] = 3', 'PLG1014 at "=": a slice is not allowed on the left of `=`'],
  ['create table t ()', 'PLG1015 at ")": a table needs a column'],
  ['let a = b c', 'PLG1001 at "c": unexpected `c`, expected `;` or a new line'],
  ['select a, from t', 'PLG1001 at "from": unexpected `from`, expected a column'],
  ['f(1 2)', 'PLG1001 at "2": unexpected `2`, expected `)`'],
  ['let a = (1 + 2', 'PLG1001 at "": the text ends where `)` should follow'],
  ['let x == 3', 'PLG1001 at "==": unexpected `==`, expected `=`'],
  [
    'select * from where a',
    'PLG1001 at "where": unexpected `where`, expected a table, a file, or a query in parentheses',
  ],
  ['let a: = 1', 'PLG1001 at "=": unexpected `=`, expected a type'],
  ['insert into t valeus (1)', 'PLG1001 at "valeus": unexpected `valeus`, expected VALUES, DEFAULT VALUES or a query'],
  ['for x xs { }', 'PLG1001 at "xs": unexpected `xs`, expected IN'],
  ['let a = {x 1}', 'PLG1001 at "1": unexpected `1`, expected `:`'],
  ['let x = [...]', 'PLG1001 at "...": unexpected `...`, expected a value or `]`'],
  ['select a where b group by c where d', 'PLG1004 at "where": clause `where` given twice'],
  ['}', 'PLG1001 at "}": unexpected `}`, expected a statement'],
  ['let a = x[]', 'PLG1001 at "]": unexpected `]`, expected an index'],
];

for (const [text, ...found] of cases) {
  test(text, () => {
    assert.equal(findings(text), found);
  });
}

test('an unclosed bracket names its opening', () => {
  const text = 'upsert procedure p () {\n  let a = 1\n';
  const [diagnostic] = readText(text).diagnostics;
  assert.is(diagnostic?.span.start, text.length - 1);
  assert.equal(
    diagnostic?.related?.map(({ span, message }) => [span.start, message]),
    [[22, '`{` opened here']],
  );
});

test('a missing comma is guessed', () => {
  assert.match(readText('f(a b)').diagnostics[0]?.hint ?? '', /comma/);
});

test('columns without a comma and mistyped clauses are guessed where a query goes on', () => {
  const hint = (text: string): string => readText(text).diagnostics[0]?.hint ?? '';
  assert.is(hint('select a b c from t'), 'a comma may be missing before `c`');
  assert.is(hint('select * form t'), 'did you mean `from` by `form`?');
  assert.is(hint('select a from t wher a > 1'), 'did you mean `where` by `wher`?');
  assert.match(hint("select * from {{ ref('t') }}"), /no templates/);
  // the query ends before this line
  assert.is(hint('select 1 as a\nlet x = 5 y'), '');
});

test('a block that its indentation shows to be open is named where it should end', () => {
  const places = (text: string): readonly unknown[] => {
    const [found] = readText(text).diagnostics;
    return [found?.span.start, ...(found?.related ?? []).map(({ span }) => span.start)];
  };
  const inner = 'function f() {\n  if true {\n    g()\n  h()\n}\n';
  assert.equal(places(inner), [inner.indexOf('h()'), inner.indexOf('{\n    g')]);
  const flat = 'function f() {\nif true {\ng()\nh()\n}\n';
  assert.equal(places(flat), [flat.length - 1, flat.indexOf('{')]);
});

test('the missing comma between options can be repaired', () => {
  const text = "upsert procedure p <{kind: 'FULL' sched: []}> () {}";
  const fix = readText(text).diagnostics[0]?.fix;
  assert.ok(fix);
  assert.equal(findings(applyFixes(text, [fix]).text), []);
});

test('every error of a file is found and the rest is read', () => {
  const text = `
let a = (1 +
let b = 2
select from t;
upsert procedure p () {
  let c = 1 1
  let d = 3
  let = 5
}
let e = 4 )
function f( { }
let g = 5`;
  const { program, diagnostics } = readText(text);
  assert.equal(
    diagnostics.map(({ span }) => text.slice(0, span.start).split('\n').length),
    [3, 4, 6, 8, 10, 11],
  );
  const names = program.statements.map((statement) =>
    statement.kind === 'Let' ? statement.name.text : statement.kind,
  );
  assert.equal(names, [
    'ErrorStatement',
    'b',
    'ErrorStatement',
    'UpsertProcedure',
    'e',
    'ErrorStatement',
    'ErrorStatement',
    'g',
  ]);
  const procedure = program.statements[3];
  const body = procedure?.kind === 'UpsertProcedure' ? procedure.body?.statements.map(({ kind }) => kind) : [];
  assert.equal(body, ['Let', 'ErrorStatement', 'Let', 'ErrorStatement']);
});

test('forms that are nearly right are told with the right ones', () => {
  const hint = (text: string): string => readText(text).diagnostics[0]?.hint ?? '';
  assert.match(hint('try { f() } catch (e) { print(2) }'), '`catch e { … }`');
  assert.match(hint('try { f() } catch (Oops e) { print(2) }'), '`catch { Oops as e => … }`');
  assert.match(hint('type point as struct (x int)'), '`type struct as point (…)`');
  assert.match(hint("type oops as exception ('x')"), '`type exception as oops (…)`');
});

test.run();
