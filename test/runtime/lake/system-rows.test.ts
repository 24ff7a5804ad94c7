import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { INT, showDataType } from '../../../compiler/contract/data-type.ts';
import type { Manifest } from '../../../compiler/contract/manifest.ts';
import { NO_EFFECTS, type Signature } from '../../../compiler/contract/signature.ts';
import type { RoutineDefinition } from '../../../runtime/catalog/definitions.ts';
import { catalogView } from '../../../runtime/catalog/catalog-view.ts';
import { SYSTEM_TABLES } from '../../../runtime/catalog/system-tables.ts';
import { openLake } from '../../../runtime/lake/open-lake.ts';
import { begin } from '../../../runtime/transaction/begin.ts';
import { allRows, column, inScratchFolder, makeTable, transact, withLake } from './scratch-lake.ts';

/** As the language's description declares it. */
const declared = `CREATE TABLE system.procedures (
  name VARCHAR PRIMARY KEY,
  model_config JSON,
  parameters JSON,
  body TEXT,
  execution_mode VARCHAR,
  created_at TIMESTAMP,
  modified_at TIMESTAMP
);`;

const idOf = (name: string): number => SYSTEM_TABLES.find((table) => table.name === name)!.id;

const signature: Signature = {
  name: 'daily',
  receiver: null,
  result: { type: INT, nullable: false },
  effects: NO_EFFECTS,
  declaredRaises: ['ETLError'],
  mode: 'async',
  traits: {},
  inline: null,
  parameters: [{ name: 'n', slot: { type: INT, nullable: true }, defaultText: '1', variadic: false }],
};
const routine: RoutineDefinition = {
  id: 'procedure:daily',
  kind: 'procedure',
  name: 'daily',
  signature,
  fingerprint: 'f1',
  text: 'upsert procedure daily …',
  options: { kind: '', sched: ['s'] },
  body: 'return 1;',
};

test('system.procedures begins with the seven columns of its declaration', () => {
  const wanted = [...declared.matchAll(/^ {2}(\w+) (\w+)/gm)].map(([, name, type]) => [
    name,
    { VARCHAR: 'string', TEXT: 'string', JSON: 'json', TIMESTAMP: 'timestamp' }[type!],
  ]);
  const table = SYSTEM_TABLES.find(({ name }) => name === 'procedures')!;
  assert.is(wanted.length, 7);
  assert.equal(
    table.columns.slice(0, 7).map(({ name, type }) => [name, showDataType(type)]),
    wanted,
  );
  assert.equal(
    table.keys.map(({ primary, columns }) => [primary, columns]),
    [[true, [0]]],
  );
});

test('code is stored, shown, changed and dropped with the snapshots', () =>
  inScratchFolder((folder) => {
    const made = openLake(folder, undefined, { create: true });
    transact(made, (tx) => {
      tx.upsertRoutine(routine);
      tx.upsertRoutine({ ...routine, id: 'function:f', kind: 'function', name: 'f' });
      tx.upsertType({
        kind: 'struct',
        name: 'Point',
        fields: [{ name: 'x', type: INT, nullable: false }],
        text: 'type struct as Point (x int)',
      });
      tx.upsertAutomation({
        kind: 'trigger',
        name: 'tr',
        options: { timing: 'before', target: 't' },
        text: 'upsert trigger as tr (…)',
      });
      tx.upsertAutomation({
        kind: 'schedule',
        name: 'tr',
        options: { sched: '@daily' },
        text: 'upsert schedule as tr (…)',
      });
    });
    const firstMade = [...made.head().routines.values()][0]!.createdAt;
    transact(made, (tx) => {
      tx.upsertRoutine({ ...routine, fingerprint: 'f2', body: 'return 2;' });
      tx.dropAutomation('trigger', 'TR');
    });
    made.close();
    const lake = openLake(folder);
    const tx = begin(lake);
    const rows = allRows(tx, idOf('procedures'));
    assert.is(rows.length, 1);
    const [name, config, parameters, body, mode, created, modified, fingerprint] = rows[0]!;
    assert.equal(
      [name, config, body, mode, fingerprint],
      ['daily', '{"kind":"","sched":["s"]}', 'return 2;', 'async', 'f2'],
    );
    assert.equal(JSON.parse(String(parameters)), {
      params: [{ name: 'n', type: 'int?', default: '1' }],
      returns: 'int',
      raises: ['ETLError'],
      receiver: null,
    });
    assert.is(created, firstMade);
    assert.ok(Number(modified) > Number(created));
    assert.equal(allRows(tx, idOf('triggers')), []);
    assert.is(allRows(tx, idOf('schedules')).length, 1);
    assert.is(allRows(tx, idOf('functions')).length, 1);
    assert.equal(allRows(tx, idOf('types'), [0, 1]), [['Point', 'struct']]);
    assert.is(lake.stateAt(1).routines.get('procedure:daily')?.body, 'return 1;');
    assert.is(lake.stateAt(1).automation.size, 2);
    assert.is(lake.head().schemaVersion, 0);
    lake.close();
  }));

