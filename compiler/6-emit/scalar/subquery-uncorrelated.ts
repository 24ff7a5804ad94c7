import type { SubqueryScalar } from '../../contract/scalar.ts';
import * as b from '../builder.ts';
import { writeInto, type Scope } from '../kernel-emission.ts';
import { wholeRange } from './convert.ts';
import { declareOutside } from './parameter.ts';
import { bind } from './scope.ts';
import { membership, subqueryResult } from './subquery-result.ts';
import { booleanValue, isWhole, type Value } from './value.ts';

/** A subquery that stands alone runs once, before the pipeline that asks for it. */
export function compileUncorrelated(scope: Scope, scalar: SubqueryScalar): Value {
  const { emission } = scope;
  const { declarations } = emission;
  let result = b.nothing();
  const statements = writeInto(emission, () => {
    result = subqueryResult(emission, scalar);
  });
  declarations.push(...statements);
  if (scalar.mode === 'scalar') {
    const reference = declareOutside(
      scope,
      'subquery',
      { type: scalar.type, nullable: true },
      b.name(hoist(scope, result)),
      declarations,
      isWhole(scalar.type) && wholeRange(scalar.type) === null,
    );
    return reference(scope);
  }
  const held = hoist(scope, result);
  if (scalar.mode === 'in') return membership(scope, scalar, scope.use(held));
  const exists = scope.use(held);
  return booleanValue(
    bind(scope, scalar.negated ? b.binary(b.unary('+', exists), '^', 1) : b.unary('+', exists), 'exists'),
    null,
  );
}

/** Keeps an expression in a constant before the pipeline, and gives the constant's name. */
function hoist(scope: Scope, value: b.Expression): string {
  const name = scope.emission.names.fresh('subquery_result');
  scope.emission.declarations.push(b.constant(name, value));
  return name;
}
