import type { TypedExpression } from '../../ir/typed-expression.ts';
import { report, textOf, type Env } from '../checker.ts';
import { childrenOf } from '../expressions/children.ts';
import { placeOf } from '../statements/facts.ts';

/**
 * PLG1347: a value that may be NULL goes into a column that may not. Only columns of tables and locals are spoken of: what files and JSON hold says nothing
 * about NULL, and a query in parentheses is mostly known to find its row.
 */
export function warnOfNull(env: Env, value: TypedExpression, table: string, column: string): void {
  // What is taken by its name alone stands nowhere in the text.
  if (!value.slot.nullable || value.slot.type.kind === 'null' || value.span.end === 0) return;
  const culprit = culpritOf(env, value);
  if (culprit === null) return;
  const name = textOf(env, culprit);
  const inQuery = culprit.kind === 'Column';
  report(env, 'PLG1347', { value: /^[\w.`]+$/.test(name) ? name : 'this', table, column, inQuery }, value.span);
}

/** What makes the value NULL: a place of which it is declared. */
function culpritOf({ checker, meant = [] }: Env, value: TypedExpression): TypedExpression | null {
  const wanted = (node: TypedExpression): boolean =>
    node.slot.nullable &&
    ((node.kind === 'Column' && checker.tableSources.has(node.source)) || node.kind === 'Local') &&
    node.slot.type.kind !== 'dynamic' &&
    !meant.includes(placeOf(node) ?? '');
  const queue: TypedExpression[] = [value];
  for (const node of queue) {
    if (wanted(node)) return node;
    // Of what is counted or kept of many rows the types say nothing about one of them.
    if (node.slot.nullable && node.kind !== 'Case' && node.kind !== 'Match') queue.push(...childrenOf(node));
  }
  return null;
}
