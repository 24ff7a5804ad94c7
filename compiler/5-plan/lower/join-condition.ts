import { BOOLEAN } from '../../contract/data-type.ts';
import type { Join } from '../../contract/plan.ts';
import { mapScalarChildren, scalarChildren } from '../../contract/scalar-children.ts';
import type { Scalar } from '../../contract/scalar.ts';
import type { AsofOrder } from './numbered-join.ts';

/** A join condition parted into equalities between the sides and the rest. `width` is the number of left columns. */
export function joinCondition(on: Scalar | null, width: number): Pick<Join, 'equal' | 'residual'> {
  const equal: { left: Scalar; right: Scalar }[] = [];
  const rest: Scalar[] = [];
  for (const conjunct of on === null ? [] : conjuncts(on)) {
    const pair =
      conjunct.kind === 'operation' && conjunct.operation === 'equal'
        ? sides(conjunct.args[0]!, conjunct.args[1]!, width)
        : null;
    if (pair === null) rest.push(conjunct);
    else equal.push(pair);
  }
  return { equal, residual: and(rest) };
}

/** The terms of nested ANDs. */
export function conjuncts(scalar: Scalar): readonly Scalar[] {
  return scalar.kind === 'operation' && scalar.operation === 'and' ? scalar.args.flatMap(conjuncts) : [scalar];
}

/** The AND of terms; `null` of none. */
export function and(terms: readonly Scalar[]): Scalar | null {
  if (terms.length === 0) return null;
  return terms.reduce((left, right) => ({
    kind: 'operation',
    operation: 'and',
    args: [left, right],
    type: BOOLEAN,
    nullable: left.nullable || right.nullable,
  }));
}

const TURNED = {
  less: 'greater',
  less_equal: 'greater_equal',
  greater: 'less',
  greater_equal: 'less_equal',
} as const;

/** A comparison between the sides, which the checker has required, with the left side on its left. */
export function orderBetween(comparison: Scalar, width: number): AsofOrder {
  if (comparison.kind === 'operation') {
    const operator = comparison.operation as keyof typeof TURNED;
    const [a, b] = [comparison.args[0]!, comparison.args[1]!];
    const pair = sides(a, b, width);
    if (pair !== null && operator in TURNED)
      return { operator: pair.left === a ? operator : TURNED[operator], ...pair };
  }
  throw new Error('an ASOF join without an order between its sides');
}

function sides(a: Scalar, b: Scalar, width: number): { left: Scalar; right: Scalar } | null {
  const [sideA, sideB] = [sideOf(a, width), sideOf(b, width)];
  if (sideA === 'left' && sideB === 'right') return { left: a, right: shifted(b, -width) };
  if (sideA === 'right' && sideB === 'left') return { left: b, right: shifted(a, -width) };
  return null;
}

function sideOf(scalar: Scalar, width: number): 'left' | 'right' | 'none' | 'mixed' {
  if (scalar.kind === 'column') return scalar.index < width ? 'left' : 'right';
  // a subquery may refer to the joined row as its outer one: it cannot be moved to one side
  if (scalar.kind === 'subquery') return 'mixed';
  const found = new Set(scalarChildren(scalar).map((child) => sideOf(child, width)));
  found.delete('none');
  if (found.size === 0) return 'none';
  return found.size === 1 ? [...found][0]! : 'mixed';
}

/** The same expression over a row whose columns begin elsewhere. */
export function shifted(scalar: Scalar, by: number): Scalar {
  if (scalar.kind === 'column') return { ...scalar, index: scalar.index + by };
  return mapScalarChildren(scalar, (child) => shifted(child, by));
}
