import type { Span } from '../../contract/span.ts';
import type { Type } from '../../contract/type.ts';
import type { TypedQueryBody } from '../../ir/typed-query.ts';
import { report, type Env } from '../checker.ts';

/** Where the item of a column stands: in the select list, of a set operation in the first one. */
export function itemSpan(body: TypedQueryBody, index: number): Span | null {
  if (body.kind === 'SetOperation') return itemSpan(body.left, index);
  return body.kind === 'Select' ? (body.items[index]?.value.span ?? null) : null;
}

/** Rows become structs, or a table's columns: each name may be there once. Whether it is. */
export function requireDistinctNames(
  env: Env,
  columns: readonly { readonly name: string }[],
  where: string,
  span: Span,
  body: TypedQueryBody | null = null,
): boolean {
  const seen = new Set<string>();
  for (const [i, { name }] of columns.entries()) {
    if (seen.has(name.toLowerCase())) {
      const at = body === null ? null : itemSpan(body, i);
      report(env, 'PLG1320', { column: name, where: `${where}; give one of them an alias` }, at ?? span);
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
