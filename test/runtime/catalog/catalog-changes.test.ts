import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { INT } from '../../../compiler/contract/data-type.ts';
import { alterTable } from '../../../runtime/catalog/alter-table.ts';
import { applyChanges } from '../../../runtime/catalog/apply-changes.ts';
import { catalogChanges, isUnchanged } from '../../../runtime/catalog/catalog-changes.ts';
import { emptyCatalog } from '../../../runtime/catalog/catalog-state.ts';
import { createSchema } from '../../../runtime/catalog/create-schema.ts';
import { createTable } from '../../../runtime/catalog/create-table.ts';
import { dropTable } from '../../../runtime/catalog/drop-table.ts';
import { findTable, nearest } from '../../../runtime/catalog/find.ts';
import { upsertType } from '../../../runtime/catalog/upsert-code.ts';

const base = emptyCatalog(0, 0, { id: 0, uuid: 'u', name: 'main', folder: { path: 'main/', relative: true } });
const definition = {
  schema: 'MAIN',
  name: 'Tab',
  columns: [{ name: 'a', type: INT, nullable: true, defaultText: null, defaultValue: undefined }],
  keys: [],
  checks: [],
};
const at = { snapshot: 1, time: 5, schemaVersion: 4, nextCatalogId: 9 };

test('each change gives a new state and leaves the old one', () => {
  const { state, table } = createTable(base, definition, 'uuid');
  assert.is(base.tables.size, 0);
  assert.is(findTable(state, 'main', 'TAB'), table);
  assert.is(table.schema, 'main');
  assert.is(table.folder.path, 'Tab/');
  assert.is(state.nextCatalogId, 2);
  assert.ok(state.changed);
  const renamed = alterTable(state, table.id, { kind: 'rename_table', name: 'other' }).state;
  assert.is(findTable(renamed, 'main', 'tab'), null);
  assert.is(findTable(renamed, 'main', 'other')?.id, table.id);
  assert.is(findTable(dropTable(renamed, table.id), 'main', 'other'), null);
});

test('the difference of two states is plain, and leads from one to the other', () => {
  assert.ok(isUnchanged(catalogChanges(base, { ...base, snapshot: 7 })));
  const one = createTable(base, definition, 'uuid').state;
  const two = upsertType(
    createSchema(one, 'we ird', 'uuid-2'),
    { kind: 'exception', name: 'E', message: null, text: '' },
    9,
  );
  const made = catalogChanges(base, two);
  assert.equal(structuredClone(made), made);
  assert.is(made.tables.created.length, 1);
  assert.is(made.schemas.created[0]?.folder.path, 'uuid-2/');
  const next = applyChanges(base, made, at);
  assert.is(next.namesSince, 1);
  assert.not(next.changed);
  assert.is(findTable(next, 'main', 'tab')?.schemaVersion, 4);
  assert.equal([...next.schemas.keys()], ['main', 'we ird']);
  const three = dropTable(next, 1);
  assert.equal(
    catalogChanges(next, three).tables.dropped.map(({ id }) => id),
    [1],
  );
  assert.is(applyChanges(next, catalogChanges(next, three), at).relations.size, 0);
});

test('a likely misspelling is found, a far one is not', () => {
  assert.equal(nearest('custmer', ['orders', 'Customer']), { nearest: 'Customer' });
  assert.equal(nearest('zzz', ['orders']), {});
});

test.run();
