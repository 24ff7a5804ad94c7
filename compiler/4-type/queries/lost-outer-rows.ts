import type { TypedExpression } from '../../ir/typed-expression.ts';
import { report, type Env } from '../checker.ts';
import type { ScopeSource } from './query-scope.ts';

const COMPARISONS = new Set(['equal', 'not_equal', 'less', 'less_equal', 'greater', 'greater_equal', 'like', 'ilike']);

/** PLG1339: a condition of WHERE that compares a column of an outer join's far side, and so drops the rows that the join keeps without a match. */
export function warnOfLostRows(env: Env, where: TypedExpression, sources: readonly ScopeSource[]): void {
  if (where.kind === 'Operation' && where.operation === 'and') {
    for (const part of where.args) warnOfLostRows(env, part, sources);
    return;
  }
  const compared =
    where.kind === 'Operation' && COMPARISONS.has(where.operation)
      ? where.args
      : where.kind === 'InList' && !where.negated
        ? [where.value]
        : [];
  for (const value of compared) {
    const column = value.kind === 'Cast' ? value.value : value;
    if (column.kind !== 'Column') continue;
    const source = sources.find((each) => each.id === column.source);
    if (source?.far === undefined) continue;
    const table = source.name ?? source.table ?? 'the other table';
    report(env, 'PLG1339', { table, join: source.far }, where.span);
    return;
  }
}
