import type { Binary } from '../../ir/syntax-expression.ts';
import type { StringLiteral } from '../../ir/syntax-literal.ts';
import type { TypedExpression } from '../../ir/typed-expression.ts';
import { report, textOf, type Env } from '../checker.ts';

/** PLG1336 and PLG1338: comparisons whose outcome does not depend on the row. */
export function warnOfComparison(env: Env, node: Binary, left: TypedExpression, right: TypedExpression): void {
  const { operator } = node;
  if (operator !== '=' && operator !== '!=' && !/^[<>]=?$/.test(operator)) return;
  if (isNullLiteral(node.left) || isNullLiteral(node.right)) {
    report(env, 'PLG1336', { operator: operator === '!=' ? '<>' : operator }, node.operatorSpan);
    return;
  }
  if (!isSamePlace(left, right)) return;
  report(env, 'PLG1338', { name: textOf(env, node.left) }, node.span);
}

/** PLG1232: a division by a zero that is written down. In TRY it may be what is wanted. */
export function warnOfZero(env: Env, { operator, operatorSpan }: Binary, divisor: TypedExpression): void {
  const isZero = divisor.slot.type.kind === 'float' ? null : sizeOf(divisor);
  if ((operator === '/' || operator === '%') && isZero === 0 && env.handler === null)
    report(env, 'PLG1232', { operator }, { start: operatorSpan.start, end: divisor.span.end });
}

/** PLG1346: a text in double quotes that reads like a column beside it, which these quotes name in other dialects. */
export function warnOfQuotedColumn(env: Env, node: StringLiteral): void {
  if (env.query === null || node.value === '' || textOf(env, node) !== `"${node.value}"`) return;
  const key = node.value.toLowerCase();
  const source = env.query.sources.find(({ columns }) => columns.some((column) => column.name.toLowerCase() === key));
  if (source === undefined) return;
  const column = source.columns.find(({ name }) => name.toLowerCase() === key)!.name;
  report(env, 'PLG1346', { text: node.value, column }, node.span);
}

/** Whether a condition is a comparison with NULL, of which PLG1336 speaks. */
export function comparesWithNull(node: { readonly kind: string }): boolean {
  if (node.kind !== 'Binary') return false;
  const { operator, left, right } = node as Binary;
  return (operator === '=' || operator === '!=') && (isNullLiteral(left) || isNullLiteral(right));
}

function isNullLiteral(node: { readonly kind: string }): boolean {
  return node.kind === 'NullLiteral';
}

/** The same column of the same source, or the same local. */
function isSamePlace(left: TypedExpression, right: TypedExpression): boolean {
  if (left.kind === 'Column')
    return right.kind === 'Column' && left.source === right.source && left.column === right.column;
  return left.kind === 'Local' && right.kind === 'Local' && left.local === right.local;
}

/** PLG1337: BETWEEN or a range whose first bound is the greater one. Bounds of other types than numbers and times are left alone. */
export function warnOfReversedBounds(env: Env, low: TypedExpression, high: TypedExpression): void {
  const [from, to] = [sizeOf(low), sizeOf(high)];
  if (from === null || to === null || from <= to) return;
  report(
    env,
    'PLG1337',
    { low: textOf(env, low), high: textOf(env, high) },
    { start: low.span.start, end: high.span.end },
  );
}

/** The constant as a number; `null` for what is no constant, or has no order of numbers. */
function sizeOf(value: TypedExpression): number | null {
  if (value.kind === 'Cast') return sizeOf(value.value);
  if (value.kind !== 'Literal') return null;
  const { type } = value.slot;
  const scale = type.kind === 'decimal' ? 10 ** type.scale : 1;
  const constant = value.value;
  if (typeof constant === 'number') return constant / scale;
  return typeof constant === 'object' && constant !== null && 'big' in constant ? Number(constant.big) / scale : null;
}
