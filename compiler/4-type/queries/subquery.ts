import { BOOLEAN } from '../../contract/data-type.ts';
import type { Span } from '../../contract/span.ts';
import { showType } from '../../contract/type.ts';
import type { Exists, InQuery, Quantified } from '../../ir/syntax-expression.ts';
import type { Query } from '../../ir/syntax-query.ts';
import type { TypedExpression } from '../../ir/typed-expression.ts';
import type { TypedQuery } from '../../ir/typed-query.ts';
import { newSource, report, type Env } from '../checker.ts';
import { failed, isFailed } from '../expressions/build.ts';
import { asCell } from '../expressions/cell.ts';
import { check } from '../expressions/expression.ts';
import { operate } from '../expressions/operators.ts';
import { equalRows, rowValues } from '../expressions/row-value.ts';
import { solve } from '../calls/type-variables.ts';
import { coerce } from '../types/coerce.ts';
import { ERROR, conversionCost } from '../types/conversion.ts';
import { takesType } from '../types/parameter-type.ts';
import { withoutSecret } from '../types/secret.ts';
import { itemSpan } from './distinct-names.ts';
import { dynamicQuery } from './dynamic.ts';
import { plainQuery, plainSelect } from './plain-query.ts';
import { checkQuery, fieldsOf, type CheckedQuery } from './query.ts';
import { holdsForSome } from './rows-such-that.ts';
import { openTracker } from './tracker.ts';
import { usesUntypedValues } from './untyped-values.ts';

/** A query as a value: a table. The outermost one is typed again at run time when a source is known only then. */
export function checkQueryValue(env: Env, node: Query): TypedExpression {
  if (env.query !== null) return queryValue(checkQuery(env, node), node.span);
  const tracker = openTracker(env.frame.locals.length, env.tracker);
  const checked = checkQuery({ ...env, tracker }, node);
  const dynamic = tracker.dynamic || usesUntypedValues(tracker, checked.query);
  return dynamic ? dynamicQuery(env, checked, tracker, node) : queryValue(checked, node.span);
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
  given: TypedExpression,
  table: TypedExpression,
  negated: boolean,
  span: Span,
): TypedExpression {
  const { type } = table.slot;
  if (type.kind !== 'table') return failed(span);
  const [column] = type.columns;
  if ([given, table].some((each) => isFailed(withoutSecret(env, each, 'a comparison')))) return failed(span);
  const value = column === undefined || !takesType(given, column.type) ? given : coerce(env, given, column);
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
  const row = rowValues(value);
  const query = row === null ? null : rowsOf(env, table);
  if (row !== null && query !== null && row.length === type.columns.length) {
    const absent = type.columns.find((each) => each.nullable);
    if (negated && absent !== undefined)
      report(env, 'PLG1311', { column: absent.name }, itemOf(table, type.columns.indexOf(absent), span));
    const found = holdsForSome(env, query, (columns) => equalRows(env, row, columns, span));
    return negated && !isFailed(found) ? operate(env, 'not', [found], span) : found;
  }
  if (type.columns.length > 1 || row !== null) {
    report(env, 'PLG1324', { count: type.columns.length, needed: row?.length }, table.span);
    return failed(span);
  }
  if (negated && column.nullable) report(env, 'PLG1311', { column: column.name }, itemOf(table, 0, span));
  const common = solve({
    types: [column.type, ...(value.kind === 'Literal' ? [] : [value.slot.type])],
    literals: value.kind === 'Literal' && value.value !== null ? [value] : [],
    texts: [],
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

/** The query that gives the rows of a table: the table's own, or one that reads a local. */
function rowsOf(env: Env, table: TypedExpression): TypedQuery | null {
  if (table.kind === 'QueryValue') return table.query;
  const { type } = table.slot;
  if (table.kind !== 'Local' || type.kind !== 'table' || type.open !== null) return null;
  const { span, local } = table;
  const fields = fieldsOf(type.columns);
  const id = newSource(env);
  const items = fields.map((field, column) => ({
    name: field.name,
    value: { kind: 'Column' as const, source: id, column, name: field.name, span, slot: field },
  }));
  const from = { kind: 'LocalSource' as const, id, alias: null, fields, span, local };
  return plainQuery(plainSelect(from, items, span), type, fields, span);
}

/** Where a column of a subquery is selected. */
function itemOf(table: TypedExpression, index: number, otherwise: Span): Span {
  return table.kind === 'QueryValue' ? (itemSpan(table.query.body, index) ?? otherwise) : otherwise;
}

/** The comparison that is false where the other is true. */
const OPPOSITE: Readonly<Record<Quantified['operator'], Quantified['operator']>> = {
  '=': '!=',
  '!=': '=',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
};

/** `x > all (select …)`, `x = any (select …)`: `all` is that the opposite holds for none. */
export function checkQuantified(env: Env, node: Quantified): TypedExpression {
  const value = asCell(env, check(env, node.left, null));
  const table = checkQueryValue(env, node.query);
  if (isFailed(value) || isFailed(table) || table.slot.type.kind !== 'table') return failed(node.span);
  const { columns, open } = table.slot.type;
  const slot = { type: BOOLEAN, nullable: true };
  if (open === 'dynamic' || columns.length === 0 || table.kind !== 'QueryValue')
    return { ...failed(node.span), slot: open === 'dynamic' ? slot : { type: ERROR, nullable: false } };
  if (columns.length !== 1) {
    report(env, 'PLG1324', { count: columns.length, needed: undefined }, node.query.span);
    return failed(node.span);
  }
  const { span, operator, quantifier } = node;
  if (operator === '=' && quantifier === 'any') return inTable(env, value, table, false, span);
  if (operator === '!=' && quantifier === 'all') return inTable(env, value, table, true, span);
  const symbol = quantifier === 'all' ? OPPOSITE[operator] : operator;
  const found = holdsForSome(env, table.query, ([column]) => operate(env, symbol, [value, column!], span));
  return quantifier === 'all' && !isFailed(found) ? operate(env, 'not', [found], span) : found;
}
