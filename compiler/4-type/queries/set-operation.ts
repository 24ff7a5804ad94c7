import { showType, type Column } from '../../contract/type.ts';
import type { SetOperation } from '../../ir/syntax-query.ts';
import { report, type Env } from '../checker.ts';
import { commonType } from '../types/common-type.ts';
import { holdsSecret } from '../types/secret.ts';
import { itemSpan } from './distinct-names.ts';
import { checkBody, fieldsOf, type CheckedBody } from './query.ts';

/** UNION, INTERSECT, EXCEPT: as many columns on both sides, brought to common types; the names are the left side's. */
export function checkSetOperation(env: Env, node: SetOperation): CheckedBody {
  const left = checkBody(env, node.left);
  const right = checkBody(env, node.right);
  const dynamic = left.dynamic || right.dynamic;
  const wrong = left.wrong || right.wrong;
  const sameCount = left.columns.length === right.columns.length;
  if (!dynamic && !wrong && !sameCount)
    report(
      env,
      'PLG1318',
      { operator: node.operator.toUpperCase(), left: left.columns.length, right: right.columns.length },
      node.right.span,
    );
  let mismatch = !dynamic && !sameCount;
  const columns = left.columns.map((column, i): Column => {
    const other = right.columns[i];
    if (other === undefined || wrong || (!dynamic && !sameCount)) return column;
    const type = commonType(column.type, other.type);
    if (type === null) {
      mismatch = true;
      report(
        env,
        'PLG1224',
        { what: `columns \`${column.name}\` of both sides`, types: [showType(column.type), showType(other.type)] },
        itemSpan(right.body, i) ?? node.right.span,
      );
    }
    const nullable =
      node.operator === 'union'
        ? column.nullable || other.nullable
        : node.operator === 'intersect'
          ? column.nullable && other.nullable
          : column.nullable;
    return { name: column.name, type: type ?? column.type, nullable };
  });
  const secret = columns.find((column) => !node.all && holdsSecret(column.type));
  if (secret !== undefined)
    report(env, 'PLG1801', { name: secret.name, where: node.operator.toUpperCase() }, node.span);
  const fields = fieldsOf(columns);
  return {
    body: {
      kind: 'SetOperation',
      span: node.span,
      operation: node.operator,
      all: node.all,
      left: left.body,
      right: right.body,
      fields,
      casts: fields,
    },
    columns,
    dynamic,
    cardinality: 'many',
    wrong: wrong || mismatch,
    inside: null,
  };
}
