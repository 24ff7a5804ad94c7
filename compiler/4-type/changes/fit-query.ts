import type { TableInfo } from '../../contract/catalog-view.ts';
import { tableOf } from '../../contract/type.ts';
import type { TypedExpression } from '../../ir/typed-expression.ts';
import type { TypedItem, TypedQuery, TypedSelect } from '../../ir/typed-query.ts';
import { newSource, type Env } from '../checker.ts';
import { isFailed } from '../expressions/build.ts';
import { plainSelect } from '../queries/plain-query.ts';
import { fieldsOf } from '../queries/query.ts';
import { reportMismatch, type Mismatch } from '../types/coerce.ts';
import { intoColumn } from './assignments.ts';

/** The rows of an insert with their columns made to fit those of the table: in the select list itself, or in a projection around the query. */
export function fitQuery(env: Env, query: TypedQuery, table: TableInfo, takes: readonly number[]): TypedQuery | null {
  if (query.type.open !== null) return query;
  const { body } = query;
  if (body.kind === 'Values') return fitValues(env, query, body, table, takes);
  if (body.kind === 'Select' && body.distinct === null) {
    const items = body.items.map((item, i): TypedItem => ({
      name: item.name,
      value: intoColumn(env, item.value, table, takes[i]!, named(env, item.value, table, takes[i]!)),
    }));
    return items.some((item) => isFailed(item.value)) ? null : withItems(query, { ...body, items });
  }
  const id = newSource(env);
  const items = query.type.columns.map((column, i): TypedItem => {
    const value: TypedExpression = {
      kind: 'Column',
      source: id,
      column: i,
      name: column.name,
      span: query.span,
      slot: { type: column.type, nullable: column.nullable },
    };
    return { name: column.name, value: intoColumn(env, value, table, takes[i]!, named(env, value, table, takes[i]!)) };
  });
  if (items.some((item) => isFailed(item.value))) return null;
  if (items.every((item) => item.value.kind === 'Column')) return query;
  const { fields, span } = query;
  const from = { kind: 'QuerySource' as const, id, alias: null, fields, span, query, lateral: false };
  const select = plainSelect(from, items, span);
  return withItems({ ...query, ctes: [], orderBy: [], limit: null, offset: null }, select);
}

/** The query's text does not show which column a value is for: the message does. */
function named(env: Env, value: TypedExpression, table: TableInfo, index: number): Mismatch {
  return (_, target) => reportMismatch(env, value, target, table.columns[index]!.name);
}

/** VALUES took the types of the columns already; what is surely NULL is told here. */
function fitValues(
  env: Env,
  query: TypedQuery,
  body: Extract<TypedQuery['body'], { kind: 'Values' }>,
  table: TableInfo,
  takes: readonly number[],
): TypedQuery | null {
  const rows = body.rows.map((row) => row.map((value, i) => intoColumn(env, value, table, takes[i]!)));
  return rows.some((row) => row.some(isFailed)) ? null : { ...query, body: { ...body, rows } };
}

function withItems(query: TypedQuery, body: TypedSelect): TypedQuery {
  const columns = body.items.map(({ name, value }) => ({ name, type: value.slot.type, nullable: value.slot.nullable }));
  return {
    ...query,
    body,
    fields: fieldsOf(columns),
    type: { ...tableOf(columns), cardinality: query.type.cardinality },
  };
}
