import type { Scalar } from '../../contract/scalar.ts';
import * as b from '../builder.ts';
import type { Scope } from '../kernel-emission.ts';
import type { Bound } from '../kernel-flow.ts';
import type { Value } from './value.ts';

/** Compiles a scalar: writes the work it needs to `scope.out` and gives the value. */
export function compile(scope: Scope, scalar: Scalar): Value {
  return scope.emission.compile(scope, scalar);
}

/** Keeps the value of an expression in a local. */
export function bind(scope: Scope, value: b.Expression, hint: string): b.Expression {
  if (b.isTrivial(value)) return value;
  const name = scope.emission.names.fresh(hint);
  scope.out.push(b.constant(name, value));
  return b.name(name);
}

/** Writes with `out` set to a new list; `scope` itself is untouched. */
export function inside<T>(
  scope: Scope,
  write: (inner: Scope) => T,
): { readonly statements: b.Statement[]; readonly result: T } {
  const inner: Scope = { ...scope, out: [], read: scope.read };
  const result = write(inner);
  return { statements: inner.out, result };
}

/** The value of `compute`, or `otherwise` where `isNull` holds: work that may raise is not done for rows that have no value. */
export function unlessNull(
  scope: Scope,
  isNull: b.Expression | null,
  otherwise: b.Operand,
  hint: string,
  compute: (inner: Scope) => b.Expression,
): b.Expression {
  if (isNull === null) return bind(scope, compute(scope), hint);
  const name = scope.emission.names.fresh(hint);
  const { statements, result } = inside(scope, compute);
  scope.out.push(
    b.variable(name, otherwise),
    b.when(b.binary(isNull, '===', 0), [...statements, b.assign(name, result)]),
  );
  return b.name(name);
}

export type { Scope };

/** The value of a column of a flow. */
export function compileBound(scope: Scope, bound: Bound): Value {
  return scope.read(bound);
}
