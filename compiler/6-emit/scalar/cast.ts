import { showDataType, type DataType } from '../../contract/data-type.ts';
import type { CastScalar } from '../../contract/scalar.ts';
import { sameDataType } from '../../contract/data-type.ts';
import * as b from '../builder.ts';
import { nullValue } from './constant.ts';
import { abiCallIn, fromAny, rescaled, toAny, toDouble, typeLimits } from './convert.ts';
import { rememberedByCode } from './remembered.ts';
import { bind, compile, unlessNull, type Scope } from './scope.ts';
import { booleanValue, isWhole, numberValue, type Value } from './value.ts';

/** A cast: numbers to wider numbers inline, everything else by the abi's `castValue`. */
export function compileCast(scope: Scope, scalar: CastScalar): Value {
  const value = compile(scope, scalar.value);
  const { type } = scalar;
  if (value.type.kind === 'null') return nullValue(type);
  if (sameDataType(value.type, type)) return value;
  return castNumber(scope, value, type) ?? castAny(scope, value, scalar);
}

/** Casts that cannot fail and stay in numbers: to a type that holds every value the operand can have. */
function castNumber(scope: Scope, value: Value, type: DataType): Value | null {
  const from = value.type;
  if (
    type.kind === 'float' &&
    ((isWhole(from) && from.kind !== 'date' && from.kind !== 'time' && from.kind !== 'timestamp') ||
      from.kind === 'float')
  ) {
    const double = toDouble(scope, value);
    const scaled =
      from.kind === 'decimal' && from.scale > 0 ? b.binary(double.code, '/', 10 ** from.scale) : double.code;
    return numberValue(
      type,
      bind(scope, type.bits === 32 ? b.call(b.member('Math', 'fround'), scaled) : scaled, 'float'),
      double.isNull,
      null,
    );
  }
  const limits = typeLimits(type);
  if (limits === null || !isNumeric(from) || !isNumeric(type))
    return from.kind === 'boolean' && type.kind === 'boolean' ? booleanValue(value.code, value.isNull) : null;
  const scale = type.kind === 'decimal' ? type.scale : 0;
  const fromScale = from.kind === 'decimal' ? from.scale : 0;
  if (fromScale > scale || value.form !== 'number' || value.range === null) return null;
  const moved = rescaled(scope, value, scale);
  if (moved.form !== 'number' || moved.range === null) return null;
  if (BigInt(moved.range.low) >= limits.low && BigInt(moved.range.high) <= limits.high)
    return numberValue(type, moved.code, moved.isNull, moved.range);
  return null;
}

function isNumeric(type: DataType): boolean {
  return type.kind === 'int' || type.kind === 'decimal';
}

function castAny(scope: Scope, value: Value, scalar: CastScalar): Value {
  if (value.form === 'code') {
    const caster = casterFor(scope, value.type, scalar);
    const result = rememberedByCode(scope, value, 'cast', (text) => b.call(caster, text));
    return fromAny(scope, scalar.type, result, scalar.nullable || value.isNull !== null);
  }
  const any = toAny(scope, value);
  const caster = casterFor(scope, any.type, scalar);
  const code = unlessNull(scope, any.isNull, b.nothing(), 'cast', () => b.call(caster, any.code));
  return fromAny(scope, scalar.type, code, scalar.nullable || any.isNull !== null);
}

/** The function that casts between two types, made once per run of the kernel. */
function casterFor(scope: Scope, from: DataType, { type: to, safe, into }: CastScalar): b.Expression {
  const { emission } = scope;
  const key = `cast ${showDataType(from)} ${showDataType(to)} ${safe} ${into ?? ''}`;
  let name = emission.callables.get(key);
  if (name === undefined) {
    name = emission.names.fresh(`to_${to.kind}`);
    emission.callables.set(key, name);
    const column = into === undefined ? [] : [b.string(into)];
    emission.prologue.push(
      b.constant(name, abiCallIn(scope, 'casterOf', b.data(from), b.data(to), b.boolean(safe), ...column)),
    );
  }
  return scope.use(name);
}
