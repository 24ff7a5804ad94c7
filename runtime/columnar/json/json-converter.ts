import type { DataType, StructType } from '../../../compiler/contract/data-type.ts';
import { showDataType } from '../../../compiler/contract/data-type.ts';
import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import { decimalValue, parseDecimal } from '../convert/decimal-text.ts';
import { fitsInt } from '../convert/int-bounds.ts';
import { fitsLength, tryParser } from '../convert/parse-value.ts';
import type { Value } from '../value.ts';
import { fieldKey } from '../value.ts';
import type { JsonValue } from './parse-json.ts';
import { JsonNumber, JsonSyntaxError, jsonText, parseJson } from './parse-json.ts';

/** Turns a parsed JSON value into a run-time value; JSON's null gives NULL. Throws `ConversionError`. */
export type JsonConverter = (value: JsonValue) => Value;

/**
 * A converter to `type`: objects become structs by field name (missing fields are NULL, others are left out) or maps, scalars go by their text
 * where the type has one, anything becomes a string or json by its text.
 */
export function jsonConverter(type: DataType): JsonConverter {
  const convert = presentConverter(type);
  return (value) => {
    if (value === null) return null;
    const result = convert(value);
    if (result === undefined) throw notOfType(value, type);
    return result;
  };
}

/** From JSON text. Throws `ConversionError` for text that is no JSON too. */
export function jsonTextConverter(type: DataType): (text: string) => Value {
  const convert = jsonConverter(type);
  return (text) => {
    try {
      return convert(parseJson(text));
    } catch (error) {
      if (!(error instanceof JsonSyntaxError)) throw error;
      throw gobiError(
        'ConversionError',
        { value: shortened(`'${text}'`), to: showDataType(type), reason: error.message },
        { cause: error },
      );
    }
  };
}

function notOfType(value: JsonValue, type: DataType): Error {
  return gobiError('ConversionError', { value: shortened(jsonText(value)), to: showDataType(type) });
}

function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

type PresentConverter = (value: Exclude<JsonValue, null>) => Value | undefined;

function presentConverter(type: DataType): PresentConverter {
  switch (type.kind) {
    case 'int': {
      const parse = tryParser(type)!;
      return (value) => {
        if (typeof value === 'number' || typeof value === 'bigint')
          return Number.isSafeInteger(value) || typeof value === 'bigint'
            ? fitsInt(value, type)
              ? value
              : undefined
            : undefined;
        if (value instanceof JsonNumber) return wholeNumber(value.text, parse);
        return typeof value === 'string' ? parse(value) : undefined;
      };
    }
    case 'float':
    case 'decimal': {
      const parse = tryParser(type)!;
      return (value) => {
        if (typeof value === 'number' && type.kind === 'float' && type.bits === 64) return value;
        const text = scalarText(value);
        return text === undefined ? undefined : parse(text);
      };
    }
    case 'boolean':
      return (value) =>
        typeof value === 'boolean' ? value : typeof value === 'string' ? tryParser(type)!(value) : undefined;
    case 'string':
      return (value) => {
        const text = typeof value === 'string' ? value : jsonText(value);
        return fitsLength(text, type) ? text : undefined;
      };
    case 'json':
      return jsonText;
    case 'date':
    case 'time':
    case 'timestamp':
    case 'interval':
    case 'blob':
    case 'uuid': {
      const parse = tryParser(type)!;
      return (value) => (typeof value === 'string' ? parse(value) : undefined);
    }
    case 'list': {
      const convert = jsonConverter(type.element);
      return (value) => (Array.isArray(value) ? value.map(convert) : undefined);
    }
    case 'struct':
      return structConverter(type);
    case 'map': {
      const key = jsonConverter(type.key);
      const convert = jsonConverter(type.value);
      return (value) =>
        value instanceof Map
          ? Array.from(value, ([name, part]) => ({ $key: key(name), $value: convert(part) }))
          : undefined;
    }
    case 'null':
    case 'secret':
      return () => undefined;
  }
}

function wholeNumber(text: string, parse: (text: string) => Value | undefined): Value | undefined {
  const scaled = parseDecimal(text, 20);
  if (scaled === null || scaled % 10n ** 20n !== 0n) return undefined;
  const value = decimalValue(scaled / 10n ** 20n, 38);
  return value === null ? undefined : parse(String(value));
}

function scalarText(value: Exclude<JsonValue, null>): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  return value instanceof JsonNumber ? value.text : undefined;
}

function structConverter(type: StructType): PresentConverter {
  const parts = type.fields.map((field) => ({
    name: field.name,
    key: fieldKey(field.name),
    convert: jsonConverter(field.type),
  }));
  return (value) => {
    if (!(value instanceof Map)) return undefined;
    const struct: { [key: `$${string}`]: Value } = {};
    for (const { name, key, convert } of parts) struct[key] = convert(value.get(name) ?? null);
    return struct;
  };
}
