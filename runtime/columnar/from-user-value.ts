import type { DataType, Field } from '../../compiler/contract/data-type.ts';
import {
  BOOLEAN,
  decimal,
  FLOAT,
  INT,
  NULL,
  sameDataType,
  showDataType,
  STRING,
  TIMESTAMPZ,
} from '../../compiler/contract/data-type.ts';
import type { GobiError } from '../../compiler/contract/runtime-error.ts';
import { gobiError } from '../../compiler/contract/runtime-error.ts';
import { converter } from './convert/convert-value.ts';
import { commonType } from './common-type.ts';
import type { Value } from './value.ts';
import { fieldKey, integerValue } from './value.ts';

/**
 * Turns a value of a program around the engine into one of `type`: what `userValue` gives out, and beside it `Date`s for dates and timestamps, numbers for
 * decimals, numbers and `bigint`s for each other, plain values for json. `null` and `undefined` are NULL. Throws `ConversionError`, `NumericOverflow`.
 */
export function fromUserValue(type: DataType): (value: unknown) => Value {
  const convert = presentValue(type);
  return (value) => (value === null || value === undefined ? null : convert(value));
}

function presentValue(type: DataType): (value: unknown) => Value {
  switch (type.kind) {
    case 'list': {
      const convert = fromUserValue(type.element);
      return (value) => {
        if (!isIterable(value)) throw notOfType(value, type);
        return Array.from(value, convert);
      };
    }
    case 'map':
      return mapValue(type.key, type.value, type);
    case 'struct': {
      const parts = type.fields.map((field) => ({
        name: field.name,
        key: fieldKey(field.name),
        convert: fromUserValue(field.type),
        nullable: field.nullable,
      }));
      return (value) => {
        if (!isObject(value)) throw notOfType(value, type);
        const beyond = Object.keys(value).find((name) => !parts.some((part) => part.name === name));
        if (beyond !== undefined) throw notOfType(value, type, `there is no field \`${beyond}\``);
        const missing = parts.find(({ name, nullable }) => !nullable && (value[name] ?? null) === null);
        if (missing !== undefined) throw notOfType(value, type, `field \`${missing.name}\` may not be NULL`);
        return Object.fromEntries(parts.map(({ name, key, convert }) => [key, convert(value[name])]));
      };
    }
    case 'blob':
      return (value) => {
        if (value instanceof Uint8Array) return value;
        throw notOfType(value, type);
      };
    case 'json':
      return (value) => (typeof value === 'string' ? (converter(STRING, type)(value) as string) : jsonOf(value));
    default:
      return scalarValue(type);
  }
}

function scalarValue(type: DataType): (value: unknown) => Value {
  const converters = {
    string: tryConverter(STRING, type),
    boolean: tryConverter(BOOLEAN, type),
    float: tryConverter(FLOAT, type),
    int: tryConverter(INT, type),
    time: tryConverter(TIMESTAMPZ, type),
  };
  return (value) => {
    switch (typeof value) {
      case 'string':
        return converters.string(value);
      case 'boolean':
        return converters.boolean(value);
      case 'number':
        if (!Number.isSafeInteger(value)) {
          if (type.kind === 'int' && !Number.isInteger(value)) throw notOfType(value, type);
          return converters.float(value);
        }
        return type.kind === 'float' ? value : converters.int(value);
      case 'bigint':
        return type.kind === 'decimal'
          ? converter(decimal(38, 0), type)(integerValue(value))
          : converters.int(integerValue(value));
      default:
        if (value instanceof Date && !Number.isNaN(value.getTime())) return converters.time(value.getTime() * 1000);
        throw notOfType(value, type);
    }
  };
}

/** A converter; where there is no such cast, one that refuses each value. */
function tryConverter(from: DataType, to: DataType): (value: Value) => Value {
  try {
    return converter(from, to);
  } catch {
    return (value) => {
      throw notOfType(value, to);
    };
  }
}

function mapValue(key: DataType, value: DataType, type: DataType): (map: unknown) => Value {
  const convertKey = fromUserValue(key);
  const convert = fromUserValue(value);
  return (map) => {
    if (!isObject(map)) throw notOfType(map, type);
    const entries = map instanceof Map ? [...(map as ReadonlyMap<unknown, unknown>)] : Object.entries(map);
    return entries.map(([name, part]) => ({ $key: convertKey(name), $value: convert(part) }));
  };
}

function jsonOf(value: unknown): string {
  if (typeof value === 'bigint') return String(value);
  const text = JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'bigint' ? JSON.parse(String(part)) : part,
  ) as string | undefined;
  if (text === undefined) throw notOfType(value, { kind: 'json' });
  return text;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return isObject(value) && Symbol.iterator in value;
}

function notOfType(value: unknown, type: DataType, reason?: string): GobiError {
  const text =
    typeof value === 'string'
      ? `'${value}'`
      : isObject(value)
        ? ((value.constructor as { name?: string } | undefined)?.name ?? 'an object')
        : String(value);
  return gobiError('ConversionError', {
    value: text,
    to: showDataType(type),
    ...(reason === undefined ? {} : { reason }),
  });
}

/** The type that holds all of some values of a program: whole numbers and `bigint`s are `int`, `Date`s `timestampz`, plain objects structs. `NULL` when there is none. */
export function typeOfUserValues(values: Iterable<unknown>): DataType {
  let type: DataType = NULL;
  for (const value of values) {
    const own = typeOfUserValue(value);
    if (!sameDataType(type, own)) type = commonType(type, own);
  }
  return type;
}

function typeOfUserValue(value: unknown): DataType {
  switch (typeof value) {
    case 'number':
      return Number.isSafeInteger(value) ? INT : FLOAT;
    case 'bigint':
      return value === BigInt.asIntN(64, value) ? INT : decimal(38, 0);
    case 'boolean':
      return BOOLEAN;
    case 'string':
      return STRING;
    default:
      if (!isObject(value)) return NULL;
      if (value instanceof Date) return TIMESTAMPZ;
      if (value instanceof Uint8Array) return { kind: 'blob' };
      if (value instanceof Map)
        return { kind: 'map', key: typeOfUserValues(value.keys()), value: typeOfUserValues(value.values()) };
      if (isIterable(value)) return { kind: 'list', element: typeOfUserValues(value), elementNullable: true };
      return {
        kind: 'struct',
        fields: Object.entries(value).map(([name, part]): Field => ({
          name,
          type: typeOfUserValue(part),
          nullable: true,
        })),
      };
  }
}
