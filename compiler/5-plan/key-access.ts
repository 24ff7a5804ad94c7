import type { CatalogView, TableInfo } from '../contract/catalog-view.ts';
import type { Dml, KeyAccess } from '../contract/dml.ts';
import type { Plan, Scan } from '../contract/plan.ts';
import { scalarChildren } from '../contract/scalar-children.ts';
import type { Scalar } from '../contract/scalar.ts';
import { sameDataType } from '../contract/data-type.ts';
import { conjuncts } from './lower/join-condition.ts';

type Tables = ReadonlyMap<number, CatalogView['tables'][number]>;

/** The key by which a query finds at most one row: a projection over a filter over a scan, the filter saying nothing but the values of a whole key. */
export function keyOfQuery(plan: Plan, tables: Tables): KeyAccess | null {
  const below = plan.kind === 'project' ? plan.input : plan;
  return below.kind === 'filter' && below.input.kind === 'scan' ? keyOf(below.input, below.predicate, tables) : null;
}

/** The same for updates and deletes. */
export function keyOfDml(dml: Dml, tables: Tables): KeyAccess | null {
  return dml.kind === 'update' || dml.kind === 'delete' ? keyOfQuery(dml.query.plan, tables) : null;
}

function keyOf(scan: Scan, predicate: Scalar, tables: Tables): KeyAccess | null {
  const table = tables.get(scan.table);
  // read-only tables are made when they are read: nothing finds their rows by a key
  if (table === undefined || table.readOnly || scan.asOf !== null || scan.since !== undefined) return null;
  const values = new Map<number, Scalar>();
  for (const conjunct of conjuncts(predicate)) {
    const pair = columnEquals(conjunct, scan);
    if (pair === null || values.has(pair.column)) return null;
    values.set(pair.column, pair.value);
  }
  const key = table.keys.findIndex((k) => k.columns.length === values.size && k.columns.every((c) => values.has(c)));
  return key < 0 ? null : { table: scan.table, key, values: columnsOf(table, key).map((c) => values.get(c)!) };
}

function columnsOf(table: TableInfo, key: number): readonly number[] {
  return table.keys[key]!.columns;
}

/** `column = value` where the value has the column's type and depends on no row. */
function columnEquals(scalar: Scalar, scan: Scan): { column: number; value: Scalar } | null {
  if (scalar.kind !== 'operation' || scalar.operation !== 'equal') return null;
  const [a, b] = [scalar.args[0]!, scalar.args[1]!];
  const [column, value] = a.kind === 'column' ? [a, b] : [b, a];
  if (column.kind !== 'column' || dependsOnRow(value) || !sameDataType(column.type, value.type)) return null;
  const position = scan.columns[column.index];
  return position === undefined ? null : { column: position, value };
}

function dependsOnRow(scalar: Scalar): boolean {
  return (
    scalar.kind === 'column' ||
    scalar.kind === 'outer' ||
    scalar.kind === 'subquery' ||
    scalarChildren(scalar).some(dependsOnRow)
  );
}
