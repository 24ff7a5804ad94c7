import type { Interpolation } from '../../ir/syntax-expression.ts';
import type { Query } from '../../ir/syntax-query.ts';

/** `{orders}` as a value where it means a table: `select * from orders`. */
export function wholeTable(node: Interpolation): Query {
  const { span } = node;
  const star = { kind: 'Star' as const, span, exclude: [], replace: [] };
  const source = { kind: 'Source' as const, span, lateral: false, relation: node, columns: [], secrets: [] };
  return {
    kind: 'Query',
    span,
    stream: false,
    body: {
      kind: 'Select',
      span,
      layout: 'select-first',
      items: [{ kind: 'SelectItem', span, value: star }],
      from: [source],
      windows: [],
    },
    orderBy: [],
  };
}
