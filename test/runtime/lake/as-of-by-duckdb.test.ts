import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { valuePrinter } from '../../../runtime/columnar/convert/print-value.ts';
import { rowsOf } from '../../../runtime/columnar/rows-of.ts';
import type { Oracle } from '../../support/oracle/oracle.ts';
import { differingRows } from '../../support/oracle/same-rows.ts';
import { scratchSession, type ScratchSession } from '../../support/run-lake.ts';
import { conformance, duck } from './conformance.ts';

type Cell = string | number | bigint | boolean | null;
interface Read {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** What we read; `null` where there was no such table. */
function ours(lake: ScratchSession, name: string, snapshot: number): Read | null {
  try {
    const table = lake.run(`select * from "${name}" as of ${snapshot}`.replaceAll('"', '`')).at(-1)!.table!;
    const printers = table.fields.map(({ type }) => valuePrinter(type));
    const rows = [...rowsOf(table)].map((row) =>
      row.map((value, i) =>
        value === null || table.fields[i]!.type.kind === 'int' ? (value as Cell) : printers[i]!(value),
      ),
    );
    return { columns: table.fields.map((field) => field.name), rows };
  } catch (error) {
    assert.match(String(error), /there was no table|there is no table|is unknown/);
    return null;
  }
}

async function theirs(oracle: Oracle, name: string, snapshot: number): Promise<Read | null> {
  const source = `select * from "${name}" at (version => ${snapshot})`;
  try {
    const described = await oracle.rows(`select column_name from (describe ${source})`);
    const columns = described.map(([column]) => String(column));
    const casts = columns.map(
      (column) => `case when typeof("${column}") in ('INTEGER', 'BIGINT') then "${column}" end, "${column}"::varchar`,
    );
    const rows = await oracle.rows(`select ${casts.join(', ')} from (${source})`);
    return { columns, rows: rows.map((row) => columns.map((_, i) => (row[2 * i] ?? row[2 * i + 1]) as Cell)) };
  } catch (error) {
    assert.match(String(error), /does not exist/);
    return null;
  }
}

/** Both read the same columns and rows of each table at every snapshot. */
async function assertSameHistory(lake: ScratchSession, oracle: Oracle, names: readonly string[]): Promise<void> {
  const [[newest]] = lake.rows('select max(id) from system.snapshots') as [[number]];
  let tables = 0;
  for (let snapshot = 0; snapshot <= newest; snapshot++)
    for (const name of names) {
      const what = `${name} at snapshot ${snapshot} of ${newest}`;
      const [mine, right] = [ours(lake, name, snapshot), await theirs(oracle, name, snapshot)];
      assert.is(mine === null, right === null, what);
      if (mine === null || right === null) continue;
      assert.equal(mine.columns, right.columns, what);
      assert.is(differingRows(mine.rows, right.rows, false), undefined, what);
      tables++;
    }
  assert.ok(tables > newest);
}

const INSERTS = {
  inlined: (columns: string, values: string) => `insert into t (${columns}) select ${values} from range(0, 3) as r(i)`,
  files: (columns: string, values: string) => `insert into t (${columns}) select ${values} from range(0, 1500) as r(i)`,
};

for (const [kind, insert] of Object.entries(INSERTS)) {
  const SHAPES = [
    'create table t (a int32, b string, c int)',
    insert('a, b, c', "i :: int32, 'x', i * 2"),
    'alter table t drop column b',
    insert('a, c', 'i :: int32, i * 3'),
    "alter table t add column b string default 'again'",
    insert('a, c, b', "i :: int32, i * 4, 'own'"),
    'alter table t rename column c to total',
    'alter table t alter column a type int',
    insert('a, total, b', "i + 5000000000, 1, 'wide'"),
    'delete from t where total = 2',
    'update t set total = 7 where total = 4',
    'alter table t rename to u',
    'create table t (other string)',
    "insert into t values ('new')",
    'drop table u',
    'drop table t',
    'create table u (a date)',
    "insert into u values (date '2026-01-01')",
  ];

  conformance(test, `each snapshot has its own columns, as DuckDB says: our changes, ${kind}`, async (folder) => {
    const lake = scratchSession({}, undefined, { folder });
    for (const statement of SHAPES) lake.run(statement);
    const oracle = await duck(folder);
    await assertSameHistory(lake, oracle, ['t', 'u']);
    oracle.close();
    lake.close(true);
  });

  conformance(test, `each snapshot has its own columns, as DuckDB says: its changes, ${kind}`, async (folder) => {
    const lake = scratchSession({}, undefined, { folder });
    const oracle = await duck(folder);
    for (const statement of SHAPES)
      await oracle.run(
        statement
          .replaceAll('int32', 'integer')
          .replace(/\bint\b/g, 'bigint')
          .replace(' alter column a type', ' alter column a set data type'),
      );
    await assertSameHistory(lake, oracle, ['t', 'u']);
    oracle.close();
    lake.close(true);
  });
}

test.run();
