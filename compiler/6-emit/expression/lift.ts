import * as b from '../builder.ts';
import { temp, type FunctionScope } from '../module/function-scope.ts';

/** An operand whose code has been written, and whether it may be NULL. */
export interface Operand {
  readonly code: b.Expression;
  readonly nullable: boolean;
}

/** `compute(operands)`, or NULL when one of them is. Operands are evaluated once, from left to right. */
export function lift(
  scope: FunctionScope,
  operands: readonly Operand[],
  compute: (codes: readonly b.Expression[]) => b.Expression,
): b.Expression {
  if (!operands.some((operand) => operand.nullable)) return compute(operands.map((operand) => operand.code));
  const named = operands.map((operand) =>
    b.isTrivial(operand.code) ? { ...operand, first: null } : held(scope, operand),
  );
  const tests = named
    .filter((operand) => operand.nullable)
    .map((operand) => b.binary(operand.code, '===', b.nothing()));
  const anyNull = tests.reduce((all, test) => b.binary(all, '||', test));
  const first = named.flatMap((operand) => (operand.first === null ? [] : [operand.first]));
  const chosen = b.conditional(
    first.length === 0 ? anyNull : b.sequence([...first, anyNull]),
    b.nothing(),
    compute(named.map((operand) => operand.code)),
  );
  return b.parenthesized(chosen);
}

/** Puts an operand into a variable, so that it can be named twice. */
export function held(scope: FunctionScope, operand: Operand): Operand & { readonly first: b.Expression | null } {
  const name = temp(scope);
  return { code: b.name(name), nullable: operand.nullable, first: b.assignment(name, operand.code) };
}
