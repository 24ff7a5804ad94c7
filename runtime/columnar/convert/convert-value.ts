import type {
  DataType,
  DecimalType,
  FloatType,
  IntType,
  StringType,
  StructType,
} from '../../../compiler/contract/data-type.ts';
import { sameDataType } from '../../../compiler/contract/data-type.ts';
import { listChildType } from '../builders/list-builder.ts';
import type { ListValue, StructValue, Value } from '../value.ts';
import { fieldKey, integerValue } from '../value.ts';
import { decimalToFloat, decimalValue, parseDecimal, rescale } from './decimal-text.ts';
import { conversionError, noConversion, overflow } from './failures.ts';
import { fitsInt } from './int-bounds.ts';
import { jsonTextConverter } from '../json/json-converter.ts';
import { jsonPrinter } from '../json/json-printer.ts';
import { fitsLength, valueParser } from './parse-value.ts';
import { printFloat, valuePrinter } from './print-value.ts';
import { joinTimestamp } from './parse-time.ts';
import { splitTimestamp } from './print-time.ts';

/** Turns a value of one type into one of another; NULL stays NULL. */
export type Converter = (value: Value) => Value;

/**
 * The value in another type, as an explicit cast does it. Decimals round half away from zero, floats to integers half to even.
 * Throws `NumericOverflow` for numbers out of range, `ConversionError` for values without a form in `to`, `IncompatibleOperation` where there is no such cast.
 */
export function convertValue(value: Value, from: DataType, to: DataType): Value {
  return converter(from, to)(value);
}

/** As `convertValue`, prepared for many values. */
export function converter(from: DataType, to: DataType): Converter {
  const convert = presentConverter(from, to);
  return (value) => (value === null ? null : convert(value));
}

function presentConverter(from: DataType, to: DataType): Converter {
  if (from.kind === 'null') return () => null;
  if (from.kind === 'secret' || to.kind === 'secret') {
    if (from.kind === to.kind) return same;
    throw noConversion(from, to);
  }
  if (sameDataType(from, to)) return same;
  if (from.kind === 'json' && to.kind !== 'string') return fromJson(to);
  if (from.kind === 'string') return fromString(to);
  return toKind(from, to);
}

const same: Converter = (value) => value;

function fromString(to: DataType): Converter {
  const parse = valueParser(to);
  return parse === null ? fromJson(to) : (value) => parse(value as string);
}

function fromJson(to: DataType): Converter {
  const convert = jsonTextConverter(to);
  return (value) => convert(value as string);
}

function toKind(from: DataType, to: DataType): Converter {
  switch (to.kind) {
    case 'string': {
      const print = from.kind === 'json' ? String : valuePrinter(from);
      return (value) => checkLength(print(value), value, from, to);
    }
    case 'json':
      return jsonPrinter(from);
    case 'int':
      return toInt(from, to);
    case 'decimal':
      return toDecimal(from, to);
    case 'float':
      return toFloat(from, to);
    case 'boolean':
      return toBoolean(from, to);
    case 'date':
    case 'time':
    case 'timestamp':
      return toTime(from, to);
    case 'list':
    case 'map': {
      if (from.kind !== 'list' && from.kind !== 'map') throw noConversion(from, to);
      const convert = converter(listChildType(from), listChildType(to));
      return (value) => (value as ListValue).map(convert);
    }
    case 'struct':
      return toStruct(from, to);
    case 'null':
      return () => null;
    case 'interval':
    case 'blob':
    case 'uuid':
    case 'secret':
      throw noConversion(from, to);
  }
}

function checkLength(text: string, value: Value, from: DataType, to: StringType): string {
  if (fitsLength(text, to)) return text;
  throw conversionError(value, from, to, `it is longer than ${to.maxLength} characters`);
}

function toInt(from: DataType, to: IntType): Converter {
  switch (from.kind) {
    case 'boolean':
      return (value) => (value === true ? 1 : 0);
    case 'int':
      return (value) => inRange(value as number | bigint, value, from, to);
    case 'decimal':
      return (value) =>
        inRange(
          from.scale === 0
            ? (value as number | bigint)
            : integerValue(rescale(value as number | bigint, from.scale, 0)),
          value,
          from,
          to,
        );
    case 'float':
      return (value) => {
        const rounded = roundHalfEven(value as number);
        if (!Number.isFinite(rounded)) throw overflow(value, from, to);
        return inRange(Number.isSafeInteger(rounded) ? rounded : integerValue(BigInt(rounded)), value, from, to);
      };
    default:
      throw noConversion(from, to);
  }
}

