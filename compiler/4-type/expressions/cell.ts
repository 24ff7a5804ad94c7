import { showType } from '../../contract/type.ts';
import type { TypedExpression } from '../../ir/typed-expression.ts';
import { isDynamic, report, type Env } from '../checker.ts';
import { placeOf } from '../statements/facts.ts';
import { failed } from './build.ts';

/**
 * A table in place of a value: its one column's value. No row gives NULL, several rows raise at run time; where many are likely the checker warns.
 * Other expressions stay as they are.
 */
export function asCell(env: Env, value: TypedExpression): TypedExpression {
  const { type } = value.slot;
  if (type.kind !== 'table') return value;
  const [column] = type.columns;
  if (type.open === 'dynamic' && type.columns.length === 0) return cellOf(env, value, -1, '', true);
  if (column === undefined || type.columns.length > 1) {
    report(env, 'PLG1324', { count: type.columns.length }, value.span);
    return failed(value.span);
  }
  return cellOf(env, value, 0, column.name, true);
}

/** One column of the only row of a table. */
export function cellOf(env: Env, table: TypedExpression, column: number, name: string, warn: boolean): TypedExpression {
  const { type } = table.slot;
  if (type.kind !== 'table') return failed(table.span);
  if (warn && type.cardinality === 'many' && !isDynamic(env))
    report(env, 'PLG1309', { what: describe(table) }, table.span);
  const known = type.columns[column];
  const slot =
    known === undefined
      ? { type: { kind: 'dynamic' as const }, nullable: true }
      : { type: known.type, nullable: known.nullable || type.cardinality !== 'one' };
  if (table.kind === 'QueryValue' && env.query !== null) {
    return {
      kind: 'Subquery',
      mode: 'scalar',
      operation: null,
      value: null,
      negated: false,
      query: table.query,
      span: table.span,
      slot,
    };
  }
  const cell: TypedExpression = { kind: 'Cell', table, column, name: known?.name ?? name, span: table.span, slot };
  const place = slot.nullable ? placeOf(cell) : null;
  return place !== null && env.facts.has(place) ? { ...cell, slot: { type: slot.type, nullable: false } } : cell;
}

function describe(table: TypedExpression): string {
  if (table.kind === 'Local') return `\`${table.local.name}\``;
  return table.kind === 'QueryValue' || table.kind === 'Dynamic' ? 'this query' : `this ${showType(table.slot.type)}`;
}
