import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { INT, STRING } from '../../../compiler/contract/data-type.ts';
import { GobiError } from '../../../compiler/contract/runtime-error.ts';
import { findTable } from '../../../runtime/catalog/find.ts';
import type { Lake } from '../../../runtime/lake/lake.ts';
import { begin } from '../../../runtime/transaction/begin.ts';
import type { Transaction } from '../../../runtime/transaction/transaction.ts';
import { random, type Random } from '../columnar/differential/random.ts';
import { allRows, column, makeTable, rowsTable, transact, withLake } from '../lake/scratch-lake.ts';

const columns = [column('id', INT, false), column('name', STRING)];
type Work = (tx: Transaction, table: number) => unknown;

const insert =
  (id: number): Work =>
  (tx, table) =>
    tx.insertRow(table, [id, `n${id}`]);
const remove =
  (id: number): Work =>
  (tx, table) =>
    tx.deleteRow(table, tx.lookup(table, 0, [id])!);
const update =
  (id: number): Work =>
  (tx, table) =>
    tx.updateRow(table, tx.lookup(table, 0, [id])!, [1], ['new']);
const rekey =
  (id: number, to: number): Work =>
  (tx, table) =>
    tx.updateRow(table, tx.lookup(table, 0, [id])!, [0], [to]);
const alter: Work = (tx, table) =>
  tx.alterTable(table, { kind: 'add_column', column: column('more', INT), existing: null });
const drop: Work = (tx, table) => tx.dropTable(table);
const create =
  (name: string): Work =>
  (tx) =>
    makeTable(tx, name, columns);
const type =
  (name: string): Work =>
  (tx) =>
    tx.upsertType({ kind: 'exception', name, message: null, text: name });

/** How the second of two transactions ends that began at the same snapshot: its exception, or 'commits'. */
function outcome(lake: Lake, table: number, first: Work, second: Work): string {
  const a = begin(lake);
  const b = begin(lake);
  second(b, table);
  first(a, table);
  a.commit();
  try {
    b.commit();
    return 'commits';
  } catch (error) {
    assert.instance(error, GobiError);
    assert.not(b.open);
    return (error as GobiError).exception;
  }
}

/** `inFiles`: where it ends otherwise when deletions are written to files, of which a table file has one at a time. */
const cases: readonly [title: string, first: Work, second: Work, inlined: string, inFiles?: string][] = [
  ['two inserts', insert(10), insert(11), 'commits'],
  ['two inserts of one key', insert(10), insert(10), 'UniqueViolation'],
  ['an insert after a delete', remove(1), insert(10), 'commits'],
  ['a delete after an insert', insert(10), remove(1), 'commits'],
  ['a delete of one row after an update of another', update(2), remove(1), 'commits', 'SerializationConflict'],
  ['a key that was moved to', rekey(2, 10), insert(10), 'UniqueViolation'],
  ['updates of two rows to one key', rekey(2, 10), rekey(1, 10), 'UniqueViolation', 'SerializationConflict'],
  ['two deletes of one row', remove(1), remove(1), 'SerializationConflict'],
  ['two updates of one row', update(1), update(1), 'SerializationConflict'],
  ['an insert after the table changed its shape', alter, insert(10), 'SerializationConflict'],
  ['a change of shape after an insert', insert(10), alter, 'SerializationConflict'],
  ['an insert into a dropped table', drop, insert(10), 'SerializationConflict'],
  ['a drop of a dropped table', drop, drop, 'SerializationConflict'],
  ['two tables of one name', create('x'), create('X'), 'SerializationConflict'],
  ['two tables of different names', create('x'), create('y'), 'commits'],
  ['two types of one name', type('E'), type('e'), 'SerializationConflict'],
  ['two types of different names', type('E'), type('F'), 'commits'],
  ['code and rows', type('E'), insert(10), 'commits'],
];

for (const [title, first, second, inlined, inFiles = inlined] of cases) {
  for (const inlineRows of [1000, 0]) {
    const ends = inlineRows === 0 ? inFiles : inlined;
    test(`${title}, ${inlineRows === 0 ? 'in files' : 'inlined'}: the second ${ends === 'commits' ? 'commits' : `is a ${ends}`}`, () =>
      withLake(
        (lake) => {
          const table = transact(lake, (tx) => {
            const made = makeTable(tx, 't', columns, 1);
            tx.insert(
              made.id,
              rowsTable(columns, [
                [1, 'a'],
                [2, 'b'],
                [3, 'c'],
              ]),
            );
            return made.id;
          });
          assert.is(outcome(lake, table, first, second), ends);
          assert.equal(lake.orphanFiles(), []);
        },
        { inlineRows },
      ));
  }
}

test('updates of different rows go together where deletions are kept in the catalog', () =>
  withLake((lake) => {
    const table = transact(lake, (tx) => {
      const made = makeTable(tx, 't', columns, 1);
      tx.insert(
        made.id,
        rowsTable(
          columns,
          [1, 2, 3, 4].map((id) => [id, 'old']),
        ),
      );
      return made.id;
    });
    assert.is(outcome(lake, table, update(1), update(2)), 'commits');
    assert.is(outcome(lake, table, update(3), update(3)), 'SerializationConflict');
    const tx = begin(lake);
    assert.equal(allRows(tx, table).sort(), [
      [1, 'new'],
      [2, 'new'],
      [3, 'new'],
      [4, 'old'],
    ]);
    for (const id of [1, 2, 3, 4]) assert.equal(tx.readRow(table, tx.lookup(table, 0, [id])!, [0]), [id]);
  }));

