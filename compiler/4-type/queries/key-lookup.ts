import type { TypedExpression } from '../../ir/typed-expression.ts';
import type { TypedSelect } from '../../ir/typed-query.ts';
import type { ScopeSource } from './query-scope.ts';
import { childrenOf } from '../expressions/children.ts';

/** Whether WHERE fixes all columns of a key of the only table, so that at most one row is left. */
export function isKeyLookup({ from, where, grouped }: TypedSelect, sources: readonly ScopeSource[]): boolean {
  const [source] = sources;
  if (from === null || from.kind !== 'TableSource' || where === null || grouped || source === undefined) return false;
  const fixed = new Set(conjuncts(where).flatMap((condition) => fixedColumn(condition, from.id)));
  return source.keys.some((key) => key.every((column) => fixed.has(column)));
}

function conjuncts(condition: TypedExpression): readonly TypedExpression[] {
  return condition.kind === 'Operation' && condition.operation === 'and'
    ? condition.args.flatMap(conjuncts)
    : [condition];
}

function fixedColumn(condition: TypedExpression, source: number): readonly number[] {
  if (condition.kind !== 'Operation' || condition.operation !== 'equal') return [];
  const [a, b] = condition.args;
  if (a === undefined || b === undefined) return [];
  if (a.kind === 'Column' && a.source === source && !refersTo(b, source)) return [a.column];
  return b.kind === 'Column' && b.source === source && !refersTo(a, source) ? [b.column] : [];
}

function refersTo(value: TypedExpression, source: number): boolean {
  return (
    (value.kind === 'Column' && value.source === source) || childrenOf(value).some((child) => refersTo(child, source))
  );
}
