import { BOOLEAN } from '../../contract/data-type.ts';
import type { Operation } from '../../contract/scalar.ts';
import type { Span } from '../../contract/span.ts';
import { showType } from '../../contract/type.ts';
import type { Exists, InQuery, Quantified } from '../../ir/syntax-expression.ts';
import type { Query } from '../../ir/syntax-query.ts';
import type { TypedExpression } from '../../ir/typed-expression.ts';
import type { TypedQuery } from '../../ir/typed-query.ts';
import { report, type Env } from '../checker.ts';
import { failed, isFailed } from '../expressions/build.ts';
import { asCell } from '../expressions/cell.ts';
import { check } from '../expressions/expression.ts';
import { operate } from '../expressions/operators.ts';
import { solve } from '../calls/type-variables.ts';
import { coerce } from '../types/coerce.ts';
import { ERROR, conversionCost } from '../types/conversion.ts';
import { dynamicQuery } from './dynamic.ts';
import { checkQuery, type CheckedQuery } from './query.ts';
import { openTracker } from './tracker.ts';

/** A query as a value: a table. The outermost one is typed again at run time when a source is known only then. */
export function checkQueryValue(env: Env, node: Query): TypedExpression {
  if (env.query !== null) return queryValue(checkQuery(env, node), node.span);
  const tracker = openTracker(env.frame.locals.length, env.tracker);
  const checked = checkQuery({ ...env, tracker }, node);
  return tracker.dynamic ? dynamicQuery(env, checked, tracker, node) : queryValue(checked, node.span);
}

function queryValue({ query, wrong }: CheckedQuery, span: Span): TypedExpression {
  if (wrong) return failed(span);
  const type = query.stream ? { kind: 'iterator' as const, table: query.type } : query.type;
  return { kind: 'QueryValue', query, span, slot: { type, nullable: false } };
}

export function checkExists(env: Env, node: Exists): TypedExpression {
  const table = checkQueryValue(env, node.query);
  if (isFailed(table)) return table;
  const slot = { type: BOOLEAN, nullable: false };
  if (table.kind === 'QueryValue') {
    return {
      kind: 'Subquery',
      mode: 'exists',
      operation: null,
      value: null,
      negated: false,
      query: table.query,
      span: node.span,
      slot,
    };
  }
  return operate(env, 'has_rows', [table], node.span);
}

export function checkInQuery(env: Env, node: InQuery): TypedExpression {
  const value = asCell(env, check(env, node.operand, null));
  const table = checkQueryValue(env, node.query);
  if (isFailed(value) || isFailed(table)) return failed(node.span);
  return inTable(env, value, table, node.negated, node.span);
}

/** `x in table`: compared with the only column, both brought to one type. */
export function inTable(
  env: Env,
  value: TypedExpression,
  table: TypedExpression,
  negated: boolean,
  span: Span,
): TypedExpression {
  const { type } = table.slot;
  if (type.kind !== 'table') return failed(span);
  const [column] = type.columns;
  const slot = { type: BOOLEAN, nullable: true };
  if (column === undefined || type.open === 'dynamic' || value.slot.type.kind === 'dynamic') {
    if (table.kind === 'QueryValue')
      return { kind: 'Subquery', mode: 'in', operation: null, value, negated, query: table.query, span, slot };
    const list: TypedExpression = {
      kind: 'TableToList',
      table,
      span: table.span,
      slot: { type: { kind: 'dynamic' }, nullable: false },
    };
    return { kind: 'InList', value, list: [list], negated, span, slot };
  }
  if (type.columns.length > 1) {
    report(env, 'PLG1324', { count: type.columns.length }, table.span);
    return failed(span);
  }
  if (negated && column.nullable) report(env, 'PLG1311', { column: column.name }, span);
  const common = solve({
    types: [column.type, ...(value.kind === 'Literal' ? [] : [value.slot.type])],
    literals: value.kind === 'Literal' && value.value !== null ? [value] : [],
  });
  if (common === null || conversionCost(column.type, common) === null) {
    report(
      env,
      'PLG1202',
      { operator: negated ? 'not in' : 'in', left: showType(value.slot.type), right: showType(column.type) },
      span,
    );
    return failed(span);
  }
  const subject = coerce(env, value, { type: common, nullable: true });
  const nullable = subject.slot.nullable || column.nullable;
  if (table.kind === 'QueryValue')
    return {
      kind: 'Subquery',
      mode: 'in',
      operation: null,
      value: subject,
      negated,
      query: table.query,
      span,
      slot: { type: BOOLEAN, nullable },
    };
  const list: TypedExpression = {
    kind: 'TableToList',
    table,
    span: table.span,
    slot: { type: { kind: 'list', element: column.type as never, elementNullable: column.nullable }, nullable: false },
  };
  const found = operate(env, 'contains', [list, subject], span);
  return negated ? operate(env, 'not', [found], span) : found;
}

const OPERATIONS: Readonly<Record<Quantified['operator'], Operation>> = {
  '=': 'equal',
  '!=': 'not_equal',
  '<': 'less',
  '<=': 'less_equal',
  '>': 'greater',
  '>=': 'greater_equal',
};

/** `x > all (select …)`, `x = any (select …)`. */
export function checkQuantified(env: Env, node: Quantified): TypedExpression {
  const value = asCell(env, check(env, node.left, null));
  const table = checkQueryValue(env, node.query);
  if (isFailed(value) || isFailed(table) || table.slot.type.kind !== 'table') return failed(node.span);
  const { columns, open } = table.slot.type;
  const slot = { type: BOOLEAN, nullable: true };
  const operation = OPERATIONS[node.operator];
  if (table.kind !== 'QueryValue')
    return { ...failed(node.span), slot: open === 'dynamic' ? slot : { type: ERROR, nullable: false } };
  const query: TypedQuery = table.query;
  const [column] = columns;
  if (open === 'dynamic' || column === undefined)
    return { kind: 'Subquery', mode: node.quantifier, operation, value, negated: false, query, span: node.span, slot };
  if (columns.length !== 1) {
    report(env, 'PLG1324', { count: columns.length }, node.query.span);
    return failed(node.span);
  }
  const subject = coerce(env, value, { type: column.type, nullable: true });
  return {
    kind: 'Subquery',
    mode: node.quantifier,
    operation,
    value: subject,
    negated: false,
    query,
    span: node.span,
    slot,
  };
}
