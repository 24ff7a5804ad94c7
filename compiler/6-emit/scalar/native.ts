import type { NativeScalar, RoutineScalar } from '../../contract/scalar.ts';
import * as b from '../builder.ts';
import { fromAny, toAny } from './convert.ts';
import { bind, compile, unlessNull, type Scope } from './scope.ts';
import { eitherNull, type Value } from './value.ts';

/** A call of a native body; a strict one is not called for NULLs. */
export function compileNative(scope: Scope, scalar: NativeScalar): Value {
  const args = scalar.args.map((arg) => toAny(scope, compile(scope, arg)));
  const types = scalar.args.map((arg) => arg.type);
  const body = callable(
    scope,
    `native ${scalar.id} ${JSON.stringify([types, scalar.type])}`,
    scalar.id,
    b.method('context', 'native', b.string(scalar.id), b.data(types), b.data(scalar.type)),
  );
  const isNull = scalar.strict
    ? args.reduce<b.Expression | null>((all, arg) => eitherNull(all, arg.isNull), null)
    : null;
  const call = (): b.Expression => b.call(body, ...args.map((arg) => arg.code));
  const code = unlessNull(scope, isNull, b.nothing(), 'result', call);
  return fromAny(scope, scalar.type, code, scalar.nullable || isNull !== null);
}

/** A call of a user's function. */
export function compileRoutine(scope: Scope, scalar: RoutineScalar): Value {
  const args = scalar.args.map((arg) => toAny(scope, compile(scope, arg)));
  const body = callable(scope, `routine ${scalar.id}`, scalar.id, b.method('context', 'routine', b.string(scalar.id)));
  return fromAny(
    scope,
    scalar.type,
    bind(scope, b.call(body, ...args.map((arg) => arg.code)), 'result'),
    scalar.nullable,
  );
}

/** The function, looked up once per run of the kernel. */
function callable(scope: Scope, key: string, id: string, find: b.Expression): b.Expression {
  const { emission } = scope;
  let name = emission.callables.get(key);
  if (name === undefined) {
    name = emission.names.fresh(id.slice(id.lastIndexOf('/') + 1));
    emission.callables.set(key, name);
    emission.prologue.push(b.constant(name, find));
  }
  return scope.use(name);
}
