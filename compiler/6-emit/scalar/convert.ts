import type { DataType } from '../../contract/data-type.ts';
import * as b from '../builder.ts';
import { abiCall } from '../kernel-emission.ts';
import { SAFE, type Range } from '../kernel-flow.ts';
import { bind, type Scope } from './scope.ts';
import { anyValue, bit, booleanValue, numberValue, type Value } from './value.ts';

/** The value as the abi carries it, NULL as `null`. */
export function toAny(scope: Scope, value: Value): Value {
  if (value.form === 'any') return value;
  const bare = plainCode(scope, value);
  if (value.isNull === null) return anyValue(value.type, bare, false);
  return anyValue(
    value.type,
    bind(scope, b.conditional(b.binary(value.isNull, '===', 0), bare, b.nothing()), 'value'),
    true,
  );
}

/** The value as the abi carries it where it is not NULL. */
export function plainCode(scope: Scope, value: Value): b.Expression {
  switch (value.form) {
    case 'number':
    case 'any':
      return value.code;
    case 'boolean':
      return b.binary(value.code, '===', 1);
    case 'code':
      return b.at(scope.use(value.strings!), value.code);
  }
}

/** A value that the abi carries, in the form that the type is computed in: numbers and booleans leave `any` where they can do so exactly. */
export function fromAny(scope: Scope, type: DataType, code: b.Expression, nullable: boolean): Value {
  const range = wholeRange(type);
  if (type.kind === 'boolean')
    return booleanValue(
      nullable ? bit(b.binary(code, '===', b.boolean(true))) : bit(code),
      nullable ? bit(b.binary(code, '===', b.nothing())) : null,
    );
  if (type.kind === 'float' || range !== null) {
    const bare = nullable ? bind(scope, b.binary(code, '??', 0), 'bare') : code;
    return numberValue(type, bare, nullable ? bit(b.binary(code, '===', b.nothing())) : null, range);
  }
  return anyValue(type, code, nullable);
}

/** Bounds of a type's values when all of them are safe integers, otherwise `null`. Timestamps and 64-bit integers may be beyond. */
export function wholeRange(type: DataType): Range | null {
  const limits = typeLimits(type);
  return limits !== null && limits.high <= BigInt(SAFE.high)
    ? { low: Number(limits.low), high: Number(limits.high) }
    : null;
}

/** Least and greatest value of a whole type, exactly; decimals scaled. */
export function typeLimits(type: DataType): { readonly low: bigint; readonly high: bigint } | null {
  switch (type.kind) {
    case 'int':
      return type.unsigned
        ? { low: 0n, high: 2n ** BigInt(type.bits) - 1n }
        : { low: -(2n ** BigInt(type.bits - 1)), high: 2n ** BigInt(type.bits - 1) - 1n };
    case 'decimal':
      return { low: 1n - 10n ** BigInt(type.precision), high: 10n ** BigInt(type.precision) - 1n };
    case 'date':
      return { low: -(2n ** 31n), high: 2n ** 31n - 1n };
    case 'time':
      return { low: 0n, high: 86_400_000_000n };
    case 'timestamp':
      return { low: -(2n ** 63n), high: 2n ** 63n - 1n };
    default:
      return null;
  }
}

/** A number for what is computed in doubles: whole values of either size become the nearest double. */
export function toDouble(scope: Scope, value: Value): Value {
  if (value.form === 'number') return value;
  if (value.form === 'boolean') return value;
  const bare =
    value.isNull === null
      ? b.call('Number', value.code)
      : bind(scope, b.conditional(b.binary(value.code, '===', b.nothing()), 0, b.call('Number', value.code)), 'double');
  return numberValue(value.type, bare, value.isNull, null);
}

/** A decimal's digits moved so that it has `scale` of them after the point; `scale` is not below its own. */
export function rescaled(scope: Scope, value: Value, scale: number): Value {
  const from = value.type.kind === 'decimal' ? value.type.scale : 0;
  if (from === scale) return value;
  const type: DataType = { kind: 'decimal', precision: 38, scale };
  const power = 10 ** (scale - from);
  if (value.form === 'number' && value.range !== null) {
    const range = { low: value.range.low * power, high: value.range.high * power };
    if (range.low >= SAFE.low && range.high <= SAFE.high)
      return numberValue(type, b.binary(value.code, '*', power), value.isNull, range);
  }
  const any = toAny(scope, value);
  const code = bind(
    scope,
    abiCallIn(scope, 'multiplyExact', any.code, b.bigint(10n ** BigInt(scale - from))),
    'rescaled',
  );
  return anyValue(type, code, any.isNull !== null);
}

/** A call of an abi function from wherever `scope` is; NULL-passing ones take `any` values. */
export function abiCallIn(scope: Scope, name: string, ...args: b.Operand[]): b.Expression {
  return abiCall(scope.emission, name, ...args);
}
