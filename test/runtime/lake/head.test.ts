import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { DATE, INT, STRING, decimal } from '../../../compiler/contract/data-type.ts';
import type { Manifest } from '../../../compiler/contract/manifest.ts';
import { NO_EFFECTS, type Signature } from '../../../compiler/contract/signature.ts';
import type { CatalogState } from '../../../runtime/catalog/catalog-state.ts';
import { findTable } from '../../../runtime/catalog/find.ts';
import { openSqlite } from '../../../runtime/lake/sqlite-database.ts';
import { readState } from '../../../runtime/lake/state/read-state.ts';
import { begin } from '../../../runtime/transaction/begin.ts';
import type { Transaction } from '../../../runtime/transaction/transaction.ts';
import { column, makeTable, rowsTable, transact, withLake } from './scratch-lake.ts';

const columns = [
  column('id', INT, false),
  { ...column('name', STRING), defaultText: "'x'", defaultValue: 'x' },
  { ...column('on', DATE), defaultText: 'today()' },
  column('price', decimal(12, 2)),
  column('s', {
    kind: 'struct',
    fields: [
      { name: 'a', type: { kind: 'list', element: INT, elementNullable: true }, nullable: true },
      { name: 'b', type: STRING, nullable: true },
    ],
  }),
  column('short', { kind: 'string', maxLength: 3 }),
];

const signature: Signature = {
  name: 'p',
  receiver: null,
  result: { type: INT, nullable: false },
  effects: NO_EFFECTS,
  declaredRaises: null,
  mode: 'sync',
  traits: {},
  inline: null,
  parameters: [],
};
const id = (tx: Transaction): number => findTable(tx.state, 'main', 't')!.id;

const steps: readonly ((tx: Transaction) => unknown)[] = [
  (tx) => makeTable(tx, 't', columns, 1, [{ name: null, primary: false, columns: [1, 3] }]),
  (tx) => tx.insertRow(id(tx), [1, 'a', 1, 2, null, 'abc']),
  (tx) =>
    tx.insert(
      id(tx),
      rowsTable(
        columns,
        Array.from({ length: 50 }, (_, i) => [100 + i, `n${i}`, i, i, { $a: [i], $b: null }, null]),
      ),
    ),
  (tx) => tx.alterTable(id(tx), { kind: 'rename_column', column: 1, name: 'Label' }),
  (tx) => {
    tx.alterTable(id(tx), {
      kind: 'add_column',
      column: { ...column('more', INT), defaultText: '7', defaultValue: 7 },
      existing: 7,
    });
    tx.alterTable(id(tx), { kind: 'set_default', column: 6, defaultText: '8', defaultValue: 8 });
    makeTable(tx, 'u', columns.slice(0, 2));
  },
  (tx) => tx.alterTable(id(tx), { kind: 'add_key', key: { name: null, primary: false, columns: [0, 2] } }),
  (tx) => tx.alterTable(id(tx), { kind: 'drop_constraint', name: 't_name_price_key' }),
  (tx) => tx.alterTable(id(tx), { kind: 'add_check', check: { name: null, text: 'id > 0' } }),
  (tx) => tx.alterTable(id(tx), { kind: 'drop_column', column: 3 }),
  (tx) => tx.alterTable(id(tx), { kind: 'comment', column: 0, text: 'key' }),
  (tx) => tx.alterTable(id(tx), { kind: 'set_nullable', column: 2, nullable: true }),
  (tx) => tx.createSchema('S'),
  (tx) =>
    tx.createView(
      {
        schema: 'S',
        name: 'v',
        text: 'select 1 a',
        portableText: 'select 1 a',
        fields: [{ name: 'a', type: INT, nullable: false }],
      },
      false,
    ),
  (tx) =>
    tx.upsertRoutine({
      id: 'procedure:p',
      kind: 'procedure',
      name: 'p',
      signature,
      fingerprint: 'f',
      text: 't',
      options: { kind: 'VIEW' },
      body: 'b',
    }),
  (tx) => tx.upsertType({ kind: 'exception', name: 'E', message: null, text: 'type E' }),
  (tx) => tx.upsertAutomation({ kind: 'pipeline', name: 'q', options: { steps: ['p'] }, text: 'upsert pipeline' }),
  (tx) =>
    tx.addModule({
      fingerprint: 'f',
      manifest: { fingerprint: 'f', routines: [], dependencies: [], queries: [1, { a: null }] } as unknown as Manifest,
    }),
  (tx) => {
    tx.dropTable(findTable(tx.state, 'main', 'u')!.id);
    tx.dropRoutine('procedure:p');
    tx.dropSchema('s', true);
  },
  (tx) => tx.alterTable(id(tx), { kind: 'rename_table', name: 'T2' }),
];

/** What must be the same however a state came about. */
function comparable({ tables, namesSince: _, ...state }: CatalogState): unknown {
  return { ...state, tables: [...tables.values()].map(({ rowCount: __, ...table }) => table) };
}

test('the head that commits leave in memory is the one that the catalog tells', () =>
  withLake(
    (lake, folder) => {
      const database = openSqlite(`${folder}/.gobi/catalog.sqlite`, { readOnly: true });
      for (const [i, step] of steps.entries()) {
        transact(lake, step);
        const head = lake.head();
        assert.is(head.snapshot, i + 1);
        assert.equal(comparable(head), comparable(readState(database, head.snapshot)), `after step ${i + 1}`);
      }
      database.close();
    },
    { inlineRows: 10 },
  ));

test('a code-only commit keeps the schema version; equal names have equal marks', () =>
  withLake((lake) => {
    transact(lake, (tx) => makeTable(tx, 't', columns.slice(0, 2), 1));
    const table = id(begin(lake));
    const first = lake.head();
    transact(lake, (tx) => tx.insertRow(table, [1, 'a']));
    const second = lake.head();
    assert.is(second.namesSince, first.namesSince);
    assert.is(second.tables.get(table)!.columns, first.tables.get(table)!.columns);
    transact(lake, (tx) => tx.upsertType({ kind: 'exception', name: 'E', message: null, text: '' }));
    assert.is(lake.head().schemaVersion, second.schemaVersion);
    assert.ok(lake.head().namesSince > second.namesSince);
  }));

test('row counts follow large changes', () =>
  withLake((lake) => {
    const table = transact(lake, (tx) => makeTable(tx, 't', columns.slice(0, 2), 1)).id;
    const insert = (from: number, count: number): void =>
      transact(
        lake,
        (tx) =>
          void tx.insert(
            table,
            rowsTable(
              columns.slice(0, 2),
              Array.from({ length: count }, (_, i) => [from + i, ''] as const),
            ),
          ),
      );
    insert(0, 2000);
    assert.is(lake.head().tables.get(table)!.rowCount, 2000);
    for (let i = 0; i < 1500; i += 500) insert(2000 + i, 500);
    const told = lake.head().tables.get(table)!.rowCount!;
    assert.ok(told >= 2300 && told <= 3500, String(told));
    transact(lake, (tx) =>
      tx.delete(
        table,
        Array.from({ length: 3400 }, (_, i) => i),
      ),
    );
    assert.is(lake.head().tables.get(table)!.rowCount, 100);
  }));

test.run();
