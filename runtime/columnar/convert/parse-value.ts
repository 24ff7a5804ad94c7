import type { DataType, DecimalType, IntType, StringType } from '../../../compiler/contract/data-type.ts';
import { STRING } from '../../../compiler/contract/data-type.ts';
import type { Value } from '../value.ts';
import { integerValue } from '../value.ts';
import { decimalValue, parseDecimal } from './decimal-text.ts';
import { conversionError } from './failures.ts';
import { fitsInt } from './int-bounds.ts';
import { parseDate, parseInterval, parseTime, parseTimestamp } from './parse-time.ts';

/** Reads text as a value of a type; throws `ConversionError` for text that is none. */
export type Parser = (text: string) => Value;

/** Reads text as a value of a type; `undefined` for text that is none. */
export type TryParser = (text: string) => Value | undefined;

/** A parser of the text that `valuePrinter` gives for scalar types, and of the usual other spellings. Lists, structs, maps and secrets have none: `null`. */
export function valueParser(type: DataType): Parser | null {
  const parse = tryParser(type);
  if (parse === null) return null;
  return (text) => {
    const value = parse(text);
    if (value === undefined) throw conversionError(text, STRING, type);
    return value;
  };
}

/** As `valueParser`, giving `undefined` instead of an error. */
export function tryParser(type: DataType): TryParser | null {
  switch (type.kind) {
    case 'int':
      return (text) => parseInt64(text, type);
    case 'float':
      return type.bits === 32 ? (text) => parseFloat32(text) : (text) => parseDouble(text);
    case 'decimal':
      return (text) => parseScaled(text, type);
    case 'string':
      return type.maxLength === undefined ? (text) => text : (text) => (fitsLength(text, type) ? text : undefined);
    case 'boolean':
      return parseBoolean;
    case 'date':
      return (text) => parseDate(text) ?? undefined;
    case 'time':
      return (text) => parseTime(text) ?? undefined;
    case 'timestamp':
      return (text) => parseTimestamp(text) ?? undefined;
    case 'interval':
      return (text) => parseInterval(text) ?? undefined;
    case 'blob':
      return parseBlob;
    case 'json':
      return (text) => (isJson(text) ? text : undefined);
    case 'uuid':
      return parseUuid;
    case 'null':
      return () => null;
    case 'list':
    case 'struct':
    case 'map':
    case 'secret':
      return null;
  }
}

/** Whether a string has at most the type's number of code points. */
export function fitsLength(text: string, { maxLength }: StringType): boolean {
  if (maxLength === undefined || text.length <= maxLength) return true;
  let count = 0;
  for (const _ of text) if (++count > maxLength) return false;
  return true;
}

const INTEGER = /^[+-]?\d(?:_?\d)*$/;

function parseInt64(text: string, type: IntType): Value | undefined {
  const trimmed = text.trim();
  if (!INTEGER.test(trimmed)) return undefined;
  const digits = trimmed.includes('_') ? trimmed.replaceAll('_', '') : trimmed;
  const number = Number(digits);
  const value = Number.isSafeInteger(number)
    ? number + 0
    : integerValue(BigInt(digits.startsWith('+') ? digits.slice(1) : digits));
  return fitsInt(value, type) ? value : undefined;
}

const FLOAT = /^[+-]?(?:\d+(?:_\d+)*(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;

function parseDouble(text: string): number | undefined {
  const trimmed = text.trim();
  if (FLOAT.test(trimmed)) {
    const value = Number(trimmed.replaceAll('_', ''));
    return Number.isFinite(value) ? value : undefined;
  }
  switch (trimmed.toLowerCase()) {
    case 'nan':
      return NaN;
    case 'inf':
    case '+inf':
    case 'infinity':
    case '+infinity':
      return Infinity;
    case '-inf':
    case '-infinity':
      return -Infinity;
    default:
      return undefined;
  }
}

function parseFloat32(text: string): number | undefined {
  const value = parseDouble(text);
  if (value === undefined) return undefined;
  const single = Math.fround(value);
  return Number.isFinite(value) && !Number.isFinite(single) ? undefined : single;
}

function parseScaled(text: string, { precision, scale }: DecimalType): Value | undefined {
  const scaled = parseDecimal(text, scale);
  return scaled === null ? undefined : (decimalValue(scaled, precision) ?? undefined);
}

function parseBoolean(text: string): boolean | undefined {
  switch (text.trim().toLowerCase()) {
    case 'true':
    case 't':
    case 'yes':
    case 'y':
    case '1':
      return true;
    case 'false':
    case 'f':
    case 'no':
    case 'n':
    case '0':
      return false;
    default:
      return undefined;
  }
}

/** `\x` and hexadecimal digits, otherwise the text's own UTF-8 bytes. */
function parseBlob(text: string): Uint8Array | undefined {
  if (!text.startsWith('\\x')) return new TextEncoder().encode(text);
  const digits = text.slice(2);
  return digits.length % 2 === 0 && /^[\da-f]*$/i.test(digits) ? new Uint8Array(Buffer.from(digits, 'hex')) : undefined;
}

/** Whether the text is one JSON value. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const UUID = /^\{?([\da-f]{8})-?([\da-f]{4})-?([\da-f]{4})-?([\da-f]{4})-?([\da-f]{12})\}?$/;

/** Canonical text: lower case, with hyphens. */
function parseUuid(text: string): string | undefined {
  const match = UUID.exec(text.trim().toLowerCase());
  return match === null ? undefined : match.slice(1).join('-');
}
