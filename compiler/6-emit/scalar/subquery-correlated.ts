import { outerSteps, planInputs, planScalars } from '../../contract/plan-children.ts';
import type { Plan } from '../../contract/plan.ts';
import { scalarChildren } from '../../contract/scalar-children.ts';
import type { OuterScalar, Scalar, SubqueryScalar } from '../../contract/scalar.ts';
import * as b from '../builder.ts';
import { abiCall, settled, writeInto, type Emission, type Reference, type Scope } from '../kernel-emission.ts';
import { fromAny, toAny, wholeRange } from './convert.ts';
import { declareOutside } from './parameter.ts';
import { bind } from './scope.ts';
import { membership, subqueryResult } from './subquery-result.ts';
import { booleanValue, isWhole, type Value } from './value.ts';

/**
 * A subquery that refers to the row around it, where no rule could turn it into a join: a function of the columns it refers to,
 * whose results are remembered, so that it runs once for each different combination of them.
 */
export function compileCorrelated(scope: Scope, scalar: SubqueryScalar): Value {
  const columns = outerColumns(scalar.plan, 1);
  const args = columns.map((column) => toAny(scope, scope.read(scope.columns[column.index]!)).code);
  const name = declareSubquery(scope.emission, scalar, columns);
  const result = bind(scope, b.call(scope.use(name), ...args), 'subquery_result');
  if (scalar.mode === 'in') return membership(scope, scalar, result);
  if (scalar.mode === 'scalar') return fromAny(scope, scalar.type, result, true);
  return booleanValue(scalar.negated ? b.binary(b.unary('+', result), '^', 1) : b.unary('+', result), null);
}

function declareSubquery(emission: Emission, scalar: SubqueryScalar, columns: readonly OuterScalar[]): string {
  const { names, declarations, outer } = emission;
  const name = names.fresh('subquery');
  const parameters = columns.map((column) => names.fresh(`outer_${column.name}`));
  const local: b.Statement[] = [];
  const row: Reference[] = [];
  for (const [i, column] of columns.entries()) {
    row[column.index] = declareOutside(
      { emission },
      column.name,
      column,
      b.name(parameters[i]!),
      local,
      isWhole(column.type) && wholeRange(column.type) === null,
    );
  }
  emission.outer = [row, ...outer];
  emission.declarations = local;
  let result = b.nothing();
  const statements = writeInto(emission, () => {
    result = subqueryResult(emission, scalar);
  });
  emission.outer = outer;
  emission.declarations = declarations;
  const body = [...settled(emission, local), ...settled(emission, statements), b.returns(result)];
  declarations.push(b.constant(name, abiCall(emission, 'memoisedBy', b.arrow(parameters, body))));
  return name;
}

/** The columns of the row around a plan that the plan refers to, each once. `depth` is how far up that row is. */
export function outerColumns(plan: Plan, depth: number): readonly OuterScalar[] {
  const found = new Map<number, OuterScalar>();
  const inScalar = (scalar: Scalar, at: number): void => {
    if (scalar.kind === 'outer' && scalar.depth === at) found.set(scalar.index, scalar);
    for (const child of scalarChildren(scalar)) inScalar(child, at);
    if (scalar.kind === 'subquery') inPlan(scalar.plan, at + 1);
  };
  const inPlan = (each: Plan, at: number): void => {
    for (const scalar of planScalars(each)) inScalar(scalar, at);
    for (const [i, input] of planInputs(each).entries()) inPlan(input, at + outerSteps(each, i));
  };
  inPlan(plan, depth);
  return [...found.values()];
}
