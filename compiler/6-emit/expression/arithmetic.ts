import { showDataType, type DataType } from '../../contract/data-type.ts';
import { assertNever } from '../../source/assert-never.ts';
import * as b from '../builder.ts';
import { abi } from '../module/function-scope.ts';
import { limitsOf, scaleOf } from './type-facts.ts';

export type Arithmetic = 'add' | 'subtract' | 'multiply' | 'divide' | 'modulo' | 'div' | 'negate';

export interface Term {
  readonly code: b.Expression;
  readonly type: DataType;
}

const SYMBOL = { add: '+', subtract: '-', multiply: '*', divide: '/', modulo: '%', div: 'div', negate: '-' } as const;
/** Exact functions of whole numbers of any size, and those that also hold int64's limits. */
const EXACT = { add: 'plus', subtract: 'minus', multiply: 'times' } as const;

/** `+ - * / % div` and negation of numbers that are not NULL. */
export function arithmetic(operation: Arithmetic, terms: readonly Term[], type: DataType): b.Expression {
  return type.kind === 'float' ? floats(operation, terms, type) : wholes(operation, terms, type);
}

function floats(operation: Arithmetic, terms: readonly Term[], type: DataType): b.Expression {
  const codes = terms.map(asFloat);
  const result = floatResult(operation, codes);
  return type.kind === 'float' && type.bits === 32 ? b.method('Math', 'fround', result) : result;
}

function floatResult(operation: Arithmetic, codes: readonly b.Expression[]): b.Expression {
  switch (operation) {
    case 'add':
    case 'subtract':
    case 'multiply':
      return b.binary(codes[0]!, SYMBOL[operation], codes[1]!);
    case 'negate':
      return b.unary('-', codes[0]!);
    case 'divide':
      return abi('divideFloats', ...codes);
    case 'modulo':
      return abi('moduloFloats', ...codes);
    case 'div':
      return abi('divFloats', ...codes);
    default:
      return assertNever(operation);
  }
}

/** The nearest float of a number. */
export function asFloat({ code, type }: Term): b.Expression {
  if (type.kind === 'float' || (b.isNumber(code) && scaleOf(type) === 0)) return code;
  return scaleOf(type) === 0 ? abi('float', code) : abi('decimalToFloat', code, b.number(scaleOf(type)));
}

function wholes(operation: Arithmetic, terms: readonly Term[], type: DataType): b.Expression {
  const [left, right] = terms;
  switch (operation) {
    case 'add':
    case 'subtract': {
      const codes = terms.map((term) => rescaled(term, scaleOf(type)));
      return isInt64(type) ? abi(operation, ...codes) : fitted(abi(EXACT[operation], ...codes), operation, type);
    }
    case 'multiply': {
      if (isInt64(type)) return abi('multiply', left!.code, right!.code);
      const scale = scaleOf(left!.type) + scaleOf(right!.type);
      return fitted(
        rescaled(
          { code: abi('times', left!.code, right!.code), type: { kind: 'decimal', precision: 38, scale } },
          scaleOf(type),
        ),
        operation,
        type,
      );
    }
    case 'negate':
      return isInt64(type) ? abi('negate', left!.code) : fitted(abi('minus', b.number(0), left!.code), operation, type);
    case 'divide': {
      const shift = scaleOf(type) - scaleOf(left!.type) + scaleOf(right!.type);
      return fitted(abi('divideDecimals', left!.code, right!.code, b.number(shift)), operation, type);
    }
    case 'modulo':
    case 'div': {
      const scale = Math.max(scaleOf(left!.type), scaleOf(right!.type));
      const codes = terms.map((term) => rescaled(term, scale));
      if (operation === 'modulo') return abi('modulo', ...codes);
      const quotient = abi('div', ...codes);
      return isInt64(type)
        ? quotient
        : fitted(
            rescaled({ code: quotient, type: { kind: 'int', bits: 64, unsigned: false } }, scaleOf(type)),
            operation,
            type,
          );
    }
    default:
      return assertNever(operation);
  }
}

/** A whole number at another scale; exact when digits are added, rounded half away from zero when they go. */
export function rescaled({ code, type }: Term, scale: number): b.Expression {
  const from = scaleOf(type);
  if (from === scale) return code;
  return scale > from
    ? abi('times', code, b.bigint(10n ** BigInt(scale - from)))
    : abi('dropDigits', code, b.number(from - scale));
}

/** The value, or `NumericOverflow` where the type cannot hold it. */
export function fitted(code: b.Expression, operation: Arithmetic, type: DataType): b.Expression {
  const limits = limitsOf(type);
  if (limits === null) return code;
  const symbol = b.string(SYMBOL[operation]);
  return abi('fit', code, limit(limits.low), limit(limits.high), symbol, b.string(showDataType(type)));
}

/** The same for a cast to the type, or into a column of it. */
export function fittedCast(code: b.Expression, type: DataType, column?: string): b.Expression {
  const limits = limitsOf(type);
  if (limits === null) return code;
  const into = column === undefined ? [] : [b.string(column)];
  return abi(
    'fitCast',
    code,
    limit(limits.low),
    limit(limits.high),
    b.number(scaleOf(type)),
    b.string(showDataType(type)),
    ...into,
  );
}

function limit(value: bigint): b.Expression {
  return Number.isSafeInteger(Number(value)) ? b.number(Number(value)) : b.bigint(value);
}

function isInt64(type: DataType): boolean {
  return type.kind === 'int' && type.bits === 64 && !type.unsigned;
}