const seed = Number(process.env['CONFLICTS_SEED'] ?? 1);
const rounds = Number(process.env['CONFLICTS_ROUNDS'] ?? 150);

type Rows = Map<number, string>;

test(`transactions at once leave what they would leave one after the other (CONFLICTS_SEED=${seed})`, async () => {
  const rng = random(seed);
  for (const inlineRows of [1000, 0]) {
    await withLake(
      (lake) => {
        const table = transact(lake, (tx) => makeTable(tx, 't', columns, 1)).id;
        const rows: Rows = new Map();
        for (let round = 0; round < rounds; round++) {
          const base: Rows = new Map(rows);
          const open = rng.list(3, () => ({ tx: begin(lake), rows: new Map(base) }));
          for (const [i, each] of open.entries())
            for (let step = 0; step < 1 + rng.below(3); step++) change(each, table, rng, `${round}.${i}.${step}`);
          for (const each of open) if (commits(each.tx)) applyDifference(base, each.rows, rows);
          const tx = begin(lake);
          const sorted = (all: readonly (readonly unknown[])[]) => [...all].sort((a, b) => Number(a[0]) - Number(b[0]));
          assert.equal(sorted(allRows(tx, table)), sorted([...rows]), `round ${round}`);
          for (const id of rows.keys()) assert.equal(tx.readRow(table, tx.lookup(table, 0, [id])!, [0]), [id]);
        }
      },
      { inlineRows },
    );
  }
});

function commits(tx: Transaction): boolean {
  try {
    tx.commit();
    return true;
  } catch (error) {
    assert.ok(error instanceof GobiError && /Conflict|Unique/.test(error.exception), String(error));
    return false;
  }
}

/** What a transaction made of the rows that it began with, made of others; what it took back is nothing. */
function applyDifference(before: Rows, after: Rows, rows: Rows): void {
  for (const id of before.keys()) if (!after.has(id)) rows.delete(id);
  for (const [id, name] of after) if (before.get(id) !== name) rows.set(id, name);
}

/** One random change of a transaction, and the same change of rows by key. */
function change(
  { tx, rows }: { readonly tx: Transaction; readonly rows: Rows },
  table: number,
  rng: Random,
  name: string,
): void {
  const id = rng.below(12);
  const position = tx.lookup(table, 0, [id]);
  if (position === null) {
    tx.insertRow(table, [id, name]);
    rows.set(id, name);
  } else if (rng.chance(0.3)) {
    tx.deleteRow(table, position);
    rows.delete(id);
  } else {
    tx.updateRow(table, position, [1], [name]);
    rows.set(id, name);
  }
}

test('tables made at once get ids of their own, and rows go where they belong', () =>
  withLake((lake) => {
    const a = begin(lake);
    const b = begin(lake);
    const one = makeTable(a, 'one', columns, 1);
    const two = makeTable(b, 'two', columns, 1);
    assert.is(one.id, two.id);
    a.insertRow(one.id, [1, 'one']);
    b.insertRow(two.id, [2, 'two']);
    a.commit();
    assert.is(b.commit(), 2);
    const tx = begin(lake);
    const [first, second] = ['one', 'two'].map((name) => findTable(tx.state, 'main', name)!);
    assert.not.equal(first!.id, second!.id);
    assert.equal(allRows(tx, first!.id), [[1, 'one']]);
    assert.equal(allRows(tx, second!.id), [[2, 'two']]);
    assert.is(tx.lookup(second!.id, 0, [2]), 0);
  }));

test('inserts that others made in the meantime stay, and keys go on being found', () =>
  withLake((lake) => {
    const table = transact(lake, (tx) => makeTable(tx, 't', columns, 1)).id;
    const waiting = begin(lake);
    waiting.insertRow(table, [100, 'w']);
    for (let i = 0; i < 5; i++) transact(lake, (tx) => tx.insertRow(table, [i, '']));
    assert.is(waiting.lookup(table, 0, [3]), null);
    waiting.commit();
    const tx = begin(lake);
    assert.equal(allRows(tx, table, [0]).flat(), [0, 1, 2, 3, 4, 100]);
    for (const id of [0, 4, 100]) assert.equal(tx.readRow(table, tx.lookup(table, 0, [id])!, [0]), [id]);
  }));

test('an older transaction goes on finding the rows of its snapshot', () =>
  withLake((lake) => {
    const table = transact(lake, (tx) => {
      const made = makeTable(tx, 't', columns, 1);
      tx.insert(
        made.id,
        rowsTable(columns, [
          [1, 'a'],
          [2, 'b'],
        ]),
      );
      return made.id;
    });
    const old = begin(lake);
    assert.is(old.lookup(table, 0, [1]), 0);
    transact(lake, (tx) => tx.updateRow(table, tx.lookup(table, 0, [1])!, [1], ['A']));
    transact(lake, (tx) => tx.deleteRow(table, tx.lookup(table, 0, [2])!));
    transact(lake, (tx) => tx.insertRow(table, [3, 'c']));
    const now = begin(lake);
    assert.is(now.lookup(table, 0, [2]), null);
    assert.equal(now.readRow(table, now.lookup(table, 0, [1])!, [1]), ['A']);
    assert.equal(old.readRow(table, old.lookup(table, 0, [1])!, [1]), ['a']);
    assert.equal(old.readRow(table, old.lookup(table, 0, [2])!, [1]), ['b']);
    assert.is(old.lookup(table, 0, [3]), null);
  }));

test.run();
