import { writeSync } from 'node:fs';
import { INT, STRING } from '../../compiler/contract/data-type.ts';
import { findTable } from '../../runtime/catalog/find.ts';
import { tableFromRows } from '../../runtime/columnar/table-from-rows.ts';
import type { Files } from '../../runtime/host/files.ts';
import type { CatalogDatabase } from '../../runtime/lake/database.ts';
import type { Lake } from '../../runtime/lake/lake.ts';
import { nodeHost, openLake } from '../../runtime/lake/open-lake.ts';
import { openSqlite } from '../../runtime/lake/sqlite-database.ts';
import { begin } from '../../runtime/transaction/begin.ts';

/**
 * Commits in a loop until it is killed, and says on standard output which commit was acknowledged. With a number as second argument it kills itself
 * at this fault point: before and after each file is written, before each statement of the SQL transaction, before and after its end.
 * Commit `i` inserts a row `i` into `small`, a row `i` into `moves`, moves money between the two accounts, and every other time writes a file of rows and deletes from earlier ones.
 */
const [folder, faultText] = process.argv.slice(2) as [string, string];
const fault = Number(faultText);
let point = 0;

function mayEnd(): void {
  if (++point === fault) process.kill(process.pid, 'SIGKILL');
}

function faultyFiles(files: Files): Files {
  return {
    ...files,
    create(path, bytes) {
      mayEnd();
      files.create(path, bytes);
      mayEnd();
    },
  };
}

function faultyDatabase(database: CatalogDatabase): CatalogDatabase {
  return {
    one: (sql, ...parameters) => database.one(sql, ...parameters),
    all: (sql, ...parameters) => database.all(sql, ...parameters),
    arrays: (sql, ...parameters) => database.arrays(sql, ...parameters),
    run(sql, ...parameters) {
      mayEnd();
      return database.run(sql, ...parameters);
    },
    script: (sql) => database.script(sql),
    write(work) {
      const result = database.write(() => {
        const done = work();
        mayEnd();
        return done;
      });
      mayEnd();
      return result;
    },
    nested: (work) => database.nested(work),
    ofTables: (key, read) => database.ofTables(key, read),
    read: (work) => database.read(work),
    close: () => database.close(),
  };
}

const columns = [
  { name: 'id', type: INT, nullable: false, defaultText: null, defaultValue: undefined },
  { name: 'text', type: STRING, nullable: true, defaultText: null, defaultValue: undefined },
];

function makeTables(lake: Lake): void {
  const tx = begin(lake);
  for (const name of ['small', 'moves', 'accounts']) {
    tx.createTable({ schema: 'main', name, columns, keys: [{ name: null, primary: true, columns: [0] }], checks: [] });
  }
  const accounts = findTable(tx.state, 'main', 'accounts')!.id;
  tx.insertRow(accounts, [1, '1000000']);
  tx.insertRow(accounts, [2, '0']);
  tx.commit();
}

function commitOne(lake: Lake, i: number, large: boolean): void {
  const tx = begin(lake);
  const table = (name: string): number => findTable(tx.state, 'main', name)!.id;
  const [small, moves, accounts] = [table('small'), table('moves'), table('accounts')];
  tx.insertRow(small, [i, `row ${i}`]);
  const rows = large ? 64 : 1;
  tx.insert(
    moves,
    tableFromRows(
      columns,
      Array.from({ length: rows }, (_, k) => [i * 100 + k, String(rows)]),
    ),
  );
  for (const [id, by] of [
    [1, -1],
    [2, 1],
  ] as const) {
    const position = tx.lookup(accounts, 0, [id])!;
    tx.updateRow(accounts, position, [1], [String(Number(tx.readRow(accounts, position, [1])[0]) + by)]);
  }
  // Twice a part of what was written before: the second time joins the first one's delete file.
  for (const [back, first] of [
    [2, 0],
    [4, 21],
  ] as const) {
    if (large && i > back)
      tx.delete(
        moves,
        Array.from({ length: 21 }, (_, k) => tx.lookup(moves, 0, [(i - back) * 100 + first + k])!),
      );
  }
  tx.upsertType({ kind: 'exception', name: 'LastCommit', message: String(i), text: `type LastCommit ${i}` });
  tx.commit();
}

const host = {
  ...nodeHost,
  files: faultyFiles(nodeHost.files),
  openDatabase: (file: string) => faultyDatabase(openSqlite(file)),
};
const lake = openLake(folder, host, { create: true, inlineRows: 20 });
if (findTable(lake.head(), 'main', 'small') === null) makeTables(lake);
const done = lake.head().types.get('lastcommit');
let next = done?.kind === 'exception' ? Number(done.message) + 1 : 1;
writeSync(1, `ready ${next - 1}\n`);
for (; ; next++) {
  commitOne(lake, next, next % 2 === 0);
  writeSync(1, `${next}\n`);
}
