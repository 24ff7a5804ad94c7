import { showDataType, type DataType } from '../../contract/data-type.ts';
import type { OperationScalar } from '../../contract/scalar.ts';
import * as b from '../builder.ts';
import { SAFE, within, type Range } from '../kernel-flow.ts';
import { abiCallIn, rescaled, toAny, toDouble, typeLimits } from './convert.ts';
import { bind, compile, unlessNull, type Scope } from './scope.ts';
import { anyValue, eitherNull, numberValue, type Value } from './value.ts';

const SYMBOL = { add: '+', subtract: '-', multiply: '*', divide: '/', modulo: '%', div: 'div', negate: '-' } as const;
const EXACT = { add: 'addExact', subtract: 'subtractExact', multiply: 'multiplyExact' } as const;

type Arithmetic = keyof typeof SYMBOL;

/** `+ - * / % div` and negation of numbers. */
export function compileArithmetic(scope: Scope, scalar: OperationScalar): Value {
  const operation = scalar.operation as Arithmetic;
  const args = scalar.args.map((arg) => compile(scope, arg));
  const [left, right] =
    operation === 'negate'
      ? [numberValue(args[0]!.type, b.number(0), null, { low: 0, high: 0 }), args[0]!]
      : [args[0]!, args[1]!];
  if (scalar.type.kind === 'float')
    return compileFloat(scope, operation, left, right, scalar.type, scalar.args.length === 1);
  switch (operation) {
    case 'add':
    case 'subtract':
    case 'multiply':
      return compileWhole(scope, operation, left, right, scalar.type);
    case 'negate':
      return compileWhole(scope, 'subtract', left, right, scalar.type);
    default:
      return compileQuotient(scope, operation, left, right, scalar.type);
  }
}

function compileFloat(scope: Scope, operation: Arithmetic, a: Value, c: Value, type: DataType, unary: boolean): Value {
  const left = asDouble(scope, a);
  const right = asDouble(scope, c);
  const isNull = eitherNull(left.isNull, right.isNull);
  if (operation === 'divide' || operation === 'modulo' || operation === 'div') {
    const name =
      operation === 'divide'
        ? 'divideDoubles'
        : operation === 'modulo'
          ? 'remainderOfDoubles'
          : 'wholeQuotientOfDoubles';
    return numberValue(
      type,
      single(
        type,
        unlessNull(scope, isNull, 0, 'quotient', () => abiCallIn(scope, name, left.code, right.code)),
      ),
      isNull,
      null,
    );
  }
  const code = unary ? b.unary('-', right.code) : b.binary(left.code, SYMBOL[operation] as '+' | '-' | '*', right.code);
  return numberValue(type, bind(scope, single(type, code), 'float'), isNull, null);
}

/** The nearest double of the value itself: decimals lose their scale. */
function asDouble(scope: Scope, value: Value): Value {
  const double = toDouble(scope, value);
  return value.type.kind === 'decimal' && value.type.scale > 0
    ? numberValue(value.type, b.binary(double.code, '/', 10 ** value.type.scale), double.isNull, null)
    : double;
}

function single(type: DataType, code: b.Expression): b.Expression {
  return type.kind === 'float' && type.bits === 32 ? b.call(b.member('Math', 'fround'), code) : code;
}

/** Ints and decimals stay numbers as long as no row can leave ±(2^53 - 1); otherwise the exact functions of the abi take over. */
function compileWhole(scope: Scope, operation: keyof typeof EXACT, a: Value, c: Value, type: DataType): Value {
  const scale = type.kind === 'decimal' ? type.scale : 0;
  const left = operation === 'multiply' ? a : rescaled(scope, a, scale);
  const right = operation === 'multiply' ? c : rescaled(scope, c, scale);
  const isNull = eitherNull(left.isNull, right.isNull);
  const range = rangeOf(operation, left.range, right.range);
  const limits = typeLimits(type)!;
  if (left.form === 'number' && right.form === 'number' && range !== null && within(range, SAFE)) {
    const code = b.binary(left.code, SYMBOL[operation], right.code);
    const fits = BigInt(range.low) >= limits.low && BigInt(range.high) <= limits.high;
    if (fits) return numberValue(type, bind(scope, code, SYMBOL_NAME[operation]), isNull, range);
    const checked = unlessNull(scope, isNull, 0, SYMBOL_NAME[operation], () =>
      abiCallIn(
        scope,
        'withinRange',
        code,
        b.number(Number(limits.low)),
        b.number(Number(limits.high)),
        b.string(SYMBOL[operation]),
        b.string(showDataType(type)),
      ),
    );
    return numberValue(type, checked, isNull, {
      low: Math.max(range.low, Number(limits.low)),
      high: Math.min(range.high, Number(limits.high)),
    });
  }
  const l = toAny(scope, left);
  const r = toAny(scope, right);
  const code = abiCallIn(
    scope,
    EXACT[operation],
    l.code,
    r.code,
    b.bigint(limits.low),
    b.bigint(limits.high),
    b.string(showDataType(type)),
  );
  return anyValue(type, bind(scope, code, SYMBOL_NAME[operation]), isNull !== null);
}

