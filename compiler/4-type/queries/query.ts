import { INT, NULL, type DataType, type Field } from '../../contract/data-type.ts';
import { isDataType, type Cardinality, type Column } from '../../contract/type.ts';
import type { Expression } from '../../ir/syntax-expression.ts';
import type { CommonTable, Query, QueryBody } from '../../ir/syntax-query.ts';
import type { TypedExpression } from '../../ir/typed-expression.ts';
import type { TypedCte, TypedItem, TypedQuery, TypedQueryBody } from '../../ir/typed-query.ts';
import { assertNever } from '../../source/assert-never.ts';
import { newSource, report, type Env } from '../checker.ts';
import { isFailed } from '../expressions/build.ts';
import { asCell } from '../expressions/cell.ts';
import { check } from '../expressions/expression.ts';
import { rehearsed } from '../routines/standing-tables.ts';
import { coerce } from '../types/coerce.ts';
import { EMPTY_SCOPE, type CteShape } from './query-scope.ts';
import { checkFirstPart, checkRounds } from './recursive.ts';
import { checkOrder } from './order.ts';
import { checkSelect } from './select.ts';
import { checkSetOperation } from './set-operation.ts';
import { checkValues } from './values.ts';

/** A query body with its output. `columns` may have types that only run time knows; then `dynamic` tells whether there are further ones too. */
export interface CheckedBody {
  readonly body: TypedQueryBody;
  readonly columns: readonly Column[];
  readonly dynamic: boolean;
  readonly cardinality: Cardinality;
  /** A mistake in it was reported. */
  readonly wrong: boolean;
  /** For ORDER BY of a SELECT: what its expressions see, and its items. */
  readonly inside: {
    readonly env: Env;
    readonly items: readonly TypedItem[];
    readonly isDistinct: boolean;
    readonly overGroups: (value: TypedExpression) => TypedExpression;
  } | null;
}

export interface CheckedQuery {
  readonly query: TypedQuery;
  readonly columns: readonly Column[];
  readonly dynamic: boolean;
  readonly wrong: boolean;
}

/** Types a query: its common tables, its body, and the clauses behind it. */
export function checkQuery(env: Env, node: Query): CheckedQuery {
  const isOutermost = env.query === null || (env.query.parent === null && env.query.sources.length === 0);
  return isOutermost ? rehearsed(env, (each) => checkParts(each, node)) : checkParts(env, node);
}

function checkParts(env: Env, node: Query): CheckedQuery {
  const { env: inside, ctes, wrong } = openTables(env, node);
  const body = checkBody(inside, node.body);
  const orderBy = checkOrder(inside, node.orderBy, body);
  const percent = node.limit?.unit === 'percent';
  const limit =
    node.limit === undefined
      ? null
      : checkCount(env, node.limit.count, 'LIMIT', percent ? { kind: 'float', bits: 64 } : INT);
  const offset = node.offset === undefined ? null : checkCount(env, node.offset, 'OFFSET');
  const fields = fieldsOf(body.columns);
  const type = {
    kind: 'table' as const,
    columns: body.columns,
    open: body.dynamic ? ('dynamic' as const) : null,
    cardinality: limited(body.cardinality, limit, offset, percent),
  };
  const query: TypedQuery = {
    kind: 'Query',
    span: node.span,
    type,
    fields,
    ctes,
    body: body.body,
    orderBy,
    limit,
    ...(percent ? { percent: true as const } : {}),
    offset,
    stream: node.stream,
  };
  return {
    query,
    columns: body.columns,
    dynamic: body.dynamic,
    wrong: wrong || body.wrong || orderBy.some((key) => isFailed(key.value)),
  };
}

/** Columns as fields of values; what only run time knows stands as NULL's type, since such a query is typed again. */
export function fieldsOf(columns: readonly Column[]): readonly Field[] {
  return columns.map(({ name, type, nullable }) => ({ name, type: isDataType(type) ? type : NULL, nullable }));
}

export function checkBody(env: Env, body: QueryBody): CheckedBody {
  switch (body.kind) {
    case 'Select':
      return checkSelect(env, body);
    case 'SetOperation':
      return checkSetOperation(env, body);
    case 'Values':
      return checkValues(env, body);
    case 'NestedQuery': {
      const { query, columns, dynamic, wrong } = checkQuery(env, body.query);
      return {
        body: { kind: 'Nested', query },
        columns,
        dynamic,
        cardinality: query.type.cardinality,
        wrong,
        inside: null,
      };
    }
    default:
      return assertNever(body);
  }
}

/** LIMIT and OFFSET: a whole number that does not depend on the rows. */
function checkCount(env: Env, node: Expression, clause: string, type: DataType = INT): TypedExpression {
  const value = asCell({ ...env, query: null }, check({ ...env, query: null }, node, { type, nullable: true }));
  if (value.slot.type.kind === 'dynamic') return value;
  if (value.kind === 'Literal' && typeof value.value === 'number' && value.value < 0)
    report(env, 'PLG1335', { what: clause, negative: true }, node.span);
  return coerce(env, value, { type, nullable: true }, () => report(env, 'PLG1335', { what: clause }, node.span));
}

function limited(
  cardinality: Cardinality,
  limit: TypedExpression | null,
  offset: TypedExpression | null,
  percent: boolean,
): Cardinality {
  if (!percent && limit?.kind === 'Literal' && (limit.value === 0 || limit.value === 1))
    return cardinality === 'one' && limit.value === 1 && offset === null ? 'one' : 'at-most-one';
  return cardinality === 'one' && (limit !== null || offset !== null) ? 'at-most-one' : cardinality;
}

/** The WITH clause: each table sees those before it; a recursive one sees itself, with the columns of its first part. */
export function openTables(
  env: Env,
  node: Pick<Query, 'with'>,
): { readonly env: Env; readonly ctes: readonly TypedCte[]; readonly wrong: boolean } {
  if (node.with === undefined) return { env, ctes: [], wrong: false };
  const shapes = new Map<CommonTable, CteShape>();
  const inside: Env = { ...env, query: { ...EMPTY_SCOPE, parent: env.query, ctes: shapes } };
  let wrong = false;
  const ctes = node.with.tables.map((table): TypedCte => {
    const id = newSource(env);
    const recursive = node.with?.recursive === true && checkFirstPart(inside, table, id, shapes);
    const checked = checkQuery(inside, table.query);
    const columns = renamed(env, table, checked.columns);
    if (recursive) checkRounds(env, table, shapes, columns);
    shapes.set(table, { id, columns, dynamic: checked.dynamic });
    wrong ||= checked.wrong;
    return {
      id,
      name: table.name.text,
      query: { ...checked.query, fields: fieldsOf(columns), type: { ...checked.query.type, columns } },
      recursive,
    };
  });
  return { env: inside, ctes, wrong };
}

export function renamed(env: Env, table: CommonTable, columns: readonly Column[]): readonly Column[] {
  if (table.columns.length === 0) return columns;
  if (table.columns.length !== columns.length) {
    report(
      env,
      'PLG1329',
      { name: table.name.text, given: table.columns.length, needed: columns.length },
      table.name.span,
    );
  }
  return columns.map((column, i) => ({ ...column, name: table.columns[i]?.text ?? column.name }));
}
