import { showDataType, type DataType } from '../../../compiler/contract/data-type.ts';
import { GobiError, gobiError } from '../../../compiler/contract/runtime-error.ts';
import { compareCodePoints } from '../../columnar/code-point-order.ts';
import { compareValues } from '../../columnar/compare-values.ts';
import type { Converter } from '../../columnar/convert/convert-value.ts';
import { valuePrinter } from '../../columnar/convert/print-value.ts';
import { casterOf, parameterCasterOf } from '../../columnar/scalar/cast.ts';
import type { IntervalValue, Value } from '../../columnar/value.ts';
import type { TypeSlot } from '../../../compiler/contract/type.ts';
import { isDataType } from '../../../compiler/contract/type.ts';
import { crossInto, DynamicValue } from '../dynamic-value.ts';
import { compareFloats } from './floats.ts';

/** Gives values of a type to code that learns their types when it runs. NULL is NULL of any type. */
export function typed(type: DataType): (value: Value) => DynamicValue | null {
  return (value) => (value === null ? null : new DynamicValue(type, value));
}

/** A cast, prepared for many values; `column` is what they are for. */
export function caster(from: DataType, to: DataType, column?: string): Converter {
  return casterOf(from, to, false, column);
}

/** As `caster`, for the value of a parameter of the statement: errors name it, and a loss of digits is one. */
export function parameterCaster(from: DataType, to: DataType, parameter: string, column?: string): Converter {
  return parameterCasterOf(from, to, parameter, column);
}

/** As `caster`: values that do not fit give NULL. */
export function tryCaster(from: DataType, to: DataType): Converter {
  return casterOf(from, to, true);
}

/** The order of two values of a type, neither of them NULL. */
export type Comparator = (a: Value, b: Value) => number;

export function comparator(type: DataType): Comparator {
  switch (type.kind) {
    case 'float':
      return compareFloats as Comparator;
    case 'string':
    case 'json':
    case 'uuid':
      return compareCodePoints as Comparator;
    case 'list':
      return listComparator(comparator(type.element));
    default:
      return compareValues;
  }
}

function listComparator(compare: Comparator): Comparator {
  return (a, b) => {
    const left = a as readonly Value[];
    const right = b as readonly Value[];
    const length = Math.min(left.length, right.length);
    for (let i = 0; i < length; i++) {
      const x = left[i]!;
      const y = right[i]!;
      if (x === y) continue;
      if (x === null || y === null) return x === null ? 1 : -1;
      const order = compare(x, y);
      if (order !== 0) return order;
    }
    return left.length - right.length;
  };
}

/** Writes values of a slot as literals read. */
export function shower(slot: TypeSlot): (value: Value) => string {
  const { type } = slot;
  const print = isDataType(type) ? valuePrinter(type) : String;
  const quoted = type.kind === 'string' || type.kind === 'uuid' || type.kind === 'json';
  return (value) => (value === null ? 'NULL' : quoted ? `'${print(value)}'` : print(value));
}

/** The place where a value of a type known only at run time enters typed code. `safe`: what does not fit gives NULL. */
export function crossing(to: DataType, nullable: boolean, safe: boolean): (value: DynamicValue | Value) => Value {
  return (dynamic) => {
    const value = dynamic instanceof DynamicValue ? crossed(to, dynamic, safe) : dynamic;
    if (value === null && !nullable && !safe)
      throw gobiError('NullError', { what: `a value that is used as ${showDataType(to)}` });
    return value;
  };
}

function crossed(to: DataType, dynamic: DynamicValue, safe: boolean): Value {
  try {
    return crossInto(to, dynamic);
  } catch (error) {
    if (safe && error instanceof GobiError) return null;
    throw error;
  }
}

export function interval(months: number, days: number, micros: number): IntervalValue {
  return { months, days, micros };
}

/** Bytes from their base64 text. */
export function blob(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'base64'));
}

/** Negation with NULL for NULL. */
export function not(value: boolean | null): boolean | null {
  return value === null ? null : !value;
}

/** True when one is, else NULL when one is, else false. */
export function anyTrue(values: readonly (boolean | null)[]): boolean | null {
  return values.includes(true) ? true : values.includes(null) ? null : false;
}
