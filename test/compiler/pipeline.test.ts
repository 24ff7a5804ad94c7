import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { EMPTY_VIEW } from '../../compiler/contract/catalog-view.ts';
import type { Diagnostic } from '../../compiler/contract/diagnostic.ts';
import { checkParsed, parseFile, sourceFile } from '../../compiler/index.ts';
import { library } from '../support/compile/check.ts';

function check(text: string): readonly Diagnostic[] {
  const parsed = parseFile(sourceFile('test.plg', text));
  return checkParsed(parsed, { view: EMPTY_VIEW, library: library(), mode: 'script' }).diagnostics;
}

/** How often each code is given: `PLG1201 × 1000`. */
function codes(text: string): readonly string[] {
  const groups = Map.groupBy(check(text), ({ code }) => code);
  return [...groups].map(([code, found]) => `${code} × ${found.length}`);
}

function many(count: number, part: (i: number) => string, separator = '\n'): string {
  return Array.from({ length: count }, (_, i) => part(i)).join(separator);
}

const inputs: Readonly<Record<string, { readonly make: (n: number) => string; readonly codes: readonly string[] }>> = {
  'wrong types': { make: (n) => many(n, (i) => `let a${i}: int = 'x'`), codes: ['PLG1201 × 1000'] },
  'unknown names': { make: (n) => many(n, (i) => `let a${i} = f${i}(1)`), codes: ['PLG1102 × 1000'] },
  'statements that cannot be read': { make: (n) => many(n, (i) => `select ${i} + from t`), codes: ['PLG1001 × 1000'] },
  'rows of VALUES': {
    make: (n) => `create table t (a int, b string)\ninsert into t values ${many(n, (i) => `(${i}, 'x${i}')`, ', ')}`,
    codes: [],
  },
  'rows of VALUES, the last one wrong': {
    make: (n) => `select a from (values ${many(n, (i) => `(${i})`, ', ')}, ('x')) as t(a)`,
    codes: ['PLG1224 × 1'],
  },
  'arms of a match': { make: (n) => `let a = 1 match { ${many(n, (i) => `${i} -> ${i}`, ', ')}, _ -> 0 }`, codes: [] },
};

for (const [name, { make, codes: expected }] of Object.entries(inputs))
  test(`a thousand ${name}: each is told once`, () => assert.equal(codes(make(1000)), expected));

test('ten thousand rows', () => {
  assert.equal(codes(inputs['rows of VALUES']?.make(10_000) ?? ''), []);
});

test('nesting without end is refused, not run into', () => {
  const nested: readonly ((n: number) => string)[] = [
    (n) => `select ${'('.repeat(n)}1${')'.repeat(n)} as x`,
    (n) => `let a = ${'['.repeat(n)}1${']'.repeat(n)}`,
    (n) => `select ${'case when true then '.repeat(n)}1${' end'.repeat(n)} as x`,
    (n) => `select * from ${'(select * from '.repeat(n)}(values (1))${')'.repeat(n)}`,
    (n) => `function f(a int) returns int { ${'if a > 1 { '.repeat(n)}return 1${' }'.repeat(n)} return 2 }`,
  ];
  for (const make of nested) {
    assert.equal(
      codes(make(100)).filter((each) => !each.startsWith('PLG1008')),
      [],
    );
    assert.equal(codes(make(500)), ['PLG1008 × 1']);
    assert.equal(codes(make(20_000)), ['PLG1008 × 1']);
  }
  const elifs = many(5000, (i) => `elif a = ${i} { return ${i} }`, ' ');
  assert.equal(codes(`function f(a int) returns int { if a < 0 { return 1 } ${elifs} return 2 }`), ['PLG1008 × 1']);
});

test('types and functions that go in circles', () => {
  assert.equal(codes('type struct as A(b B)\ntype struct as B(a A)\nlet x: A? = null'), ['PLG1103 × 1']);
  assert.equal(codes('type struct as A(a A)'), ['PLG1227 × 1']);
  const ended = (other: string): string => `(x) => case when x = 0 then 1 else ${other}(x - 1) end`;
  assert.equal(codes(`function f${ended('g')}\nfunction g${ended('f')}\nlet a = f(1)`), []);
  assert.equal(codes('function f(x) => g(x)\nfunction g(x) => f(x)\nlet a = f(1)'), []);
});

test('a name of a megabyte is a name; messages show its ends', () => {
  const name = 'a'.repeat(1_000_000);
  assert.equal(codes(`let ${name} = 1\nselect ${name} as x`), []);
  const wrong = [
    `let ${name} = 1\nselect ${name}b as x`,
    `create table t (${name} int)\nselect ${name}b from t`,
    `create table ${name} (a int)\nselect * from ${name}b`,
    `let a: ${name} = 1`,
    `let a: date = '${name}'`,
    `let a = ${'1'.repeat(100_000)}`,
    `upsert procedure p as <{${name}: 1}> () { print('x') }`,
  ];
  for (const text of wrong) {
    const found = check(text);
    assert.is(found.length, 1, text.slice(0, 60));
    assert.ok((found[0]?.message.length ?? 0) < 1000);
  }
});

test.run();
