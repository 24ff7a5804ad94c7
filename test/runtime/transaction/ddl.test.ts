import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { INT, STRING } from '../../../compiler/contract/data-type.ts';
import { GobiError } from '../../../compiler/contract/runtime-error.ts';
import type { TableChange } from '../../../runtime/catalog/definitions.ts';
import { findTable } from '../../../runtime/catalog/find.ts';
import { openLake } from '../../../runtime/lake/open-lake.ts';
import { begin } from '../../../runtime/transaction/begin.ts';
import { allRows, column, inScratchFolder, makeTable, rowsTable, transact, withLake } from '../lake/scratch-lake.ts';

const columns = [
  column('id', INT, false),
  column('name', STRING),
  column('n', { kind: 'int', bits: 16, unsigned: false }),
];

function exceptionOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof GobiError) return error.exception;
    throw error;
  }
  return 'nothing';
}

test('a table made in a transaction takes rows at once, in each of its shapes', () =>
  inScratchFolder((folder) => {
    const made = openLake(folder, undefined, { create: true });
    const tx = begin(made);
    const { id } = makeTable(tx, 't', columns, 1);
    tx.insertRow(id, [1, 'a', 1]);
    tx.alterTable(id, { kind: 'add_column', column: column('extra', INT), existing: 5 });
    tx.insertRow(id, [2, 'b', 2, 6]);
    tx.alterTable(id, { kind: 'drop_column', column: 2 });
    tx.alterTable(id, { kind: 'rename_column', column: 1, name: 'label' });
    tx.insertRow(id, [3, 'c', 7]);
    const wanted = [
      [1, 'a', 5],
      [2, 'b', 6],
      [3, 'c', 7],
    ];
    assert.equal(allRows(tx, id), wanted);
    assert.is(tx.lookup(id, 0, [2]), 1);
    tx.commit();
    made.close();
    const lake = openLake(folder);
    const later = begin(lake);
    assert.equal(allRows(later, id), wanted);
    assert.equal(
      later.state.tables.get(id)!.columns.map(({ name, fieldId }) => [name, fieldId]),
      [
        ['id', 1],
        ['label', 2],
        ['extra', 4],
      ],
    );
    lake.close();
  }));

test('DDL is taken back with its transaction', () =>
  withLake((lake) => {
    const { id } = transact(lake, (tx) => makeTable(tx, 't', columns, 1));
    const tx = begin(lake);
    tx.dropTable(id);
    makeTable(tx, 't', [column('other', INT)]);
    tx.createSchema('s');
    tx.rollback();
    assert.is(findTable(lake.head(), 'main', 'T')?.id, id);
    assert.not(lake.head().schemas.has('s'));
    assert.is(lake.head().snapshot, 1);
  }));

const refused: readonly [title: string, change: TableChange, exception: string][] = [
  [
    'a column of a name that is taken',
    { kind: 'add_column', column: column('NAME', INT), existing: null },
    'DuplicateDefinition',
  ],
  [
    'a column of a name that the lake uses',
    { kind: 'add_column', column: column('row_id', INT), existing: null },
    'InvalidOperation',
  ],
  [
    'a NOT NULL column without values',
    { kind: 'add_column', column: column('x', INT, false), existing: null },
    'NotNullViolation',
  ],
  ['dropping a column of the key', { kind: 'drop_column', column: 0 }, 'DependentObjects'],
  ['a primary key column that may be NULL', { kind: 'set_nullable', column: 0, nullable: true }, 'DependentObjects'],
  ['NOT NULL on a column with NULLs', { kind: 'set_nullable', column: 1, nullable: false }, 'NotNullViolation'],
  [
    'a narrower type',
    { kind: 'change_type', column: 0, type: { kind: 'int', bits: 32, unsigned: false } },
    'InvalidOperation',
  ],
  ['another kind of type', { kind: 'change_type', column: 0, type: STRING }, 'InvalidOperation'],
  ['a key that rows break', { kind: 'add_key', key: { name: null, primary: false, columns: [2] } }, 'UniqueViolation'],
  ['a second primary key', { kind: 'add_key', key: { name: null, primary: true, columns: [2] } }, 'InvalidOperation'],
  ['a constraint that is not there', { kind: 'drop_constraint', name: 't_pkye' }, 'ObjectNotFound'],
  ['a table name that is taken', { kind: 'rename_table', name: 'Other' }, 'DuplicateDefinition'],
];

for (const [title, change, exception] of refused) {
  test(`${title} is refused, and nothing changes`, () =>
    withLake((lake) => {
      const { id } = transact(lake, (tx) => {
        makeTable(tx, 'other', columns);
        const made = makeTable(tx, 't', columns, 1);
        tx.insert(
          made.id,
          rowsTable(columns, [
            [1, 'a', 1],
            [2, null, 1],
          ]),
        );
        return made;
      });
      const tx = begin(lake);
      assert.is(
        exceptionOf(() => tx.alterTable(id, change)),
        exception,
      );
      assert.not(tx.changed);
    }));
}

