import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { EMPTY_VIEW, type CatalogView } from '../../../compiler/contract/catalog-view.ts';
import { checkProject, readLibrary, sourceFile, type Project } from '../../../compiler/index.ts';
import { librarySources } from '../../../stdlib/sources.ts';
import { randomEdit, randomOf, randomProject, type Texts } from '../../support/project/random-project.ts';

/* A project kept in memory says what a check from scratch would say. SEED=n repeats a run, EDITS=n makes it longer. */
const test = suite('incremental checks');
const library = readLibrary(librarySources());
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
const edits = Number(process.env['EDITS'] ?? 60);

function check(texts: Texts, previous?: Project, view: CatalogView = EMPTY_VIEW): Project {
  const sources = [...texts].map(([name, text]) => sourceFile(name, text));
  return checkProject(sources, { view, library }, previous);
}

/** All that a project tells, as text. */
function told({ files, view, diagnostics }: Project): string {
  const inFiles = [...files].map(([name, { key, checked, declared }]) => [
    name,
    key,
    checked.diagnostics,
    declared,
    checked.typed,
  ]);
  return JSON.stringify([inFiles, view, diagnostics], (_, value: unknown) =>
    value instanceof Map || value instanceof Set
      ? [...(value as Iterable<unknown>)]
      : typeof value === 'bigint'
        ? `${value}n`
        : value,
  );
}

function texts(files: Readonly<Record<string, string>>): Texts {
  return new Map(Object.entries(files));
}

test(`after random edits nothing differs from a check from scratch (SEED=${seed})`, () => {
  const random = randomOf(seed);
  let now = randomProject(random);
  let project = check(now);
  let saved = 0;
  for (let edit = 1; edit <= edits; edit++) {
    now = randomEdit(random, now);
    project = check(now, project);
    saved += now.size - project.rechecked.length;
    assert.is(told(project), told(check(now)), `SEED=${seed}, edit ${edit}`);
  }
  assert.ok(saved > edits * 5, `SEED=${seed}: of some ${20 * edits} files only ${saved} were not checked again`);
});

test(`nor when the surroundings change beside it (SEED=${seed})`, () => {
  const random = randomOf(seed + 1);
  let around = randomProject(random);
  let view = { ...check(around).view, complete: true };
  let now = randomProject(random);
  let project = check(now, undefined, view);
  for (let edit = 1; edit <= edits / 2; edit++) {
    if (random.below(2) === 0) now = randomEdit(random, now);
    else {
      around = randomEdit(random, around);
      view = { ...check(around).view, complete: random.below(9) > 0 };
    }
    project = check(now, project, view);
    assert.is(told(project), told(check(now, undefined, view)), `SEED=${seed}, edit ${edit}`);
  }
});

test(`the order of files does not count (SEED=${seed})`, () => {
  const random = randomOf(seed + 2);
  for (let i = 0; i < 5; i++) {
    const now = randomProject(random);
    const other = new Map([...now].reverse());
    assert.is(told(check(now)), told(check(other)));
    assert.is(told(check(other, check(randomEdit(random, now)))), told(check(now)));
  }
});

const SHOP = texts({
  'customers.plg': 'create table customers (id int primary key, name string not null)',
  'names.plg': 'create view names as select name from customers',
  'price.plg': 'function price(n int) returns int { return n * 2; }\nfunction rebate(n int) returns int { return n; }',
  'total.plg': 'function total(n int) returns int { return price(n) + 1; }',
  'saved.plg': 'function saved(n int) returns int { return rebate(n) + 1; }',
  'report.plg': 'upsert procedure report as () returns int as sync { return SELECT count(*) FROM names; }',
});

/** The files that are checked again when some change; `null` removes one. */
function rechecked(changes: Readonly<Record<string, string | null>>, shop: Texts = SHOP): readonly string[] {
  const before = check(shop);
  const next = new Map(shop);
  for (const [name, text] of Object.entries(changes)) {
    if (text === null) next.delete(name);
    else next.set(name, text);
  }
  const project = check(next, before);
  assert.is(told(project), told(check(next)));
  return project.rechecked;
}

test('what a change does not reach is not checked again', () => {
  const price = SHOP.get('price.plg')!;
  assert.equal(rechecked({}), []);
  assert.equal(rechecked({ 'price.plg': price.replace('n * 2', 'n * 3') }), ['price.plg'], 'a body');
  const signature = rechecked({ 'price.plg': price.replace('price(n int)', 'price(n string)') });
  assert.equal(
    signature,
    ['price.plg', 'total.plg'],
    'a signature reaches those who call it, not who calls its neighbour',
  );
  assert.equal(rechecked({ 'a.plg': 'function a() returns int { return 1; }' }), ['a.plg'], 'a file before all others');
  assert.equal(rechecked({ 'saved.plg': null }), []);
  assert.equal(rechecked({ 'price.plg': null, 'z.plg': price }), ['z.plg'], 'a renamed file');
});

test('a change reaches through views, and through names that are suggested', () => {
  const table = 'create table customers (id int primary key, name string, age int)';
  assert.equal(rechecked({ 'customers.plg': table }), ['customers.plg', 'names.plg', 'report.plg']);
  const invoice = 'function invoice(n int) returns int { return n; }';
  const wrong = new Map([...SHOP, ['wrong.plg', 'function wrong() returns int { return invoise(1); }']]);
  assert.equal(rechecked({ 'a.plg': invoice }, wrong), ['a.plg', 'wrong.plg']);
  assert.equal(rechecked({ 'saved.plg': null, 'z.plg': SHOP.get('saved.plg')! }, wrong), ['z.plg']);
  const [found] = check(new Map([...wrong, ['z.plg', invoice]])).files.get('wrong.plg')!.checked.diagnostics;
  assert.match(JSON.stringify(found), 'invoice');
});

test.run();