test('modules of replaced routines leave the newest state and stay in the former ones', () =>
  withLake((lake) => {
    const define = (id: string, fingerprint: string): void =>
      transact(lake, (tx) => {
        tx.upsertRoutine({ ...routine, id, name: id, fingerprint });
        tx.addModule({
          fingerprint,
          manifest: { fingerprint, routines: [{ id }] } as unknown as Manifest,
        });
      });
    const modules = (snapshot: number): string[] => [...lake.stateAt(snapshot).modules.keys()].sort();
    define('a', 'a1');
    define('b', 'b1');
    define('a', 'a2');
    assert.equal(modules(3), ['a2', 'b1']);
    define('b', 'b2');
    assert.equal(modules(4), ['a2', 'b2']);
    transact(lake, (tx) => tx.dropRoutine('b'));
    assert.equal(modules(5), ['a2']);
    assert.equal(modules(2), ['a1', 'b1']);
  }));

test('tables, columns, snapshots and settings are shown, own DDL included', () =>
  withLake((lake) => {
    const tx = begin(lake);
    makeTable(tx, 't', [column('id', INT, false), column('x', INT)], 1);
    assert.equal(allRows(tx, idOf('columns'), [1, 2, 3, 4, 5, 6, 8]), [
      ['main', 't', 1, 'id', 'int', false, 'primary'],
      ['main', 't', 2, 'x', 'int', true, null],
    ]);
    assert.equal(allRows(tx, idOf('tables'), [1, 2, 3]), [['main', 't', 0]]);
    tx.commit({ author: 'me', message: 'first', extra: { run: 7 } });
    const later = begin(lake);
    assert.equal(allRows(later, idOf('snapshots'), [0, 2, 3, 4, 5, 6]), [
      [0, 0, 'created_schema:"main"', null, null, null],
      [1, 1, 'created_table:"main"."t"', 'me', 'first', '{"run":7}'],
    ]);
    assert.ok(allRows(later, idOf('settings')).some(([name, value]) => name === 'version' && value === '1.0'));
    assert.throws(() => later.insertRow(idOf('tables'), []), /system\.tables cannot be changed/);
  }));

test('the compiler is given the whole catalog as a value', () =>
  withLake((lake) => {
    transact(lake, (tx) => {
      makeTable(tx, 'T', [column('id', INT, false)], 1);
      tx.upsertRoutine(routine);
    });
    const view = catalogView(lake.head());
    assert.equal(JSON.parse(JSON.stringify(view)), JSON.parse(JSON.stringify(structuredClone(view))));
    assert.equal(
      view.tables.filter(({ readOnly }) => !readOnly).map(({ schema, name, keys }) => [schema, name, keys.length]),
      [['main', 'T', 1]],
    );
    assert.ok(
      view.tables.some(({ schema, name, readOnly }) => schema === 'system' && name === 'procedures' && readOnly),
    );
    assert.equal(
      view.routines.map(({ name }) => name),
      ['daily'],
    );
    assert.ok(view.complete);
  }));

test.run();
