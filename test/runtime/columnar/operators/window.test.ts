import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { DATE, INT, type Field } from '../../../../compiler/contract/data-type.ts';
import { EMPTY_VIEW, type CatalogView } from '../../../../compiler/contract/catalog-view.ts';
import { optimize } from '../../../../compiler/5-plan/optimize.ts';
import { columnFromValues } from '../../../../runtime/columnar/builders/column-builder.ts';
import type { Table } from '../../../../runtime/columnar/table.ts';
import type { Value } from '../../../../runtime/columnar/value.ts';
import { lowered } from '../../../support/compile/lowered.ts';
import { runQuery } from '../../../support/evaluate-kernel.ts';
import { openOracle } from '../../../support/oracle/oracle.ts';
import { differingRows } from '../../../support/oracle/same-rows.ts';
import { liveRows } from '../differential/run-case.ts';

/** Calls that DuckDB and the language spell alike; `id` is unique, so that every order is total. */
const calls = [
  'row_number() over (order by id desc)',
  'rank() over (order by v)',
  'dense_rank() over (partition by p order by v desc)',
  'percent_rank() over (partition by p order by v)',
  'cume_dist() over (order by v)',
  'ntile(5) over (order by id)',
  'ntile(3) over (partition by p order by id)',
  'lag(v) over (order by id)',
  'lag(v, 2, -1) over (partition by p order by id)',
  'lead(v, 3) over (order by id desc)',
  'first_value(v) over (partition by p order by id)',
  'last_value(v) over (partition by p order by id rows between 1 preceding and 1 following)',
  'nth_value(v, 2) over (order by id rows between unbounded preceding and unbounded following)',
  'sum(v) over (order by id rows between 2 preceding and current row)',
  'sum(v) over (order by id rows between 3 preceding and 1 preceding)',
  'count(v) over (order by id rows between current row and 2 following)',
  'max(v) over (partition by p order by id rows between 1 following and 3 following)',
  'sum(v) over (order by n range between 3 preceding and 3 following)',
  'count(*) over (order by n desc range between 2 preceding and current row)',
  'sum(id) over (order by v range between 1 preceding and unbounded following)',
  "count(*) over (order by d range between interval '3 days' preceding and current row)",
  "sum(id) over (order by d range between interval '1 month' preceding and interval '1 day' following)",
  'sum(v) over (order by n groups between 1 preceding and 1 following)',
  'sum(id) over (order by n groups between current row and 2 following exclude group)',
  'sum(id) over (order by n rows between unbounded preceding and unbounded following exclude current row)',
  'count(*) over (order by n range between unbounded preceding and unbounded following exclude ties)',
  'min(v) filter (where id > 4) over (partition by p order by id)',
  "string_agg(cast(id as varchar), '-') over (order by id rows between 1 preceding and 1 following)",
] as const;

const fields: readonly Field[] = [
  { name: 'id', type: INT, nullable: false },
  { name: 'p', type: INT, nullable: true },
  { name: 'v', type: INT, nullable: true },
  { name: 'n', type: INT, nullable: false },
  { name: 'd', type: DATE, nullable: false },
];

const rows: readonly (readonly Value[])[] = Array.from({ length: 100 }, (_, i) => [
  i + 1,
  i % 13 === 0 ? null : i % 4,
  i % 7 === 3 ? null : (i * 37) % 11,
  (i * 17) % 23,
  19_700 + ((i * 5) % 61),
]);

const table: Table = {
  fields,
  segments: [
    {
      length: rows.length,
      columns: fields.map((field, i) =>
        columnFromValues(
          field.type,
          rows.map((row) => row[i]!),
        ),
      ),
      deleted: null,
      deletedCount: 0,
    },
  ],
  rowCount: rows.length,
};

const view: CatalogView = {
  ...EMPTY_VIEW,
  complete: true,
  tables: [
    {
      id: 1,
      schema: 'main',
      name: 'w',
      columns: fields.map((field, i) => ({ ...field, fieldId: i + 1, defaultText: null })),
      keys: [],
      checks: [],
      schemaVersion: 1,
      rowCount: rows.length,
      readOnly: false,
    },
  ],
};

test('window calls give what DuckDB gives', async () => {
  const oracle = await openOracle({ threads: '1' });
  try {
    const values = rows.map(
      (row) =>
        `(${row.map((value, i) => (i === 4 ? `date '1970-01-01' + ${String(value)}` : String(value))).join(', ')})`,
    );
    await oracle.run(`create table w as select * from (values ${values.join(', ')}) t(id, p, v, n, d)`);
    for (const call of calls) {
      const sql = `select id, ${call} as w from w`;
      const plan = lowered(sql, { view });
      for (const each of [plan, optimize(plan)]) {
        const ours = liveRows(runQuery({ plan: each, parameters: [] }, [columnsOf(each)])) as Parameters<
          typeof differingRows
        >[0];
        assert.is(differingRows(ours, await oracle.rows(sql), false), undefined, call);
      }
    }
  } finally {
    oracle.close();
  }
});

/** The table with the columns that the plan's one scan reads. */
function columnsOf(plan: object): Table {
  const scan = findScan(plan);
  return {
    ...table,
    fields: scan.map((i) => fields[i]!),
    segments: table.segments.map((segment) => ({ ...segment, columns: scan.map((i) => segment.columns[i]!) })),
  };
}

function findScan(plan: object): readonly number[] {
  if ('kind' in plan && plan.kind === 'scan' && 'columns' in plan) return plan.columns as readonly number[];
  return 'input' in plan ? findScan(plan.input as object) : [];
}

test.run();