test('constraints and defaults survive, with the names that PostgreSQL would give', () =>
  inScratchFolder((folder) => {
    const made = openLake(folder, undefined, { create: true });
    const { id } = transact(made, (tx) =>
      tx.createTable({
        schema: 'main',
        name: 'T',
        columns: [
          { ...column('id', INT), defaultText: null },
          { ...column('name', { kind: 'string', maxLength: 5 }), defaultText: "'it''s'", defaultValue: "it's" },
          { ...column('at', { kind: 'timestamp', zoned: false }), defaultText: 'now()' },
        ],
        keys: [
          { name: null, primary: true, columns: [0] },
          { name: null, primary: false, columns: [1, 2] },
          { name: 'mine', primary: false, columns: [2] },
        ],
        checks: [
          { name: null, text: 'id > 0' },
          { name: null, text: 'id < 9' },
        ],
      }),
    );
    transact(made, (tx) => tx.alterTable(id, { kind: 'rename_column', column: 2, name: 'when' }));
    made.close();
    const lake = openLake(folder);
    const table = lake.head().tables.get(id)!;
    assert.equal(table.keys, [
      { name: 'T_pkey', primary: true, columns: [0] },
      { name: 'T_name_at_key', primary: false, columns: [1, 2] },
      { name: 'mine', primary: false, columns: [2] },
    ]);
    assert.equal(table.checks, [
      { name: 'T_check', text: 'id > 0' },
      { name: 'T_check1', text: 'id < 9' },
    ]);
    assert.equal(
      table.columns.map(({ name, type, nullable, defaultText, defaultValue }) => ({
        name,
        type,
        nullable,
        defaultText,
        defaultValue,
      })),
      [
        { name: 'id', type: INT, nullable: false, defaultText: null, defaultValue: undefined },
        {
          name: 'name',
          type: { kind: 'string', maxLength: 5 },
          nullable: true,
          defaultText: "'it''s'",
          defaultValue: "it's",
        },
        {
          name: 'when',
          type: { kind: 'timestamp', zoned: false },
          nullable: true,
          defaultText: 'now()',
          defaultValue: undefined,
        },
      ],
    );
    transact(lake, (tx) => tx.alterTable(id, { kind: 'drop_constraint', name: 'MINE' }));
    assert.is(lake.head().tables.get(id)!.keys.length, 2);
    assert.is(lake.stateAt(1).tables.get(id)!.columns[2]!.name, 'at');
    lake.close();
  }));

test('schemas hold tables of the same name, and are dropped with them only when told', () =>
  withLake((lake) => {
    transact(lake, (tx) => {
      tx.createSchema('S');
      tx.createTable({ schema: 's', name: 't', columns, keys: [], checks: [] });
      makeTable(tx, 't', columns);
    });
    const tx = begin(lake);
    assert.is(
      exceptionOf(() => tx.dropSchema('s', false)),
      'DependentObjects',
    );
    assert.is(
      exceptionOf(() => tx.createSchema('system')),
      'DuplicateDefinition',
    );
    assert.is(
      exceptionOf(() => tx.dropSchema('main', true)),
      'InvalidOperation',
    );
    assert.is(
      exceptionOf(() => tx.createTable({ schema: 'ss', name: 't', columns, keys: [], checks: [] })),
      'ObjectNotFound',
    );
    tx.dropSchema('s', true);
    tx.commit();
    assert.equal(
      [...lake.head().tables.values()].map(({ schema, name }) => `${schema}.${name}`),
      ['main.t'],
    );
  }));

test('a view is replaced only when told, and its name is one with those of tables', () =>
  withLake((lake) => {
    const view = { schema: 'main', name: 'v', text: 'select 1', portableText: 'select 1', fields: [] };
    transact(lake, (tx) => {
      makeTable(tx, 't', columns);
      tx.createView(view, false);
    });
    const tx = begin(lake);
    assert.is(
      exceptionOf(() => tx.createView({ ...view, name: 'V' }, false)),
      'DuplicateDefinition',
    );
    assert.is(
      exceptionOf(() => tx.createView({ ...view, name: 't' }, true)),
      'DuplicateDefinition',
    );
    tx.createView({ ...view, text: 'select 2' }, true);
    tx.commit();
    assert.equal(
      [...lake.head().views.values()].map(({ text }) => text),
      ['select 2'],
    );
    assert.equal(
      [...lake.stateAt(1).views.values()].map(({ text }) => text),
      ['select 1'],
    );
  }));

test.run();