function inRange(result: number | bigint, value: Value, from: DataType, to: IntType): number | bigint {
  if (fitsInt(result, to)) return result;
  throw overflow(value, from, to);
}

/** The nearest whole number, the even one of two; never -0. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  return (rest < 0.5 || (rest === 0.5 && floor % 2 === 0) ? floor : floor + (Number.isFinite(value) ? 1 : 0)) + 0;
}

function toDecimal(from: DataType, to: DecimalType): Converter {
  const fit = (scaled: bigint, value: Value): Value => {
    const result = decimalValue(scaled, to.precision);
    if (result === null) throw overflow(value, from, to);
    return result;
  };
  switch (from.kind) {
    case 'boolean':
      return (value) => fit(value === true ? 10n ** BigInt(to.scale) : 0n, value);
    case 'int':
      return (value) => fit(rescale(value as number | bigint, 0, to.scale), value);
    case 'decimal':
      return (value) => fit(rescale(value as number | bigint, from.scale, to.scale), value);
    case 'float':
      return (value) => {
        const scaled = Number.isFinite(value) ? parseDecimal(printFloat(value as number), to.scale) : null;
        if (scaled === null) throw overflow(value, from, to);
        return fit(scaled, value);
      };
    default:
      throw noConversion(from, to);
  }
}

function toFloat(from: DataType, to: FloatType): Converter {
  const fit = (number: number, value: Value): number => {
    if (to.bits === 64) return number;
    const single = Math.fround(number);
    if (Number.isFinite(number) && !Number.isFinite(single)) throw overflow(value, from, to);
    return single;
  };
  switch (from.kind) {
    case 'boolean':
      return (value) => (value === true ? 1 : 0);
    case 'int':
      return (value) => fit(Number(value), value);
    case 'decimal':
      return (value) => fit(decimalToFloat(value as number | bigint, from.scale), value);
    case 'float':
      return (value) => fit(value as number, value);
    default:
      throw noConversion(from, to);
  }
}

function toBoolean(from: DataType, to: DataType): Converter {
  if (from.kind === 'int' || from.kind === 'decimal' || from.kind === 'float') return (value) => Number(value) !== 0;
  throw noConversion(from, to);
}

function toTime(from: DataType, to: DataType): Converter {
  if (from.kind === 'timestamp') {
    if (to.kind === 'timestamp') return same;
    if (to.kind === 'date') return (value) => splitTimestamp(value as number | bigint).days;
    if (to.kind === 'time') return (value) => splitTimestamp(value as number | bigint).micros;
  }
  if (from.kind === 'date' && to.kind === 'timestamp') {
    return (value) => {
      const timestamp = joinTimestamp(value as number, 0);
      if (timestamp === null) throw overflow(value, from, to);
      return timestamp;
    };
  }
  throw noConversion(from, to);
}

/** Fields go by name, those that are missing are NULL; where no name is shared and there are as many of them, by position. */
function toStruct(from: DataType, to: StructType): Converter {
  if (from.kind !== 'struct') throw noConversion(from, to);
  const positionOf = (name: string): number =>
    from.fields.findIndex((field) => field.name.toLowerCase() === name.toLowerCase());
  const shared = to.fields.some((field) => positionOf(field.name) >= 0);
  if (!shared && from.fields.length !== to.fields.length) throw noConversion(from, to);
  const parts = to.fields.map((field, i) => {
    const source = from.fields[shared ? positionOf(field.name) : i];
    if (source === undefined && !field.nullable) throw noConversion(from, to);
    return {
      key: fieldKey(field.name),
      sourceKey: fieldKey(source?.name ?? field.name),
      convert: source === undefined ? (): Value => null : converter(source.type, field.type),
    };
  });
  return (value) => {
    const result: { [key: `$${string}`]: Value } = {};
    for (const { key, sourceKey, convert } of parts) result[key] = convert((value as StructValue)[sourceKey] ?? null);
    return result;
  };
}
