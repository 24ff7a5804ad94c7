import type { TypedExpression } from '../../ir/typed-expression.ts';

/** Whether two typed expressions are the same but for where they stand. */
export function sameExpression(a: TypedExpression, b: TypedExpression): boolean {
  return a === b || (a.kind === b.kind && same(a, b));
}

function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, i) => same(item, b[i]));
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const keys = Object.keys(left).filter((key) => key !== 'span' && key !== 'slot');
  if (left['kind'] === 'Query' || right['kind'] === 'Query') return false;
  return keys.every((key) => same(left[key], right[key]));
}
