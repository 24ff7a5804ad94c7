import type { DataType } from '../../../compiler/contract/data-type.ts';
import { showDataType } from '../../../compiler/contract/data-type.ts';
import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import type { IntervalValue, Value } from '../../columnar/value.ts';
import { integerValue } from '../../columnar/value.ts';
import { printDecimal } from '../../columnar/convert/decimal-text.ts';
import { parseInterval } from '../../columnar/convert/parse-time.ts';
import { printTime } from '../../columnar/convert/print-time.ts';
import { dateText, parseDate, parseTime, parseTimestamp, timestampText } from './civil-time.ts';

/** A value that is not NULL as DuckDB writes it in a cast to VARCHAR: what the catalog keeps of defaults, statistics and inlined rows. Not for nested types. */
export function valueText(value: NonNullable<Value>, type: DataType): string {
  switch (type.kind) {
    case 'int':
    case 'string':
    case 'json':
    case 'uuid':
    case 'secret':
    case 'boolean':
      return String(value);
    case 'float':
      return floatText(value as number);
    case 'decimal':
      return printDecimal(value as number | bigint, type.scale);
    case 'date':
      return dateText(value as number);
    case 'time':
      return printTime(value as number);
    case 'timestamp':
      return timestampText(value as number | bigint, type.zoned);
    case 'interval':
      return intervalText(value as IntervalValue);
    case 'blob':
      return blobText(value as Uint8Array);
    default:
      throw gobiError('Unsupported', { what: `text of a value of type ${showDataType(type)}`, instead: '' });
  }
}

/** The value of a text that `valueText` or DuckDB wrote. A text that is none: `CorruptFile`, naming `where`. */
export function parseValue(text: string, type: DataType, where: string): Value {
  const value = parse(text, type);
  if (value === null)
    throw gobiError('CorruptFile', {
      file: where,
      reason: `${JSON.stringify(text)} is not a ${showDataType(type)} that can be read`,
    });
  return value;
}

function parse(text: string, type: DataType): Value {
  switch (type.kind) {
    case 'int':
      return /^-?\d+$/.test(text) ? integerValue(BigInt(text)) : null;
    case 'string':
    case 'json':
    case 'uuid':
    case 'secret':
      return text;
    case 'boolean':
      return text === 'true' || text === '1' ? true : text === 'false' || text === '0' ? false : null;
    case 'float':
      return parseFloatText(text);
    case 'decimal':
      return parseDecimal(text, type.scale);
    case 'date':
      return parseDate(text);
    case 'time':
      return parseTime(text);
    case 'timestamp':
      return parseTimestamp(text);
    case 'interval':
      return parseInterval(text);
    case 'blob':
      return parseBlob(text);
    default:
      return null;
  }
}

function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (Object.is(value, -0)) return '-0.0';
  return Number.isInteger(value) && Math.abs(value) < 1e15 ? `${value}.0` : String(value);
}

function parseFloatText(text: string): number | null {
  const word = { nan: NaN, '-nan': NaN, inf: Infinity, '-inf': -Infinity, infinity: Infinity, '-infinity': -Infinity }[
    text.toLowerCase()
  ];
  if (word !== undefined) return word;
  const value = text.trim() === '' ? NaN : Number(text);
  return Number.isNaN(value) ? null : value;
}

function parseDecimal(text: string, scale: number): number | bigint | null {
  const match = /^(-?)(\d*)(?:\.(\d*))?$/.exec(text);
  if (match === null || (match[2] === '' && (match[3] ?? '') === '')) return null;
  const fraction = (match[3] ?? '').replace(/0+$/, '');
  if (fraction.length > scale) return null;
  return integerValue(BigInt(`${match[1]}${match[2]}${fraction.padEnd(scale, '0')}`));
}

/** Each part by itself: DuckDB reads them back without folding one into another. */
function intervalText({ months, days, micros }: IntervalValue): string {
  return `${months} months ${days} days ${micros} microseconds`;
}

/** Bytes outside of printable ASCII, quotes and backslashes as `\xAB`. */
function blobText(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) {
    const plain = byte >= 32 && byte <= 126 && byte !== 0x5c && byte !== 0x27 && byte !== 0x22;
    text += plain ? String.fromCharCode(byte) : `\\x${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return text;
}

function parseBlob(text: string): Uint8Array {
  const bytes = text.replace(/\\x([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return new Uint8Array(Buffer.from(bytes, 'latin1'));
}
