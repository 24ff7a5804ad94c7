import type { TypedExpression } from '../../ir/typed-expression.ts';
import type { TypedItem, TypedSource } from '../../ir/typed-query.ts';
import { report, type Env } from '../checker.ts';
import type { ScopeSource } from './query-scope.ts';

/** PLG1312: `count(*)` over a join in which a table's key meets a column of the other side that is no key counts the joined rows. */
export function lintJoinedCount(
  env: Env,
  source: TypedSource | null,
  sources: readonly ScopeSource[],
  items: readonly TypedItem[],
): void {
  if (
    source?.kind !== 'JoinSource' ||
    source.left.kind === 'JoinSource' ||
    source.right.kind === 'JoinSource' ||
    source.on === null
  )
    return;
  const count = items.find(
    ({ value }) =>
      value.kind === 'Aggregate' && value.operation === 'count' && value.args.length === 0 && !value.distinct,
  );
  if (count === undefined || source.on.kind !== 'Operation' || source.on.operation !== 'equal') return;
  const [a, b] = source.on.args;
  if (a === undefined || b === undefined) return;
  const [left, right] = sources;
  const one = left === undefined || right === undefined ? null : keyed(left, [a, b]);
  if (one === null || right === undefined || keyed(right, [a, b]) !== null) return;
  if (items.some(({ value }) => countsKey(value, one))) return;
  const name = one.name ?? 'the table';
  report(
    env,
    'PLG1312',
    { table: name, key: `${name}.${one.columns[one.keys[0]?.[0] ?? 0]?.name ?? ''}` },
    count.value.span,
  );
}

/** `count(distinct c.id)`: whoever writes it beside `count(*)` knows the difference. */
function countsKey(value: TypedExpression, { id }: ScopeSource): boolean {
  const [counted] = value.kind === 'Aggregate' && value.operation === 'count' && value.distinct ? value.args : [];
  return counted?.kind === 'Column' && counted.source === id;
}

/** The source, if one of the columns is a key of it by itself. */
function keyed(source: ScopeSource, columns: readonly TypedExpression[]): ScopeSource | null {
  return columns.some(
    (c) =>
      c.kind === 'Column' &&
      c.source === source.id &&
      source.keys.some((key) => key.length === 1 && key[0] === c.column),
  )
    ? source
    : null;
}