const SYMBOL_NAME = { add: 'sum', subtract: 'difference', multiply: 'product' } as const;

function rangeOf(operation: keyof typeof EXACT, a: Range | null, c: Range | null): Range | null {
  if (a === null || c === null) return null;
  if (operation === 'add') return { low: a.low + c.low, high: a.high + c.high };
  if (operation === 'subtract') return { low: a.low - c.high, high: a.high - c.low };
  const corners = [a.low * c.low, a.low * c.high, a.high * c.low, a.high * c.high];
  return { low: Math.min(...corners), high: Math.max(...corners) };
}

/** `/` of decimals, `%` and `div` of ints and decimals. Division by zero raises. */
function compileQuotient(scope: Scope, operation: Arithmetic, a: Value, c: Value, type: DataType): Value {
  if (operation === 'divide') {
    const l = toAny(scope, a);
    const r = toAny(scope, c);
    const limits = typeLimits(type)!;
    const shift = scaleOf(type) - scaleOf(a.type) + scaleOf(c.type);
    const code = abiCallIn(
      scope,
      'quotientOfDecimals',
      l.code,
      r.code,
      b.number(shift),
      b.bigint(limits.high),
      b.string(showDataType(type)),
    );
    return anyValue(type, bind(scope, code, 'quotient'), eitherNull(l.isNull, r.isNull) !== null);
  }
  const scale = Math.max(scaleOf(a.type), scaleOf(c.type));
  const left = rescaled(scope, a, scale);
  const right = rescaled(scope, c, scale);
  const isNull = eitherNull(left.isNull, right.isNull);
  const shift = operation === 'div' ? scaleOf(type) : 0;
  if (left.form === 'number' && right.form === 'number' && left.range !== null && right.range !== null && shift === 0) {
    const name = operation === 'modulo' ? 'remainderOf' : 'wholeQuotient';
    return numberValue(
      type,
      unlessNull(scope, isNull, 0, name, () => abiCallIn(scope, name, left.code, right.code)),
      isNull,
      operation === 'modulo' ? remainderRange(left.range, right.range) : spread(left.range),
    );
  }
  const l = toAny(scope, left);
  const r = toAny(scope, right);
  const limits = typeLimits(type)!;
  const code =
    operation === 'modulo'
      ? abiCallIn(scope, 'remainderExact', l.code, r.code)
      : abiCallIn(
          scope,
          'wholeQuotientExact',
          l.code,
          r.code,
          b.number(shift),
          b.bigint(limits.low),
          b.bigint(limits.high),
          b.string(showDataType(type)),
        );
  return anyValue(type, bind(scope, code, 'quotient'), isNull !== null);
}

function scaleOf(type: DataType): number {
  return type.kind === 'decimal' ? type.scale : 0;
}

/** A quotient of whole numbers is no further from zero than the dividend. */
function spread(range: Range): Range {
  const most = Math.max(Math.abs(range.low), Math.abs(range.high));
  return { low: -most, high: most };
}

/** A remainder has the dividend's sign and is smaller than the divisor. */
function remainderRange(dividend: Range, divisor: Range): Range {
  const most = Math.max(Math.abs(divisor.low), Math.abs(divisor.high), 1) - 1;
  return {
    low: dividend.low < 0 ? -Math.min(most, -dividend.low) : 0,
    high: dividend.high > 0 ? Math.min(most, dividend.high) : 0,
  };
}
