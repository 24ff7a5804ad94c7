import type { TypedExpression } from '../../ir/typed-expression.ts';
import { parts } from '../typed-parts.ts';

/** Whether an expression depends on a row: has a column, an aggregate or a window call that is not inside of a query of its own. */
export function readsRow(e: TypedExpression): boolean {
  return freeColumns(e, new Set());
}

function freeColumns(node: object, own: ReadonlySet<number>): boolean {
  const { kind } = node as { readonly kind?: string };
  if (kind === 'Column') return !own.has((node as { readonly source: number }).source);
  if (kind === 'Output') return own.size === 0;
  // inside of a query of its own an aggregate is that query's
  if (kind === 'Aggregate' || kind === 'WindowCall')
    return own.size === 0 || parts(node).some((part) => freeColumns(part, own));
  const inner = kind === 'Query' ? sourcesOf(node, own) : own;
  return parts(node).some((part) => freeColumns(part, inner));
}

/** The ids of all sources inside of a query; -1 marks that we are in one. */
export function sourcesOf(query: object, own: ReadonlySet<number>): ReadonlySet<number> {
  const found = new Set(own).add(-1);
  const look = (node: object): void => {
    const { kind, id } = node as { readonly kind?: string; readonly id?: unknown };
    if (kind?.endsWith('Source') === true && typeof id === 'number') found.add(id);
    for (const part of parts(node)) look(part);
  };
  look(query);
  return found;
}
