import type { ApplyScalar, NativeScalar, RoutineScalar } from '../../contract/scalar.ts';
import * as b from '../builder.ts';
import { fromAny, toAny } from './convert.ts';
import { rememberedByCode } from './remembered.ts';
import { bind, compile, unlessNull, type Scope } from './scope.ts';
import { eitherNull, type Value } from './value.ts';

/** A call of a native body; a strict one is not called for NULLs. */
export function compileNative(scope: Scope, scalar: NativeScalar): Value {
  const values = scalar.args.map((arg) => compile(scope, arg));
  const types = scalar.args.map((arg) => arg.type);
  const body = callable(
    scope,
    `native ${scalar.id} ${JSON.stringify([types, scalar.type])}`,
    scalar.id,
    b.method('context', 'native', b.string(scalar.id), b.data(types), b.data(scalar.type)),
  );
  const text = scalar.strict ? onlyText(scalar, values) : null;
  if (text !== null) {
    const result = rememberedByCode(scope, text, 'result', (string) =>
      b.call(body, ...values.map((value) => (value === text ? string : value.code))),
    );
    return fromAny(scope, scalar.type, result, scalar.nullable || text.isNull !== null);
  }
  const args = values.map((value) => toAny(scope, value));
  const isNull = scalar.strict
    ? args.reduce<b.Expression | null>((all, arg) => eitherNull(all, arg.isNull), null)
    : null;
  const call = (): b.Expression => b.call(body, ...args.map((arg) => arg.code));
  const code = unlessNull(scope, isNull, b.nothing(), 'result', call);
  return fromAny(scope, scalar.type, code, scalar.nullable || isNull !== null);
}

/** The one argument that is a string of a dictionary, where all others are constants. Volatile natives take none. */
function onlyText(scalar: NativeScalar, values: readonly Value[]): Value | null {
  const texts = values.filter((value) => value.form === 'code');
  const others = scalar.args.filter((_, i) => values[i]!.form !== 'code');
  return texts.length === 1 &&
    others.every((arg) => arg.kind === 'constant' && arg.value !== null && arg.type.kind !== 'boolean')
    ? texts[0]!
    : null;
}

/** A call of a user's function. */
export function compileRoutine(scope: Scope, scalar: RoutineScalar): Value {
  const find = b.method('context', 'routine', b.string(scalar.id));
  return called(scope, scalar, callable(scope, `routine ${scalar.id}`, scalar.id, find));
}

/** A call of a function that came as a parameter. */
export function compileApply(scope: Scope, scalar: ApplyScalar): Value {
  const find = b.at('parameters', b.number(scalar.parameter));
  return called(scope, scalar, callable(scope, `parameter ${scalar.parameter}`, scalar.name, find));
}

function called(scope: Scope, scalar: RoutineScalar | ApplyScalar, body: b.Expression): Value {
  const args = scalar.args.map((arg) => toAny(scope, compile(scope, arg)));
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
