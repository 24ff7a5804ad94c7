import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { INT, STRING } from '../../../compiler/contract/data-type.ts';
import { GobiError } from '../../../compiler/contract/runtime-error.ts';
import { rowsOf } from '../../../runtime/columnar/rows-of.ts';
import { begin } from '../../../runtime/transaction/begin.ts';
import { allRows, asOf, column, makeTable, rowsTable, transact, withLake } from '../lake/scratch-lake.ts';

const columns = [column('id', INT, false), column('name', STRING), column('n', INT)];

/** The exception that `work` throws. */
function exceptionOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof GobiError) return error.exception;
    throw error;
  }
  return 'nothing';
}

test('a transaction sees its own rows, others see them after the commit', () =>
  withLake((lake) => {
    const table = transact(lake, (tx) => makeTable(tx, 't', columns, 1)).id;
    const writer = begin(lake);
    const reader = begin(lake);
    writer.insertRow(table, [1, 'a', 10]);
    writer.insert(
      table,
      rowsTable(columns, [
        [2, 'b', 20],
        [3, null, null],
      ]),
    );
    assert.equal(allRows(writer, table), [
      [1, 'a', 10],
      [2, 'b', 20],
      [3, null, null],
    ]);
    assert.equal(allRows(reader, table), []);
    assert.is(writer.commit(), 2);
    assert.equal(allRows(reader, table), []);
    assert.equal(allRows(begin(lake), table, [1, 0]), [
      ['a', 1],
      ['b', 2],
      [null, 3],
    ]);
  }));

test('positions of a scan name rows of the snapshot and of the transaction alike', () =>
  withLake((lake) => {
    const table = transact(lake, (tx) => {
      const made = makeTable(tx, 't', columns, 1);
      tx.insert(
        made.id,
        rowsTable(columns, [
          [1, 'a', 1],
          [2, 'b', 2],
          [3, 'c', 3],
        ]),
      );
      return made;
    }).id;
    const tx = begin(lake);
    const added = tx.insertRow(table, [4, 'd', 4]);
    assert.is(added, 3);
    assert.is(tx.delete(table, [1]), 1);
    const moved = tx.update(
      table,
      [0, added],
      rowsTable(columns, [
        [1, 'A', 10],
        [4, 'D', 40],
      ]),
    );
    assert.equal(moved, { first: 4, count: 2 });
    const scan = tx.scan(table, null);
    assert.is(scan.rowCount, 3);
    assert.is(
      scan.segments.reduce((sum, segment) => sum + segment.length, 0),
      6,
    );
    assert.equal(allRows(tx, table), [
      [3, 'c', 3],
      [1, 'A', 10],
      [4, 'D', 40],
    ]);
    assert.equal(
      [...rowsOf(tx.readRows(table, [5, 2]))],
      [
        [4, 'D', 40],
        [3, 'c', 3],
      ],
    );
    tx.commit();
    assert.equal(allRows(begin(lake), table).sort(), [
      [1, 'A', 10],
      [3, 'c', 3],
      [4, 'D', 40],
    ]);
  }));

test('rows are found, read, updated and deleted by key', () =>
  withLake((lake) => {
    const table = transact(lake, (tx) => {
      const made = makeTable(tx, 't', columns, 1, [{ name: null, primary: false, columns: [1, 2] }]);
      tx.insert(
        made.id,
        rowsTable(columns, [
          [1, 'a', 1],
          [2, 'b', 2],
        ]),
      );
      return made;
    }).id;
    const tx = begin(lake);
    const position = tx.lookup(table, 0, [2])!;
    assert.equal(tx.readRow(table, position, [2, 0]), [2, 2]);
    const next = tx.updateRow(table, position, [2], [22]);
    assert.is(tx.lookup(table, 0, [2]), next);
    assert.is(tx.lookup(table, 1, ['b', 2]), null);
    assert.is(tx.lookup(table, 1, ['b', 22]), next);
    tx.updateRow(table, next, [0], [5]);
    assert.is(tx.lookup(table, 0, [2]), null);
    tx.deleteRow(table, tx.lookup(table, 0, [1])!);
    assert.is(tx.lookup(table, 0, [1]), null);
    assert.is(tx.lookup(table, 1, ['a', null]), null);
    assert.equal(
      [
        ...tx.lookupAll(
          table,
          0,
          rowsTable(columns, [
            [5, '', 0],
            [1, '', 0],
          ]),
          [0],
        ),
      ].map((row) => row >= 0),
      [true, false],
    );
    tx.insertRow(table, [1, 'again', 1]);
    tx.commit();
    const later = begin(lake);
    assert.equal(allRows(later, table).sort(), [
      [1, 'again', 1],
      [5, 'b', 22],
    ]);
    assert.equal(later.readRow(table, later.lookup(table, 0, [1])!, null), [1, 'again', 1]);
  }));

