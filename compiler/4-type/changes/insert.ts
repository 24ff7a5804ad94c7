import type { TableInfo } from '../../contract/catalog-view.ts';
import type { Insert, UpsertInto } from '../../ir/syntax-change.ts';
import type { Expression } from '../../ir/syntax-expression.ts';
import { isDefaultWord } from '../../ir/default-word.ts';
import { tableOf } from '../../contract/type.ts';
import type { TypedExpression, TypedInsert } from '../../ir/typed-expression.ts';
import type { TypedQuery } from '../../ir/typed-query.ts';
import { meaningOf, report, type Env } from '../checker.ts';
import { isFailed, literal } from '../expressions/build.ts';
import { check } from '../expressions/expression.ts';
import { plainQuery } from '../queries/plain-query.ts';
import { EMPTY_SCOPE } from '../queries/query-scope.ts';
import { checkQuery } from '../queries/query.ts';
import { checkValues } from '../queries/values.ts';
import { coerce } from '../types/coerce.ts';
import { columnIndexes, intoColumn } from './assignments.ts';
import { checkReturning } from './change.ts';
import { checkConflict } from './conflict.ts';
import { fitQuery } from './fit-query.ts';
import { checksOf, noteChange, targetOf, type Target } from './target.ts';

export function checkInsert(env: Env, node: Insert): TypedInsert | null {
  const target = targetOf(env, node.target, null);
  const rows = checkRows(env, node, target);
  if (target.kind !== 'table' || rows === null) return null;
  const { table, source } = target;
  const conflict = node.conflict === undefined ? null : checkConflict(env, node.conflict, table, source);
  return finish(env, node, target, rows, conflict, false);
}

/** The typed insert from its parts; also of UPSERT. */
export function finish(
  env: Env,
  node: Insert | UpsertInto,
  target: Extract<Target, { kind: 'table' }>,
  rows: Rows,
  conflict: TypedInsert['conflict'],
  upsert: boolean,
): TypedInsert | null {
  const { table, name, source } = target;
  const returning = checkReturning(env, node.returning, [source]);
  if (returning.wrong) return null;
  const at = node.target.span;
  noteChange(env, 'insert', target, at);
  if (upsert) noteChange(env, 'upsert', target, at);
  noteChange(env, 'update', target, at, conflict?.set);
  return {
    kind: 'Insert',
    span: node.span,
    slot: { type: returning.type, nullable: false },
    table: { id: table.id, name },
    target: source.id,
    checks: checksOf(env, table, source),
    returning: returning.items,
    columns: rows.columns,
    query: rows.query,
    conflict,
    upsert,
  };
}

/** The rows to insert: the query, what each column of the table takes of it, and the columns that were given. */
export interface Rows {
  readonly query: TypedQuery;
  readonly columns: TypedInsert['columns'];
  readonly given: readonly number[];
}

export function checkRows(env: Env, node: Insert | UpsertInto, target: Target): Rows | null {
  const table = target.kind === 'table' ? target.table : null;
  const given =
    table === null
      ? []
      : node.columns.length > 0
        ? columnIndexes(env, table, node.columns, 'the column list')
        : table.columns.map((_, i) => i);
  const query = checkSource(env, node, table, given);
  if (table === null || query === null || given.includes(-1) || query.type.open !== null) return null;
  const count = node.source.kind === 'DefaultValues' ? 0 : query.fields.length;
  const takes = node.source.kind === 'DefaultValues' ? [] : given;
  if (count !== takes.length) {
    report(env, 'PLG1319', { table: table.name, given: count, needed: takes.length }, rowSpan(node.source));
    return null;
  }
  if (new Set(takes).size < takes.length || !requireColumns(env, table, takes, node.target)) return null;
  const columns = table.columns.map((_, i) => {
    const from = takes.indexOf(i);
    return from >= 0 ? { from, value: null } : { from: null, value: defaultOf(env, table, i) };
  });
  const fitted = fitQuery(env, query, table, takes);
  return fitted === null || columns.some(({ value }) => value !== null && isFailed(value))
    ? null
    : { query: fitted, columns, given: takes };
}

/** Of several rows the first one stands for all. */
function rowSpan(source: Insert['source']): Insert['span'] {
  return source.kind === 'Values' ? (source.rows[0]?.span ?? source.span) : source.span;
}

function checkSource(
  env: Env,
  node: Insert | UpsertInto,
  table: TableInfo | null,
  given: readonly number[],
): TypedQuery | null {
  const { source } = node;
  if (source.kind === 'DefaultValues') return oneEmptyRow(source.span);
  if (source.kind === 'Values') {
    const targets = given.map((i) => {
      const column = table?.columns[i];
      return column === undefined ? null : { type: column.type, nullable: true, name: column.name };
    });
    const width = source.rows[0]?.values.length ?? 0;
    const { body, columns, wrong } = checkValues(
      env,
      source,
      table === null || targets.length !== width ? [] : targets,
      (value, i) => standIn(env, value, table, given[i]),
    );
    if (wrong || body.kind !== 'Values') return null;
    return plainQuery(body, tableOf(columns), body.fields, source.span);
  }
  const { query, wrong } = checkQuery({ ...env, query: EMPTY_SCOPE }, source);
  return wrong ? null : query;
}

function oneEmptyRow(span: Insert['span']): TypedQuery {
  return plainQuery({ kind: 'Values', span, fields: [], rows: [[]] }, tableOf([], 'one'), [], span);
}

/** Columns that may not be NULL and have no default must be given. */
export function requireColumns(
  env: Env,
  table: TableInfo,
  given: readonly number[],
  node: { readonly span: Insert['span'] },
): boolean {
  const missing = table.columns
    .filter((column, i) => !given.includes(i) && !column.nullable && column.defaultText === null)
    .map((column) => `\`${column.name}\``);
  if (missing.length === 0) return true;
  const what =
    missing.length === 1
      ? `a value for column ${missing.join(', ')}, which`
      : `values for columns ${missing.join(', ')}, which`;
  report(
    env,
    'PLG1015',
    {
      missing: `${what} may not be NULL and ${missing.length === 1 ? 'has' : 'have'} no default`,
      in: `the insert into \`${table.name}\``,
    },
    node.span,
  );
  return false;
}

/** What DEFAULT stands for, `null` of any other value. A column without a default gets NULL. */
export function standIn(
  env: Env,
  value: Expression,
  table: TableInfo | null,
  index: number | undefined,
): TypedExpression | null {
  if (!isDefaultWord(value) || meaningOf(env, value) !== undefined) return null;
  const column = table?.columns[index ?? -1];
  // Beside a table that only run time knows it is typed again then.
  if (table === null || index === undefined || column === undefined) return literal(null, { kind: 'null' }, value.span);
  return intoColumn(env, defaultOf(env, table, index) ?? literal(null, column.type, value.span), table, index);
}

/** What a column gets that the statement does not name: its default, or NULL. */
export function defaultOf(env: Env, table: TableInfo, index: number): TypedExpression | null {
  const column = table.columns[index]!;
  if (column.defaultText === null) return null;
  const text =
    env.checker.bound.texts.get(column.defaultText) ??
    env.checker.context.parseExpression(column.defaultText, column.name);
  return coerce({ ...env, query: null }, check({ ...env, query: null }, text, column), {
    type: column.type,
    nullable: true,
  });
}
