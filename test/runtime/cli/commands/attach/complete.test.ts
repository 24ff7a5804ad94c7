import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { EMPTY_VIEW, type CatalogView } from '../../../../../compiler/contract/catalog-view.ts';
import { INT, STRING, type Field } from '../../../../../compiler/contract/data-type.ts';
import { NO_EFFECTS } from '../../../../../compiler/contract/signature.ts';
import { readLibrary } from '../../../../../compiler/index.ts';
import { complete } from '../../../../../runtime/cli/commands/attach/language/complete.ts';
import { isComplete } from '../../../../../runtime/cli/commands/attach/language/is-complete.ts';
import { wordsOf } from '../../../../../runtime/cli/commands/attach/language/words-of.ts';
import { checkText } from '../../../../../runtime/cli/commands/attach/language/check-text.ts';
import { librarySources } from '../../../../../stdlib/sources.ts';

const test = suite('the language at the prompt');
const library = readLibrary(librarySources());

function table(schema: string, name: string, ...columns: string[]): CatalogView['tables'][number] {
  const fields = columns.map((column, i) => ({
    ...({ name: column, type: i === 0 ? INT : STRING, nullable: i > 0 } satisfies Field),
    ...{ fieldId: i + 1, defaultText: null },
  }));
  const rest = { keys: [], checks: [], schemaVersion: 1, rowCount: 0, readOnly: false };
  return { id: 1, schema, name, columns: fields, ...rest };
}

const view: CatalogView = {
  ...EMPTY_VIEW,
  complete: true,
  schemas: ['main', 'stage'],
  tables: [
    table('main', 'orders', 'id', 'customer', 'amount'),
    table('main', 'customers', 'id', 'city', 'order by'),
    table('stage', 'raw_orders', 'line'),
  ],
  routines: [
    {
      ...{ id: 'procedure:load_day', kind: 'procedure', name: 'load_day', fingerprint: '', text: '' },
      signature: {
        ...{
          name: 'load_day',
          receiver: null,
          effects: NO_EFFECTS,
          declaredRaises: null,
          mode: 'sync',
          traits: {},
          inline: null,
        },
        parameters: ['source', 'day'].map((name) => ({
          ...{ name, slot: { type: STRING, nullable: false }, variadic: false },
          defaultText: name === 'day' ? "'today'" : null,
        })),
        result: { type: INT, nullable: false },
      },
    },
  ],
};

const context = {
  view: { view, scope: [{ name: 'wanted', type: STRING, nullable: false, refersTo: null }], explicit: false },
  library,
  entries: (folder: string) =>
    folder === '.' ? ['data/', 'orders.csv', '.hidden'] : folder === 'data/' ? ['x.parquet'] : [],
  fileColumns: (path: string) => (path === 'orders.csv' ? [{ text: 'from_file', kind: 'column' }] : []),
};

/** Candidates where `|` stands in a text. */
function at(text: string): readonly string[] {
  const offset = text.indexOf('|');
  return complete(text.replace('|', ''), offset, context).candidates.map((each) => each.text);
}

test('the columns that rows are put into are those of the table that are not named yet', () => {
  assert.equal(at('insert into orders (|'), ['id', 'customer', 'amount']);
  assert.equal(at('insert into main.orders (id, am|'), ['amount']);
  assert.equal(at('upsert into orders (Customer, |'), ['id', 'amount']);
  assert.equal(at('insert into nothing (|'), []);
  assert.ok(at('insert into orders (id) select max(i|) from customers').includes('id'));
});

test('arguments of a procedure and settings have names', () => {
  assert.equal(at('call load_day(|').slice(0, 2), ['source: ', 'day: ']);
  assert.equal(at("call load_day(source: 'x', |")[0], 'day: ');
  assert.ok(at('set |').includes('schema') && at('set |').includes('call_depth'));
  assert.equal(at('set st|'), ['statement_timeout']);
});

test('tables stand behind FROM, JOIN, INTO, UPDATE, and behind commas of FROM', () => {
  for (const text of [
    'select * from |',
    'insert into |',
    'update |',
    'select * from orders o join |',
    'select * from orders, |',
  ])
    assert.equal(at(text).slice(0, 2), ['orders', 'customers'], text);
  assert.equal(at('select * from cu|'), ['customers']);
  assert.equal(at('SELECT * FROM stage.|'), ['raw_orders']);
  assert.equal(at('select * from sta|'), ['stage.raw_orders', 'stage']);
  assert.not.ok(at('select * from (select 1) x, orders where a in (1, |').includes('customers'));
});