test('keys and NOT NULL hold, and a failed statement leaves nothing', () =>
  withLake((lake) => {
    const table = transact(lake, (tx) => {
      const made = makeTable(tx, 't', columns, 1, [{ name: null, primary: false, columns: [1] }]);
      tx.insert(
        made.id,
        rowsTable(columns, [
          [1, 'a', 1],
          [2, 'b', 2],
        ]),
      );
      return made;
    }).id;
    const tx = begin(lake);
    const before = allRows(tx, table);
    assert.is(
      exceptionOf(() => tx.insertRow(table, [1, 'c', 0])),
      'UniqueViolation',
    );
    assert.is(
      exceptionOf(() => tx.insertRow(table, [3, 'b', 0])),
      'UniqueViolation',
    );
    assert.is(
      exceptionOf(() => tx.insertRow(table, [null, 'c', 0])),
      'NotNullViolation',
    );
    assert.is(
      exceptionOf(() =>
        tx.insert(
          table,
          rowsTable(columns, [
            [7, 'x', 0],
            [8, 'y', 0],
            [7, 'z', 0],
          ]),
        ),
      ),
      'UniqueViolation',
    );
    assert.is(
      exceptionOf(() => tx.updateRow(table, 0, [0], [2])),
      'UniqueViolation',
    );
    assert.is(
      exceptionOf(() =>
        tx.update(
          table,
          [0, 1],
          rowsTable(columns, [
            [9, 'p', 0],
            [9, 'q', 0],
          ]),
        ),
      ),
      'UniqueViolation',
    );
    assert.is(
      exceptionOf(() => tx.insert(table, rowsTable(columns.slice(0, 2), [[1, 'a']]))),
      'SchemaMismatch',
    );
    assert.is(
      exceptionOf(() => tx.delete(table, [0, 0])),
      'InternalError',
    );
    assert.equal(allRows(tx, table), before);
    assert.is(tx.lookup(table, 0, [7]), null);
    assert.is(tx.lookup(table, 0, [1]), 0);
    tx.insert(
      table,
      rowsTable(columns, [
        [3, null, 0],
        [4, null, 0],
      ]),
    );
    tx.update(
      table,
      [0, 1],
      rowsTable(columns, [
        [2, 'b', 1],
        [1, 'a', 2],
      ]),
    );
    assert.equal(allRows(tx, table), [
      [3, null, 0],
      [4, null, 0],
      [2, 'b', 1],
      [1, 'a', 2],
    ]);
    try {
      tx.insertRow(table, [2, 'c', 0]);
    } catch (error) {
      assert.match((error as Error).message, 'table t has a row with (id) = (2) already');
    }
  }));

