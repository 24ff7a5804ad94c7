import type { Scalar } from './scalar.ts';

/** The scalars directly inside of a scalar, in order. A subquery's plan is not entered. */
export function scalarChildren(scalar: Scalar): readonly Scalar[] {
  switch (scalar.kind) {
    case 'column':
    case 'outer':
    case 'parameter':
    case 'constant':
      return [];
    case 'operation':
    case 'native':
    case 'routine':
    case 'apply':
      return scalar.args;
    case 'cast':
    case 'field':
      return [scalar.value];
    case 'case':
      return [
        ...scalar.arms.flatMap((arm) => [arm.when, arm.then]),
        ...(scalar.otherwise === null ? [] : [scalar.otherwise]),
      ];
    case 'in_list':
      return [scalar.value, ...scalar.list];
    case 'subquery':
      return scalar.value === null ? [] : [scalar.value];
    case 'list':
      return scalar.items;
    case 'struct':
      return scalar.values;
    case 'index':
      return [scalar.value, scalar.index];
  }
}

/** The same scalar with its children replaced; itself when none changed. */
export function mapScalarChildren(scalar: Scalar, change: (child: Scalar) => Scalar): Scalar {
  const before = scalarChildren(scalar);
  const after = before.map(change);
  if (after.every((child, i) => child === before[i])) return scalar;
  switch (scalar.kind) {
    case 'column':
    case 'outer':
    case 'parameter':
    case 'constant':
      return scalar;
    case 'operation':
    case 'native':
    case 'routine':
    case 'apply':
      return { ...scalar, args: after };
    case 'cast':
    case 'field':
      return { ...scalar, value: after[0]! };
    case 'case':
      return {
        ...scalar,
        arms: scalar.arms.map((_, i) => ({ when: after[2 * i]!, then: after[2 * i + 1]! })),
        otherwise: scalar.otherwise === null ? null : after[after.length - 1]!,
      };
    case 'in_list':
      return { ...scalar, value: after[0]!, list: after.slice(1) };
    case 'subquery':
      return { ...scalar, value: after[0]! };
    case 'list':
      return { ...scalar, items: after };
    case 'struct':
      return { ...scalar, values: after };
    case 'index':
      return { ...scalar, value: after[0]!, index: after[1]! };
  }
}
