import type { TypedJoin, TypedSource } from '../../ir/typed-query.ts';
import { parts } from '../typed-parts.ts';
import { readsRow, sourcesOf } from './reads-row.ts';

/** Whether a source reads the rows beside it: LATERAL, a list or arguments made of their columns, or a join of which a part reads rows of `left`. */
export function isLateral(source: TypedSource, left: TypedSource): boolean {
  switch (source.kind) {
    case 'QuerySource':
      return source.lateral;
    case 'ListSource':
      return readsRow(source.list);
    case 'FunctionSource':
      return source.args.some(readsRow);
    case 'JoinSource':
      return readsColumns(source, sourcesOf(left, new Set()));
    default:
      return false;
  }
}

/**
 * `a, (b join c on …)` as `(a, b) join c on …`, where b reads rows of a: then it runs once for each row of a, and c only once. `null` where that would be another
 * join.
 */
export function turned(source: TypedJoin): TypedJoin | null {
  const { right } = source;
  if (right.kind !== 'JoinSource' || source.on !== null || source.join !== 'cross') return null;
  if (right.join === 'right' || right.join === 'full') return null;
  return { ...right, left: { ...source, right: right.left } };
}

function readsColumns(node: object, of: ReadonlySet<number>): boolean {
  const { kind, source } = node as { readonly kind?: string; readonly source?: unknown };
  if (kind === 'Column') return of.has(source as number);
  return parts(node).some((part) => readsColumns(part, of));
}
