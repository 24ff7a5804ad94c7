import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { EMPTY_VIEW, type CatalogView, type TableInfo } from '../../../compiler/contract/catalog-view.ts';
import { schemaDrift } from '../../../compiler/project/schema-drift.ts';
import { readSchemaFile, writeSchemaFile } from '../../../compiler/project/schema-file.ts';

const INT = { kind: 'int', bits: 64, unsigned: false } as const;
const STRING = { kind: 'string' } as const;

const orders: TableInfo = {
  id: 7,
  schema: 'main',
  name: 'orders',
  columns: [
    { name: 'id', type: INT, nullable: false, fieldId: 1, defaultText: null },
    { name: 'note', type: STRING, nullable: true, fieldId: 2, defaultText: "'x'" },
  ],
  keys: [{ name: 'orders_pk', primary: true, columns: [0] }],
  checks: [{ name: 'positive', text: 'id > 0' }],
  schemaVersion: 3,
  rowCount: 12,
  readOnly: false,
};
const view = (...tables: TableInfo[]): CatalogView => ({ ...EMPTY_VIEW, complete: true, tables });

test('a view is the same after it was written and read, but for what changes with rows', () => {
  const read = readSchemaFile(writeSchemaFile(view(orders)));
  assert.equal(read.tables, [{ ...orders, rowCount: null }]);
  assert.ok(read.complete);
  assert.is(writeSchemaFile(read), writeSchemaFile(view(orders)));
});

test('the order of tables does not matter to the file', () => {
  const other = { ...orders, name: 'a' };
  assert.is(writeSchemaFile(view(orders, other)), writeSchemaFile(view(other, orders)));
});

test('a file of a later form is refused', () => {
  assert.throws(() => readSchemaFile('{"form": 2}'), /form 2/);
});

test('ids, row counts, names of keys, case and white space are no drift', () => {
  const same: TableInfo = {
    ...orders,
    id: 1,
    name: 'Orders',
    rowCount: null,
    keys: [{ ...orders.keys[0]!, name: 'k' }],
    checks: [{ name: 'c', text: ' id  > 0' }],
  };
  assert.equal(schemaDrift(view(orders), view(same)), []);
});

test('columns, nullability, defaults, keys and checks are compared', () => {
  const [id, note] = orders.columns;
  const there: TableInfo = {
    ...orders,
    columns: [
      { ...id!, type: STRING },
      { ...note!, nullable: false, defaultText: null },
      { ...note!, name: 'more' },
    ],
    keys: [],
    checks: [],
  };
  assert.equal(schemaDrift(view(orders), view(there)), [
    { object: 'column', name: 'main.orders.id', expected: 'int NOT NULL', found: 'string NOT NULL' },
    { object: 'column', name: 'main.orders.more', expected: null, found: "string DEFAULT 'x'" },
    { object: 'column', name: 'main.orders.note', expected: "string DEFAULT 'x'", found: 'string NOT NULL' },
    { object: 'key', name: 'main.orders', expected: 'primary key (id)', found: null },
    { object: 'check', name: 'main.orders', expected: 'id > 0', found: null },
  ]);
});

test.run();
