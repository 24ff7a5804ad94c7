import type { ParameterScalar } from '../../contract/scalar.ts';
import * as b from '../builder.ts';
import { lazyConstant, type Reference } from '../kernel-emission.ts';
import { SAFE } from '../kernel-flow.ts';
import type { Scope } from './scope.ts';
import { anyValue, bit, booleanValue, isWhole, numberValue, type Value } from './value.ts';

/** A value that the caller passes; made ready once per run of the kernel. Whole numbers are taken to be safe: the kernel is made for that (`parameterTraits`). */
export function compileParameter(scope: Scope, scalar: ParameterScalar): Value {
  const known = scope.emission.parameters.get(scalar.index);
  if (known !== undefined) return known(scope);
  const reference = declareOutside(
    scope,
    scalar.name,
    scalar,
    b.at('parameters', scalar.index),
    scope.emission.prologue,
    scope.emission.bigParameters.has(scalar.index),
  );
  scope.emission.parameters.set(scalar.index, reference);
  return reference(scope);
}

/** Declares a value that the abi carries in `list`, and gives the way to refer to it. `big`: a whole number may be a bigint. */
export function declareOutside(
  scope: { readonly emission: Scope['emission'] },
  hint: string,
  of: Pick<ParameterScalar, 'type' | 'nullable'>,
  init: b.Expression,
  list: b.Statement[],
  big: boolean,
): Reference {
  const { emission } = scope;
  const { type, nullable } = of;
  const name = emission.names.fresh(hint);
  const declare = (suffix: string, value: b.Expression): string => {
    const variable = suffix === '' ? name : emission.names.fresh(`${hint}_${suffix}`);
    lazyConstant(emission, list, variable, value);
    return variable;
  };
  const number = type.kind === 'float' || (isWhole(type) && !big);
  if (!number && type.kind !== 'boolean') {
    declare('', init);
    return (inner) => anyValue(type, inner.use(name), nullable);
  }
  const bare = nullable ? b.binary(init, '??', type.kind === 'boolean' ? b.boolean(false) : 0) : init;
  declare('', type.kind === 'boolean' ? b.unary('+', b.parenthesized(bare)) : nullable ? b.parenthesized(bare) : bare);
  const flag = nullable ? declare('null', bit(b.binary(init, '===', b.nothing()))) : null;
  return (inner) => {
    const isNull = flag === null ? null : inner.use(flag);
    return type.kind === 'boolean'
      ? booleanValue(inner.use(name), isNull)
      : numberValue(type, inner.use(name), isNull, isWhole(type) ? SAFE : null);
  };
}