test('savepoints take back rows, DDL and keys; what was pinned before stays readable', () =>
  withLake((lake) => {
    const table = transact(lake, (tx) => {
      const made = makeTable(tx, 't', columns, 1);
      tx.insert(
        made.id,
        rowsTable(columns, [
          [1, 'a', 1],
          [2, 'b', 2],
        ]),
      );
      return made;
    }).id;
    const tx = begin(lake);
    tx.insertRow(table, [3, 'c', 3]);
    tx.savepoint('one');
    tx.deleteRow(table, 0);
    tx.updateRow(table, 2, [1], ['C']);
    const pinned = tx.mark();
    tx.insertRow(table, [1, 'new', 0]);
    const other = makeTable(tx, 'other', columns);
    tx.insertRow(other.id, [9, '', 9]);
    tx.rollbackTo('one');
    assert.equal(allRows(tx, table), [
      [1, 'a', 1],
      [2, 'b', 2],
      [3, 'c', 3],
    ]);
    assert.is(tx.lookup(table, 0, [1]), 0);
    assert.is(tx.lookup(table, 0, [3]), 2);
    assert.is(
      exceptionOf(() => tx.scan(other.id, null)),
      'TableNotFound',
    );
    assert.equal(allRows(tx, table, null, { at: pinned }), [
      [2, 'b', 2],
      [3, 'C', 3],
    ]);
    tx.insertRow(table, [4, 'd', 4]);
    tx.rollbackTo('ONE');
    tx.release('one');
    assert.is(
      exceptionOf(() => tx.rollbackTo('one')),
      'SavepointNotFound',
    );
    tx.commit();
    assert.equal(allRows(begin(lake), table).sort(), [
      [1, 'a', 1],
      [2, 'b', 2],
      [3, 'c', 3],
    ]);
    assert.is(
      exceptionOf(() => tx.insertRow(table, [5, '', 5])),
      'TransactionState',
    );
  }));

test('large changes go to files and read the same before and after', () =>
  withLake(
    (lake) => {
      const table = transact(lake, (tx) => {
        const made = makeTable(tx, 't', columns, 1);
        tx.insert(
          made.id,
          rowsTable(
            columns,
            Array.from({ length: 50 }, (_, i) => [i, `n${i}`, i % 7]),
          ),
        );
        return made;
      }).id;
      const tx = begin(lake);
      const odd = Array.from({ length: 25 }, (_, i) => tx.lookup(table, 0, [i * 2 + 1])!);
      tx.delete(table, odd.slice(0, 15));
      tx.update(
        table,
        odd.slice(15),
        rowsTable(
          columns,
          odd.slice(15).map((_, i) => [1000 + i, 'moved', i]),
        ),
      );
      tx.insertRow(table, [7, 'new', 7]);
      const seen = allRows(tx, table).sort();
      tx.commit();
      assert.equal(allRows(begin(lake), table).sort(), seen);
      assert.equal(lake.orphanFiles(), []);
    },
    { inlineRows: 10 },
  ));

test('a rolled back transaction leaves neither rows nor files', () =>
  withLake(
    (lake) => {
      const table = transact(lake, (tx) => makeTable(tx, 't', columns)).id;
      const tx = begin(lake);
      tx.insert(
        table,
        rowsTable(
          columns,
          Array.from({ length: 50 }, (_, i) => [i, '', i]),
        ),
      );
      assert.is(tx.commitRequest()?.tables[0]?.files.length, 1);
      assert.is(lake.orphanFiles().length, 1);
      tx.rollback();
      assert.equal(lake.orphanFiles(), []);
      assert.is(lake.head().snapshot, 1);
      assert.equal(allRows(begin(lake), table), []);
    },
    { inlineRows: 10 },
  ));

test('an older snapshot is read as it was', () =>
  withLake((lake) => {
    const table = transact(lake, (tx) => makeTable(tx, 't', columns, 1)).id;
    transact(lake, (tx) => tx.insertRow(table, [1, 'a', 1]));
    const time = lake.head().time;
    transact(lake, (tx) => tx.updateRow(table, tx.lookup(table, 0, [1])!, [1], ['b']));
    transact(lake, (tx) => tx.alterTable(table, { kind: 'drop_column', column: 2 }));
    const tx = begin(lake);
    tx.insertRow(table, [2, 'own']);
    const old = (snapshot: number): unknown => allRows(tx, table, null, asOf(tx, table, snapshot));
    assert.equal(old(1), []);
    assert.equal(old(2), [[1, 'a']]);
    assert.equal(old(3), [[1, 'b']]);
    assert.equal([...rowsOf(lake.scan(lake.stateAt(2), table, null))], [[1, 'a', 1]]);
    assert.equal(old(4), [[1, 'b']]);
    assert.is(lake.snapshotAt(time), 2);
    assert.is(lake.snapshotAt(time - 1), 1);
    assert.is(
      exceptionOf(() => lake.snapshotAt(0)),
      'ObjectNotFound',
    );
    assert.is(
      exceptionOf(() => lake.stateAt(99)),
      'ObjectNotFound',
    );
  }));

test.run();
