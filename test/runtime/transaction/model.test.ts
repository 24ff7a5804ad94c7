import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { INT, STRING } from '../../../compiler/contract/data-type.ts';
import { GobiError } from '../../../compiler/contract/runtime-error.ts';
import { rowsOf } from '../../../runtime/columnar/rows-of.ts';
import type { Lake } from '../../../runtime/lake/lake.ts';
import { openLake } from '../../../runtime/lake/open-lake.ts';
import { begin } from '../../../runtime/transaction/begin.ts';
import type { Transaction } from '../../../runtime/transaction/transaction.ts';
import { allRows, asOf, column, inScratchFolder, makeTable, rowsTable, transact } from '../lake/scratch-lake.ts';

const columns = [column('id', INT, false), column('name', STRING), column('n', INT)];
type Row = [id: number, name: string | null, n: number | null];
type Model = Map<number, Row>;

/** Numbers that repeat for a seed (mulberry32). */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * below);
  };
}

const ordered = (rows: Iterable<readonly unknown[]>): unknown[] =>
  [...rows].sort((a, b) => Number(a[0]) - Number(b[0]));

/** One random statement on table and model; a duplicate key must fail in both. */
function step(tx: Transaction, table: number, model: Model, random: (below: number) => number): void {
  const row = (): Row => [random(60), random(5) === 0 ? null : `n${random(9)}`, random(4) === 0 ? null : random(1000)];
  const any = (): number | undefined => [...model.keys()][random(model.size)];
  const kind = random(9);
  const id = any();
  if (kind < 2 || id === undefined) {
    const fresh = row();
    expectDuplicate(model.has(fresh[0]), () => tx.insertRow(table, fresh));
    if (!model.has(fresh[0])) model.set(fresh[0], fresh);
  } else if (kind === 2) {
    const fresh = Array.from({ length: 1 + random(30) }, row);
    const ids = new Set(fresh.map(([each]) => each));
    const clash = ids.size < fresh.length || fresh.some(([each]) => model.has(each));
    expectDuplicate(clash, () => tx.insert(table, rowsTable(columns, fresh)));
    if (!clash) for (const each of fresh) model.set(each[0], each);
  } else if (kind === 3) {
    tx.deleteRow(table, tx.lookup(table, 0, [id])!);
    model.delete(id);
  } else if (kind === 4) {
    const gone = [...model.keys()].filter(() => random(4) === 0);
    tx.delete(
      table,
      gone.map((each) => tx.lookup(table, 0, [each])!),
    );
    for (const each of gone) model.delete(each);
  } else if (kind < 7) {
    const [, name, n] = row();
    tx.updateRow(table, tx.lookup(table, 0, [id])!, [1, 2], [name, n]);
    model.set(id, [id, name, n]);
  } else {
    const moved = [...model.values()].filter(() => random(3) === 0);
    const shift = random(2) === 0 ? 0 : 100;
    const fresh = moved.map(([each, name]): Row => [each + shift, name, -1]);
    const rest = new Set([...model.keys()].filter((each) => !moved.some(([other]) => other === each)));
    const clash = fresh.some(([each]) => rest.has(each));
    expectDuplicate(clash, () =>
      tx.update(
        table,
        moved.map(([each]) => tx.lookup(table, 0, [each])!),
        rowsTable(columns, fresh),
      ),
    );
    if (clash) return;
    for (const [each] of moved) model.delete(each);
    for (const each of fresh) model.set(each[0], each);
  }
}

function expectDuplicate(expected: boolean, work: () => unknown): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof GobiError) || error.exception !== 'UniqueViolation') throw error;
    assert.ok(expected, 'no duplicate was expected');
    return;
  }
  assert.not(expected, 'a duplicate was expected');
}

function check(tx: Transaction, table: number, model: Model): void {
  assert.equal(ordered(allRows(tx, table)), ordered(model.values()));
  assert.is(tx.scan(table, []).rowCount, model.size);
  for (const id of [0, 7, 31, 59, 107]) {
    const position = tx.lookup(table, 0, [id]);
    assert.equal(position === null ? undefined : tx.readRow(table, position, null), model.get(id));
  }
}

for (let seed = 1; seed <= 12; seed++) {
  test(`random statements, savepoints and commits agree with a plain map (seed ${seed})`, () =>
    inScratchFolder((folder) => {
      const random = generator(seed);
      const options = { inlineRows: [0, 3, 10, 1000][seed % 4]! };
      let lake: Lake = openLake(folder, undefined, { create: true, ...options });
      const table = transact(lake, (tx) => makeTable(tx, 't', columns, 1)).id;
      let model: Model = new Map();
      const history: Model[] = [new Map(), new Map()];
      for (let commit = 0; commit < 12; commit++) {
        const tx = begin(lake);
        const work = new Map(model);
        for (let i = random(8); i >= 0; i--) {
          step(tx, table, work, random);
          if (random(3) === 0) check(tx, table, work);
          if (random(4) > 0) continue;
          const [mark, then, held] = [tx.mark(), new Map(work), tx.scan(table, null)];
          for (let k = random(4); k >= 0; k--) step(tx, table, work, random);
          if (random(2) === 0) check(tx, table, work);
          assert.equal(ordered(rowsOf(held)), ordered(then.values()), 'a table that was scanned stays as it was');
          const pinned = random(2) === 0 ? { mark: tx.mark(), rows: ordered(work.values()) } : null;
          if (random(2) === 0) {
            tx.undo(mark);
            work.clear();
            for (const [id, row] of then) work.set(id, row);
            check(tx, table, work);
          }
          if (pinned !== null) assert.equal(ordered(allRows(tx, table, null, { at: pinned.mark })), pinned.rows);
        }
        check(tx, table, work);
        if (random(5) === 0) tx.rollback();
        else {
          const before = lake.head().snapshot;
          if (tx.commit() > before) history.push(new Map(work));
          model = work;
        }
        if (random(4) === 0) {
          lake.close();
          lake = openLake(folder, undefined, options);
        }
        check(begin(lake), table, model);
      }
      const then = begin(lake);
      history.forEach((rows, snapshot) => {
        if (snapshot > 0)
          assert.equal(
            ordered(allRows(then, table, null, asOf(then, table, snapshot))),
            ordered(rows.values()),
            `snapshot ${snapshot}`,
          );
      });
      assert.equal(lake.orphanFiles(), []);
      lake.close();
    }));
}

test.run();
