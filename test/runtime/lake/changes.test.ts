import { mkdirSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { INT, STRING } from '../../../compiler/contract/data-type.ts';
import { findTable } from '../../../runtime/catalog/find.ts';
import { rowsOf } from '../../../runtime/columnar/rows-of.ts';
import type { Value } from '../../../runtime/columnar/value.ts';
import type { Lake } from '../../../runtime/lake/lake.ts';
import { openLake } from '../../../runtime/lake/open-lake.ts';
import { begin } from '../../../runtime/transaction/begin.ts';
import type { Transaction } from '../../../runtime/transaction/transaction.ts';
import type { Oracle } from '../../support/oracle/oracle.ts';
import { differingRows } from '../../support/oracle/same-rows.ts';
import { conformance, duck } from './conformance.ts';
import { column, makeTable, rowsTable, transact } from './scratch-lake.ts';

/** Every change of a table in (after, until], with the columns of changes first. */
function ourChanges(lake: Lake, name: string, after: number, until: number): (string | number | null)[][] {
  const tx = begin(lake);
  const table = findTable(tx.state, 'main', name)!;
  const width = table.columns.length;
  const columns = [width + 1, width + 2, width, ...table.columns.map((_, i) => i)];
  const rows = [...rowsOf(tx.scan(table.id, columns, { changes: { after, until } }))];
  tx.rollback();
  return rows as (string | number | null)[][];
}

/** Both say the same of every range that begins at `from` or later. DuckDB's ranges take in both of their ends. */
async function assertSameChanges(lake: Lake, oracle: Oracle, from: number): Promise<void> {
  const newest = lake.head().snapshot;
  for (let after = from; after < newest; after++) {
    for (const until of new Set([after + 1, after + 3, newest])) {
      if (until > newest) continue;
      const theirs = await oracle.rows(
        `select * from ducklake_table_changes('lake', 'main', 't', ${after + 1}, ${until})`,
      );
      assert.is(differingRows(ourChanges(lake, 't', after, until), theirs, false), undefined, `(${after}, ${until}]`);
    }
  }
}

const columns = [column('id', INT, false), column('name', STRING), column('n', INT)];
const rows = (from: number, to: number): Value[][] =>
  Array.from({ length: to - from }, (_, i) => [from + i, `n${from + i}`, i]);

conformance(test, 'the changes of a lake of ours are what DuckDB finds', async (folder) => {
  const lake = openLake(folder, undefined, { create: true, inlineRows: 20 });
  const { id } = transact(lake, (tx) => makeTable(tx, 't', columns, 1));
  const at = (tx: Transaction, key: number): number => tx.lookup(id, 0, [key])!;
  const positions = (tx: Transaction, from: number, to: number): number[] =>
    rows(from, to).map(([key]) => at(tx, key as number));
  const steps: ((tx: Transaction) => unknown)[] = [
    (tx) => tx.insert(id, rowsTable(columns, rows(0, 5))),
    (tx) => tx.insert(id, rowsTable(columns, rows(5, 200))),
    (tx) => tx.deleteRow(id, at(tx, 2)),
    (tx) => tx.delete(id, positions(tx, 10, 15)),
    (tx) => tx.updateRow(id, at(tx, 20), [1], ['changed']),
    (tx) => tx.updateRow(id, at(tx, 20), [1], ['again']),
    (tx) => tx.delete(id, positions(tx, 30, 90)),
    (tx) => tx.update(id, positions(tx, 100, 140), rowsTable(columns, rows(1100, 1140))),
    (tx) => tx.delete(id, positions(tx, 140, 145)),
    (tx) => tx.delete(id, positions(tx, 145, 190)),
    (tx) => {
      tx.insert(id, rowsTable(columns, rows(3000, 3003)));
      tx.deleteRow(id, at(tx, 3001));
      tx.updateRow(id, at(tx, 3002), [2], [77]);
      tx.updateRow(id, at(tx, 0), [2], [78]);
      tx.deleteRow(id, at(tx, 1));
    },
    (tx) => tx.insert(id, rowsTable(columns, rows(4000, 6000))),
    (tx) =>
      tx.update(
        id,
        positions(tx, 4000, 5500),
        rowsTable(
          columns,
          rows(4000, 5500).map(([a, b]) => [a!, b!, -1]),
        ),
      ),
    (tx) => tx.delete(id, positions(tx, 5000, 6000)),
  ];
  for (const step of steps) transact(lake, step);
  const oracle = await duck(folder);
  await assertSameChanges(lake, oracle, 1);
  const shapes: ((tx: Transaction) => unknown)[] = [
    (tx) =>
      tx.alterTable(id, {
        kind: 'add_column',
        column: { ...column('extra', STRING), defaultText: "'x'", defaultValue: 'x' },
        existing: 'x',
      }),
    (tx) => tx.insertRow(id, [2000, 'late', 1, 'own']),
    (tx) => tx.updateRow(id, at(tx, 7), [3], ['mine']),
    (tx) => tx.alterTable(id, { kind: 'drop_column', column: 1 }),
    (tx) => tx.insertRow(id, [2001, 5, null]),
    (tx) => tx.delete(id, positions(tx, 4000, 4010)),
  ];
  for (const step of shapes) transact(lake, step);
  const newest = lake.head().snapshot;
  oracle.close();
  // Where the shape changes in between, DuckDB has the columns of the range's end.
  const later = await duck(folder);
  for (const after of [1, 8, newest - 3, newest - 1]) {
    const theirs = await later.rows(
      `select * from ducklake_table_changes('lake', 'main', 't', ${after + 1}, ${newest})`,
    );
    assert.is(differingRows(ourChanges(lake, 't', after, newest), theirs, false), undefined, `after ${after}`);
  }
  later.close();
  const live = begin(lake).scan(id, null).rowCount;
  const row = [columns[0]!, columns[2]!, column('extra', STRING)];
  transact(lake, (tx) => tx.replaceRows(id, rowsTable(row, [[9000, 1, 'all']])));
  const last = ourChanges(lake, 't', newest, newest + 1).map(([, , change]) => change);
  assert.equal(last.filter((change) => change === 'delete').length, live);
  assert.equal(last.filter((change) => change === 'insert').length, 1);
  assert.is(last.length, live + 1);
  const reopened = ourChanges(lake, 't', 1, newest);
  lake.close();
  const again = openLake(folder);
  assert.equal(ourChanges(again, 't', 1, newest), reopened);
  again.close();
});

conformance(test, 'the changes of a lake of DuckDB, with rows flushed, files merged and rewritten', async (folder) => {
  mkdirSync(`${folder}/.gobi`);
  const oracle = await duck(folder);
  const step = async (...texts: string[]): Promise<void> => {
    for (const text of texts) await oracle.run(text);
  };
  await step(
    'create table t (id integer, name varchar)',
    `insert into t values (1, 'a'), (2, 'b')`,
    `insert into t select i, 'x' from range(100, 160) r(i)`,
    `update t set name = 'A' where id = 1`,
    `update t set name = 'y' where id in (105, 107)`,
    'delete from t where id in (2, 106)',
    `insert into t select i, 'x' from range(200, 260) r(i)`,
    'delete from t where id < 130 and id > 104',
  );
  const before = openLake(folder);
  await assertSameChanges(before, oracle, 1);
  const all = ourChanges(before, 't', 1, 8);
  before.close();
  await step(`call ducklake_flush_inlined_data('lake')`, `call ducklake_merge_adjacent_files('lake')`);
  await step(
    'delete from t where id between 200 and 250',
    `call ducklake_rewrite_data_files('lake', 't', delete_threshold => 0.1)`,
  );
  await step(`insert into t values (3, 'late')`, `update t set name = 'z' where id = 255`);
  const lake = openLake(folder);
  assert.is(differingRows(ourChanges(lake, 't', 1, 8), all, false), undefined);
  const counts = new Map<string, number>();
  for (const [snapshot, , change] of ourChanges(lake, 't', 8, lake.head().snapshot)) {
    const key = `${snapshot} ${change}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  assert.equal([...counts.values()], [51, 1, 1, 1]);
  lake.close();
});

test.run();
