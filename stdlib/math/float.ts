import { divisionByZero, invalidArgument, numericOverflow } from '../value/failure.ts';

/** A finite result of finite arguments, or `NumericOverflow`. */
export function finite(operation: string, result: number, ...args: readonly number[]): number {
  if (!Number.isFinite(result) && args.every(Number.isFinite)) throw numericOverflow(operation, 'float');
  return result;
}

export function sqrt(value: number): number {
  if (value < 0) throw invalidArgument('sqrt', 'value', value, 'a negative number has no square root');
  return Math.sqrt(value);
}

export function exp(value: number): number {
  return finite('exp', Math.exp(value), value);
}

/** A logarithm that is defined for positive numbers only. */
export function logarithm(name: string, log: (value: number) => number): (value: number) => number {
  return (value) => {
    if (value <= 0) throw invalidArgument(name, 'value', value, 'logarithms are of positive numbers only');
    return log(value);
  };
}

export function logBase(base: number, value: number): number {
  if (base <= 0 || base === 1) throw invalidArgument('log', 'base', base, 'the base is a positive number other than 1');
  if (value <= 0) throw invalidArgument('log', 'value', value, 'logarithms are of positive numbers only');
  if (base === 2) return Math.log2(value);
  if (base === 10) return Math.log10(value);
  return Math.log(value) / Math.log(base);
}

export function power(base: number, exponent: number): number {
  if (base === 0 && exponent < 0) throw divisionByZero('power');
  if (base === 1) return 1;
  const result = base ** exponent;
  if (Number.isNaN(result) && !Number.isNaN(base) && !Number.isNaN(exponent)) {
    throw invalidArgument('power', 'exponent', exponent, `${base} is negative, so the exponent must be a whole number`);
  }
  return finite('power', result, base, exponent);
}

/** `asin` and `acos`. */
export function arc(name: string, inverse: (value: number) => number): (value: number) => number {
  return (value) => {
    if (value < -1 || value > 1) throw invalidArgument(name, 'value', value, 'it must lie between -1 and 1');
    return inverse(value);
  };
}

/** Functions of angles, which infinity is not. */
export function ofAngle(name: string, angle: (value: number) => number): (value: number) => number {
  return (value) => {
    if (value === Infinity || value === -Infinity) throw invalidArgument(name, 'value', value, 'it must be finite');
    return angle(value);
  };
}

/** Rounds half away from zero by the number's shortest decimal text, so that 2.675 to two digits is 2.68. `digits` may be negative. */
export function roundFloat(value: number, digits = 0): number {
  if (!Number.isFinite(value)) return value;
  const magnitude = Math.abs(value);
  if (digits === 0)
    return withSign(value, magnitude - Math.floor(magnitude) < 0.5 ? Math.floor(magnitude) : Math.ceil(magnitude));
  const moved = shifted(magnitude, digits);
  return moved === Infinity ? value : withSign(value, finite('round', shifted(roundFloat(moved), -digits), value));
}

/** Cuts towards zero after `digits` digits. */
export function truncateFloat(value: number, digits = 0): number {
  if (!Number.isFinite(value)) return value;
  if (digits === 0) return Math.trunc(value);
  const moved = shifted(Math.abs(value), digits);
  return moved === Infinity ? value : withSign(value, shifted(Math.floor(moved), -digits));
}

/** value × 10^digits through the decimal text: exact where a float can hold it, `Infinity` for what then has no digit behind its point. */
function shifted(value: number, digits: number): number {
  const [mantissa, exponent] = String(value).split('e') as [string, string?];
  return Number(`${mantissa}e${Number(exponent ?? 0) + digits}`);
}

function withSign(like: number, magnitude: number): number {
  return like < 0 || Object.is(like, -0) ? -magnitude : magnitude;
}

/** The remainder with the sign of the dividend. */
export function modFloat(dividend: number, divisor: number): number {
  if (divisor === 0) throw divisionByZero('mod');
  return dividend % divisor;
}
