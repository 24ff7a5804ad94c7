import type { DataType } from '../../contract/data-type.ts';
import type { Constant } from '../../contract/scalar.ts';
import * as b from '../builder.ts';
import { anyValue, booleanValue, isWhole, numberValue, type Value } from './value.ts';

/** A constant as a literal. */
export function compileConstant(type: DataType, constant: Constant): Value {
  if (constant === null) return nullValue(type);
  if (typeof constant === 'boolean') return booleanValue(b.number(constant ? 1 : 0), null);
  if (typeof constant === 'number')
    return numberValue(type, b.number(constant), null, isWhole(type) ? { low: constant, high: constant } : null);
  if (typeof constant === 'string') return anyValue(type, b.string(constant), false);
  if ('big' in constant) return bigValue(type, BigInt(constant.big));
  if ('float' in constant) return numberValue(type, b.number(Number(constant.float)), null, null);
  if ('interval' in constant) {
    const [months, days, micros] = constant.interval;
    return anyValue(
      type,
      b.object({ months: b.number(months), days: b.number(days), micros: b.number(micros) }),
      false,
    );
  }
  return anyValue(
    type,
    b.call(b.member('Uint8Array', 'from'), b.array([...Buffer.from(constant.blob, 'base64')])),
    false,
  );
}

function bigValue(type: DataType, value: bigint): Value {
  return Number.isSafeInteger(Number(value))
    ? compileConstant(type, Number(value))
    : anyValue(type, b.bigint(value), false);
}

/** NULL of a type, in the form that values of the type commonly have. */
export function nullValue(type: DataType): Value {
  if (type.kind === 'boolean') return booleanValue(b.number(0), b.number(1));
  if (type.kind === 'float' || isWhole(type))
    return numberValue(type, b.number(0), b.number(1), isWhole(type) ? { low: 0, high: 0 } : null);
  return { type, form: 'any', code: b.nothing(), isNull: b.number(1), range: null, strings: null };
}
