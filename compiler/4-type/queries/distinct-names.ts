import type { Span } from '../../contract/span.ts';
import type { Type } from '../../contract/type.ts';
import { report, type Env } from '../checker.ts';

/** Rows become structs, or a table's columns: each name may be there once. Whether it is. */
export function requireDistinctNames(
  env: Env,
  columns: readonly { readonly name: string }[],
  where: string,
  span: Span,
): boolean {
  const seen = new Set<string>();
  for (const { name } of columns) {
    if (seen.has(name.toLowerCase())) {
      report(env, 'PLG1320', { column: name, where: `${where}; give one of them an alias` }, span);
      return false;
    }
    seen.add(name.toLowerCase());
  }
  return true;
}

/** The same for the rows of a table that are read one by one. */
export function requireRowNames(env: Env, type: Type, span: Span): boolean {
  if (type.kind === 'iterator') return requireRowNames(env, type.table, span);
  return type.kind !== 'table' || requireDistinctNames(env, type.columns, 'these rows', span);
}
