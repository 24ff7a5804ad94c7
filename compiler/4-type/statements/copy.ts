import type { Name } from '../../ir/syntax-name.ts';
import type { Query } from '../../ir/syntax-query.ts';
import type { TypedExpression } from '../../ir/typed-expression.ts';
import type { Env } from '../checker.ts';
import { checkQueryValue } from '../queries/subquery.ts';

/** `copy t to …` is `copy (select * from t) to …`. */
export function copyTable(env: Env, name: Name): TypedExpression {
  const { span } = name;
  const query: Query = {
    kind: 'Query',
    span,
    stream: false,
    orderBy: [],
    body: {
      kind: 'Select',
      span,
      layout: 'from-only',
      windows: [],
      items: [{ kind: 'SelectItem', span, value: { kind: 'Star', span, exclude: [], replace: [] } }],
      from: [
        { kind: 'Source', span, lateral: false, relation: { kind: 'TableName', span, name }, columns: [], secrets: [] },
      ],
    },
  };
  return checkQueryValue(env, query);
}
