import type { Type } from '../compiler/contract/type.ts';
import {
  absDecimal,
  ceilDecimal,
  decimalType,
  divideDecimal,
  floorDecimal,
  modDecimal,
  roundDecimal,
  truncateDecimal,
} from './math/decimal.ts';
import {
  arc,
  exp,
  logarithm,
  logBase,
  modFloat,
  ofAngle,
  power,
  roundFloat,
  sqrt,
  truncateFloat,
  finite,
} from './math/float.ts';
import {
  absInt,
  bitCount,
  bitShift,
  bitwise,
  shiftLeft,
  shiftRight,
  factorial,
  gcd,
  lcm,
  modInt,
  roundInt,
  signOf,
  truncateInt,
} from './math/integer.ts';
import { clamp, extremeOf, randomFloat, randomInt, tryDivide, widthBucket } from './math/range.ts';
import { contextual, plain, typed, type NativeModule } from './native.ts';
import { withinPrecision } from './value/decimal.ts';
import type { Integer } from './value/integer.ts';
import { dataTypeOf } from './value/type-of.ts';

const scaleOf = (types: readonly Type[]): number => decimalType(types[0]).scale;

/** Bodies of math.plg. */
export const math: NativeModule = {
  'math/abs_int': plain(absInt),
  'math/abs_float': plain(Math.abs),
  'math/abs_decimal': plain(absDecimal),
  'math/sign_int': plain(signOf),
  'math/sign_float': plain((value: number) => (Number.isNaN(value) ? NaN : value > 0 ? 1 : value < 0 ? -1 : 0)),
  'math/same': plain((value: Integer) => value),
  'math/ceil_float': plain(Math.ceil),
  'math/floor_float': plain(Math.floor),
  'math/ceil_decimal': typed((types, result) => {
    const { precision } = decimalType(result);
    return (value: Integer) => withinPrecision(ceilDecimal(value, scaleOf(types)), precision, 'ceil');
  }),
  'math/floor_decimal': typed((types, result) => {
    const { precision } = decimalType(result);
    return (value: Integer) => withinPrecision(floorDecimal(value, scaleOf(types)), precision, 'floor');
  }),
  'math/round_int': plain(roundInt),
  'math/round_float': plain((value: number, digits: Integer = 0) => roundFloat(value, Number(digits))),
  'math/round_decimal': typed((types, result) => {
    const scale = scaleOf(types);
    const type = decimalType(result);
    return (value: Integer, digits: Integer = 0) => roundDecimal(value, digits, scale, type);
  }),
  'math/trunc_int': plain(truncateInt),
  'math/trunc_float': plain((value: number, digits: Integer = 0) => truncateFloat(value, Number(digits))),
  'math/trunc_decimal': typed((types, result) => {
    const scale = scaleOf(types);
    const type = decimalType(result);
    return (value: Integer, digits: Integer = 0) => truncateDecimal(value, digits, scale, type);
  }),
  'math/mod_int': plain(modInt),
  'math/mod_float': plain(modFloat),
  'math/mod_decimal': typed((types) => {
    const left = decimalType(types[0]);
    const right = decimalType(types[1]);
    return (dividend: Integer, divisor: Integer) => modDecimal(dividend, divisor, left, right);
  }),
  'math/try_divide': plain(tryDivide),
  'math/try_divide_decimal': typed((types, result) => {
    const left = decimalType(types[0]);
    const right = decimalType(types[1]);
    const type = decimalType(result);
    return (dividend: Integer, divisor: Integer) =>
      divisor === 0 ? null : divideDecimal(dividend, divisor, left, right, type, 'try_divide');
  }),
  'math/gcd': plain(gcd),
  'math/lcm': plain(lcm),
  'math/factorial': plain(factorial),
  'math/bit_and': plain(bitwise((a, b) => a & b)),
  'math/bit_or': plain(bitwise((a, b) => a | b)),
  'math/bit_xor': plain(bitwise((a, b) => a ^ b)),
  'math/bit_shift': plain(bitShift),
  'math/shift_left': plain(shiftLeft),
  'math/shift_right': plain(shiftRight),
  'math/bit_count': plain(bitCount),
  'math/sqrt': plain(sqrt),
  'math/cbrt': plain(Math.cbrt),
  'math/power': plain(power),
  'math/exp': plain(exp),
  'math/ln': plain(logarithm('ln', Math.log)),
  'math/log2': plain(logarithm('log2', Math.log2)),
  'math/log10': plain(logarithm('log10', Math.log10)),
  'math/log': plain(logBase),
  'math/sin': plain(ofAngle('sin', Math.sin)),
  'math/cos': plain(ofAngle('cos', Math.cos)),
  'math/tan': plain(ofAngle('tan', Math.tan)),
  'math/asin': plain(arc('asin', Math.asin)),
  'math/acos': plain(arc('acos', Math.acos)),
  'math/atan': plain(Math.atan),
  'math/atan2': plain(Math.atan2),
  'math/sinh': plain((value: number) => finite('sinh', Math.sinh(value), value)),
  'math/cosh': plain((value: number) => finite('cosh', Math.cosh(value), value)),
  'math/tanh': plain(Math.tanh),
  'math/degrees': plain((radians: number) => finite('degrees', radians * (180 / Math.PI), radians)),
  'math/radians': plain((degrees: number) => degrees * (Math.PI / 180)),
  'math/pi': plain(() => Math.PI),
  'math/is_nan': plain(Number.isNaN),
  'math/is_finite': plain(Number.isFinite),
  'math/is_infinite': plain((value: number) => value === Infinity || value === -Infinity),
  'math/clamp': typed((types) => clamp(dataTypeOf(types[0]))),
  'math/greatest': typed((_, result) => extremeOf(dataTypeOf(result), -1)),
  'math/least': typed((_, result) => extremeOf(dataTypeOf(result), 1)),
  'math/width_bucket': plain(widthBucket),
  'math/random': contextual(randomFloat),
  'math/random_int': contextual(randomInt),
};
