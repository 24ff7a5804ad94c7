import type { FieldScalar, IndexScalar, ListScalar, Scalar, StructScalar } from '../../contract/scalar.ts';
import * as b from '../builder.ts';
import { abiCallIn, fromAny, toAny } from './convert.ts';
import { bind, compile, type Scope } from './scope.ts';
import { anyValue, type Value } from './value.ts';

/** A list literal. */
export function compileList(scope: Scope, scalar: ListScalar): Value {
  return anyValue(scalar.type, bind(scope, b.array(carried(scope, scalar.items)), 'list'), false);
}

/** A struct: an object with the field names, each behind a `$`. */
export function compileStruct(scope: Scope, scalar: StructScalar): Value {
  const fields = scalar.type.kind === 'struct' ? scalar.type.fields : [];
  const values = carried(scope, scalar.values);
  return anyValue(
    scalar.type,
    bind(scope, b.object(Object.fromEntries(fields.map((field, i) => [`$${field.name}`, values[i]!]))), 'struct'),
    false,
  );
}

function carried(scope: Scope, items: readonly Scalar[]): b.Expression[] {
  return items.map((item) => toAny(scope, compile(scope, item)).code);
}

/** A struct's field, or a member of a json value. */
export function compileField(scope: Scope, scalar: FieldScalar): Value {
  const value = toAny(scope, compile(scope, scalar.value));
  const code = bind(
    scope,
    abiCallIn(scope, value.type.kind === 'json' ? 'jsonMember' : 'fieldOf', value.code, b.string(scalar.name)),
    scalar.name,
  );
  return fromAny(scope, scalar.type, code, scalar.nullable);
}

/** `value[index]` of a list, a map or json. */
export function compileIndex(scope: Scope, scalar: IndexScalar): Value {
  const value = toAny(scope, compile(scope, scalar.value));
  const index = toAny(scope, compile(scope, scalar.index));
  const name = value.type.kind === 'json' ? 'jsonMember' : value.type.kind === 'map' ? 'mapValue' : 'elementOf';
  return fromAny(
    scope,
    scalar.type,
    bind(scope, abiCallIn(scope, name, value.code, index.code), 'element'),
    scalar.nullable,
  );
}
