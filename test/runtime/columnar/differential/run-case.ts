import { rewritePlan } from '../../../../compiler/5-plan/rewrite.ts';
import { EMPTY_VIEW, type CatalogView, type TableInfo } from '../../../../compiler/contract/catalog-view.ts';
import type { DataType, Field } from '../../../../compiler/contract/data-type.ts';
import { tableLeaves } from '../../../../compiler/contract/plan-children.ts';
import type { Plan } from '../../../../compiler/contract/plan.ts';
import { GobiError } from '../../../../compiler/contract/runtime-error.ts';
import { valueReader } from '../../../../runtime/columnar/column-reader.ts';
import { pickColumns } from '../../../../runtime/columnar/operators/result.ts';
import type { Table } from '../../../../runtime/columnar/table.ts';
import type { Value } from '../../../../runtime/columnar/value.ts';
import { lowered } from '../../../support/compile/lowered.ts';
import { runQuery } from '../../../support/evaluate-kernel.ts';
import type { Oracle, OracleValue } from '../../../support/oracle/oracle.ts';
import { differingRows } from '../../../support/oracle/same-rows.ts';
import { decimalText, duckdb, grizzly } from './dialect.ts';
import { comparable } from './sql-text.ts';
import { sqlPlan } from './sql-plan.ts';
import type { TestTable } from './tables.ts';

/** Makes the tables in DuckDB. */
export async function createTables(oracle: Oracle, tables: readonly TestTable[]): Promise<void> {
  for (const { name, table } of tables) {
    await oracle.run(
      `CREATE OR REPLACE TABLE ${name} (${table.fields.map((field) => `"${field.name}" ${duckdb.type(field.type)}`).join(', ')})`,
    );
    const rows = liveRows(table);
    if (rows.length === 0) continue;
    const values = rows.map(
      (row) => `(${row.map((value, i) => duckdb.value(table.fields[i]!.type, value)).join(', ')})`,
    );
    await oracle.run(`INSERT INTO ${name} VALUES ${values.join(', ')}`);
  }
}

/** Rows of a table that are not deleted. */
export function liveRows(table: Table): readonly (readonly Value[])[] {
  return table.segments.flatMap(({ columns, length, deleted }) => {
    const readers = columns.map(valueReader);
    const rows = Array.from({ length }, (_, row) => row).filter(
      (row) => deleted === null || ((deleted[row >> 3]! >> (row & 7)) & 1) === 0,
    );
    return rows.map((row) => readers.map((read) => read(row)));
  });
}

/** What differs between our answer to a plan and DuckDB's, or undefined. An error counts as an answer. `rewritten` runs in the plan's place. */
export async function differenceFor(
  plan: Plan,
  tables: readonly TestTable[],
  oracle: Oracle,
  rewritten: Plan = plan,
): Promise<string | undefined> {
  const sql = `SELECT ${plan.fields.map((field, i) => comparable(field.type, `c${i}`)).join(', ')} FROM (${sqlPlan(plan, duckdb)}) t`;
  let right: readonly (readonly OracleValue[])[] | string;
  try {
    right = await oracle.rows(sql);
  } catch (error) {
    right = `error: ${String(error).slice(0, 300)}`;
    if (!/Out of Range|Conversion|Overflow|overflow/.test(right)) return `DuckDB refuses the query: ${right}\n${sql}`;
  }
  const ours = answer(rewritten, tables);
  if (typeof ours === 'string' || typeof right === 'string')
    return typeof ours === typeof right
      ? undefined
      : `${typeof ours === 'string' ? ours : 'rows'}, not ${typeof right === 'string' ? right : 'rows'}\n${sql}`;
  const difference = differingRows(ours, right, false);
  return difference === undefined ? undefined : `${difference}\n${sql}`;
}

function answer(plan: Plan, tables: readonly TestTable[]): readonly (readonly OracleValue[])[] | string {
  const inputs = tableLeaves(plan).map((leaf) => {
    if (leaf.kind !== 'scan') throw new Error('not a scan');
    return pickColumns(tables.find((each) => each.name === leaf.name)!.table, leaf.fields, leaf.columns);
  });
  try {
    const result = runQuery({ plan, parameters: [] }, inputs);
    return liveRows(result).map((row) => row.map((value, i) => comparableValue(plan.fields[i]!, value)));
  } catch (error) {
    if (error instanceof GobiError) return `error: ${error.message}`;
    throw error;
  }
}

function comparableValue({ type }: Field, value: Value): OracleValue {
  if (value === null) return null;
  if (type.kind === 'decimal') return decimalText(BigInt(value as number | bigint), type.scale);
  return wholeNumber(type) && typeof value === 'number' ? value + 0 : (value as OracleValue);
}

function wholeNumber(type: DataType): boolean {
  return type.kind !== 'float';
}

/** The plan that the compiler makes of the text of a plan in PL-GRIZZLY: parsed, bound, typed and lowered. */
export function throughText(plan: Plan, tables: readonly TestTable[]): Plan {
  const view: CatalogView = { ...EMPTY_VIEW, complete: true, tables: tables.map(tableInfo) };
  return withoutSchema(lowered(sqlPlan(plan, grizzly), { view }));
}

function tableInfo({ name, table }: TestTable, index: number): TableInfo {
  const columns = table.fields.map((field, i) => ({ ...field, fieldId: i + 1, defaultText: null }));
  return {
    id: index + 1,
    schema: 'main',
    name,
    columns,
    keys: [],
    checks: [],
    schemaVersion: 1,
    rowCount: table.rowCount,
    readOnly: false,
  };
}

function withoutSchema(plan: Plan): Plan {
  return rewritePlan(plan, (each) => (each.kind === 'scan' ? { ...each, name: each.name.replace('main.', '') } : each));
}