test('columns are those of the tables in FROM, also when it comes behind', () => {
  assert.equal(at('select | from orders').slice(0, 3), ['id', 'customer', 'amount']);
  assert.equal(at('select o.| from orders o join customers c on o.id = c.id'), ['id', 'customer', 'amount']);
  assert.equal(at('select c.| from orders o join customers c on o.id = c.id'), ['id', 'city', '`order by`']);
  assert.equal(at('select * from orders as o where o.cu|'), ['customer']);
  assert.equal(at('from orders select am|'), ['amount']);
  assert.equal(at("select fr| from 'orders.csv'")[0], 'from_file');
  assert.equal(at('select 1; update orders set cus|')[0], 'customer');
  assert.not.ok(at('select 1 from orders; select |').includes('amount'), 'statements before do not count');
});

test('functions, locals and keywords follow what is typed', () => {
  assert.ok(at('select upp|').includes('upper'));
  assert.ok(at('select wan|').includes('wanted'));
  assert.ok(at('select * from orders wh|').includes('where'));
  assert.ok(at('SELECT * FROM orders WH|').includes('WHERE'));
  assert.ok(at('sel|').includes('select'));
  assert.ok(at('SEL|').includes('SELECT'));
  assert.ok(at('upsert procedure p as () returns void as sync { ins|').includes('insert into'));
});

test('procedures stand behind CALL, their parameters in the parentheses', () => {
  assert.equal(at('call |'), ['load_day']);
  assert.equal(at('call load_day(|').slice(0, 2), ['source: ', 'day: ']);
  assert.equal(at("call load_day(source: 'a', d|")[0], 'day: ');
  assert.equal(at('drop procedure |'), ['load_day']);
});

test('words of SHOW and types of casts', () => {
  assert.equal(at('show proc|'), ['procedures']);
  assert.equal(at('select amount :: dec| from orders'), ['decimal']);
  assert.equal(at('select cast(amount as dec|) from orders'), ['decimal']);
});

test('files stand inside of quotes', () => {
  assert.equal(at("select * from '|'"), ['data/', 'orders.csv']);
  assert.equal(at("select * from 'or|"), ['orders.csv']);
  assert.equal(at("copy orders to 'data/|'"), ['x.parquet']);
  assert.equal(at("select * from '.|'"), ['.hidden']);
});

test('nothing stands in comments, numbers, and behind an alias that is not known', () => {
  assert.equal(at('select 1 -- from |'), []);
  assert.equal(at('/* or| */ select 1'), []);
  assert.equal(at('select 12|'), []);
  assert.equal(at('select x.| from orders o'), []);
});

test('without a catalog keywords and functions are left', () => {
  const { candidates } = complete('select upp', 10, { ...context, view: null });
  assert.ok(candidates.some(({ text }) => text === 'upper'));
});

test('no text makes it fail, wherever the cursor stands', () => {
  const texts = [
    "call load_day(a: 'x', [1, {b: 2}]); select o.a.b, cast(x as int) from orders o, 'f.csv' /* c */ where `q` = \"s",
    ')))}}]]',
    '::|>=>',
  ];
  for (const text of texts) for (let i = 0; i <= text.length; i++) complete(text, i, context);
});

test('a text is complete when it ends with a semicolon outside of everything', () => {
  for (const text of [
    'select 1;',
    'select 1; -- done',
    "select ';';",
    'select 1\n;\n',
    ';',
    'upsert procedure p as () returns void as sync { print(1); }\n',
  ])
    assert.ok(isComplete(text), text);
  for (const text of [
    ...[
      'select 1',
      "select ';",
      'select 1 /* ;',
      'select (1;',
      'if a { select 1;',
      'select 1 -- ;',
      '',
      '  ',
      'if a { }',
    ],
    ...["select 'two\nlines", 'let x = [1,\n2;'],
  ])
    assert.not.ok(isComplete(text), text);
  assert.ok(isComplete('select 1);'), 'too many brackets are told when it is sent');
});

test('words have the kinds that they are shown in', () => {
  const text = "select upper(o.name) as x, 'a', 1.5 -- c\nfrom orders.time ~";
  assert.equal(
    wordsOf(text)
      .filter(({ kind }) => kind !== 'operator')
      .map(({ kind, start, end }) => `${kind} ${text.slice(start, end)}`),
    [
      ...[
        'keyword select',
        'function upper',
        'name o',
        'name name',
        'keyword as',
        'name x',
        "string 'a'",
        'number 1.5',
      ],
      ...['comment -- c', 'keyword from', 'name orders', 'name time'],
    ],
  );
});

const check = (text: string): string[] =>
  checkText(text, 'input', context.view, { library, files: () => [] }).map(({ code, span }) => `${code} ${span.start}`);

test('what is wrong is found before it is sent', () => {
  assert.equal(check('select amuont from orders;'), ['PLG1302 7']);
  assert.equal(check('select * fro orders;'), ['PLG1001 9']);
  assert.equal(check('select amount from orders where customer = {wanted};'), []);
});

test('statements see what those before them make', () => {
  assert.equal(check('create table fresh (a int); insert into fresh values (1); select a from fresh;'), []);
});

test('behind statements about the session nothing is known', () => {
  assert.equal(check("attach 'other' as o; select * from o.things;"), []);
});

test.run();
