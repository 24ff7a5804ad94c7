import { BOOLEAN } from '../../contract/data-type.ts';
import type { OrderItem } from '../../ir/syntax-query.ts';
import type { TypedExpression } from '../../ir/typed-expression.ts';
import type { TypedOrderKey } from '../../ir/typed-query.ts';
import { report, type Env } from '../checker.ts';
import { failed, isFailed } from '../expressions/build.ts';
import { asCell } from '../expressions/cell.ts';
import { checkSortKey } from '../expressions/collate.ts';
import { withoutSecret } from '../types/secret.ts';
import type { CheckedBody } from './query.ts';
import { sameExpression } from './same-expression.ts';

/** ORDER BY of a query: positions, output names, `all`, and for a SELECT expressions over its sources. */
export function checkOrder(env: Env, items: readonly OrderItem[], body: CheckedBody): readonly TypedOrderKey[] {
  return items.flatMap((item): readonly TypedOrderKey[] => {
    if (item.value === undefined) return body.columns.map((_, index) => orderKey(item, outputAt(item, body, index)));
    return [orderKey(item, withoutSecret(env, checkKey(env, item, item.value, body), 'ORDER BY'))];
  });
}

/** NULLs come last in ascending order and first in descending order, unless the text says otherwise. */
export function orderKey(item: OrderItem, value: TypedExpression): TypedOrderKey {
  const descending = item.direction === 'desc';
  return { value, descending, nullsFirst: item.nulls === undefined ? descending : item.nulls === 'first' };
}

function checkKey(
  env: Env,
  item: OrderItem,
  node: NonNullable<OrderItem['value']>,
  body: CheckedBody,
): TypedExpression {
  if (node.kind === 'NumberLiteral' && node.form === 'integer') {
    const position = Number(node.text);
    if (body.dynamic || (position >= 1 && position <= body.columns.length)) return outputAt(item, body, position - 1);
    report(env, 'PLG1317', { position, count: body.columns.length, clause: 'ORDER BY' }, node.span);
    return failed(node.span);
  }
  if (node.kind === 'Identifier') {
    const index = body.columns.findIndex((column) => column.name.toLowerCase() === node.text.toLowerCase());
    if (index >= 0) return { ...outputAt(item, body, index), span: node.span };
  }
  const { inside } = body;
  if (inside === null) return overOutput(env, node, body);
  const value = asCell(inside.env, checkSortKey(inside.env, node));
  if (isFailed(value)) return value;
  const index = inside.items.findIndex((each) => sameExpression(each.value, value));
  if (index >= 0) return { ...outputAt(item, body, index), span: node.span };
  if (inside.isDistinct) {
    report(
      env,
      'PLG1014',
      { what: 'an ORDER BY expression that is not in the select list', place: 'with DISTINCT' },
      node.span,
    );
    return failed(node.span);
  }
  return inside.overGroups(value);
}

/** Behind a set operation only its output columns are visible. */
function overOutput(env: Env, node: NonNullable<OrderItem['value']>, body: CheckedBody): TypedExpression {
  if (node.kind === 'Identifier' && !body.dynamic) {
    report(env, 'PLG1302', { table: '', column: node.text }, node.span);
    return failed(node.span);
  }
  if (body.dynamic) return { kind: 'Literal', value: null, span: node.span, slot: { type: BOOLEAN, nullable: true } };
  report(
    env,
    'PLG1014',
    { what: 'an expression', place: 'in ORDER BY here: use a column of the result or its position' },
    node.span,
  );
  return failed(node.span);
}

function outputAt(item: OrderItem, body: CheckedBody, index: number): TypedExpression {
  const column = body.columns[index];
  return {
    kind: 'Output',
    index,
    span: item.span,
    slot: { type: column?.type ?? { kind: 'dynamic' }, nullable: column?.nullable ?? true },
  };
}
