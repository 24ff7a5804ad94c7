import type { DataType } from '../../../compiler/contract/data-type.ts';
import {
  BOOLEAN,
  DATE,
  decimal,
  FLOAT,
  INT,
  STRING,
  TIMESTAMP,
  TIMESTAMPZ,
} from '../../../compiler/contract/data-type.ts';
import { parseDate, parseTime, parseTimestamp } from '../convert/parse-time.ts';

/**
 * What a text looks like, for inference: each class is a set bit, so that a column's classes are an `or`. Numbers with leading zeros are
 * text (postal codes, account numbers): nothing is lost by that.
 */
export const FieldClass = {
  int: 1,
  /** Beyond 64 bits, up to 38 digits. */
  bigInt: 2,
  float: 4,
  boolean: 8,
  date: 16,
  timestamp: 32,
  timestampz: 64,
  time: 128,
  text: 256,
} as const;

const NUMBER = /^[+-]?(?:(?:0|[1-9]\d*)(?:(\.\d*)?(e[+-]?\d+)?)|(\.\d+)(?:e[+-]?\d+)?)$/i;
const TIME_LIKE =
  /^\d{4}[-/]\d{1,2}[-/]\d{1,2}(?:([T ])\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(z|utc|[+-]\d{2}(?::?\d{2})?)?)?$/i;
const FINER_THAN_MICROS = /[.,]\d{6}\d*[1-9]/;
const CLOCK = /^\d{1,2}:\d{2}:\d{2}(?:\.\d+)?$/;

/** The class of a text that is not empty. */
export function classifyText(text: string): number {
  const trimmed = text.trim();
  const first = trimmed.charCodeAt(0);
  if ((first >= 48 && first <= 57) || first === 43 || first === 45 || first === 46) return classifyDigits(trimmed);
  switch (trimmed) {
    case 'NaN':
    case 'nan':
    case 'inf':
    case 'Infinity':
      return FieldClass.float;
  }
  return trimmed.length <= 5 && /^(?:true|false)$/i.test(trimmed) ? FieldClass.boolean : FieldClass.text;
}

function classifyDigits(text: string): number {
  if (text.charCodeAt(4) === 45) {
    if (text.length === 10 && parseDate(text) !== null) return FieldClass.date;
    if (text.length === 19 && parseTimestamp(text) !== null) return FieldClass.timestamp;
  }
  const number = NUMBER.exec(text);
  if (number !== null) {
    if (number[1] !== undefined || number[2] !== undefined || number[3] !== undefined)
      return Number.isFinite(Number(text)) ? FieldClass.float : FieldClass.text;
    if (Number.isSafeInteger(Number(text))) return FieldClass.int;
    const value = BigInt(text.startsWith('+') ? text.slice(1) : text);
    if (value === BigInt.asIntN(64, value)) return FieldClass.int;
    return text.replace(/^[+-]/, '').length <= 38 ? FieldClass.bigInt : FieldClass.text;
  }
  if (text === '-inf' || text === '-Infinity') return FieldClass.float;
  // A time has microseconds: as text it keeps the digits beyond them.
  if (FINER_THAN_MICROS.test(text)) return FieldClass.text;
  const time = TIME_LIKE.exec(text);
  if (time !== null) {
    if (time[1] === undefined) return parseDate(text) === null ? FieldClass.text : FieldClass.date;
    if (parseTimestamp(text) === null) return FieldClass.text;
    return time[2] === undefined ? FieldClass.timestamp : FieldClass.timestampz;
  }
  return CLOCK.test(text) && parseTime(text) !== null ? FieldClass.time : FieldClass.text;
}

/** The type that holds every class seen: the narrowest one that reads all the texts. Of no classes at all, string. */
export function typeOfClasses(classes: number): DataType {
  const { int, bigInt, float, boolean, date, timestamp, timestampz, time } = FieldClass;
  switch (classes) {
    case int:
      return INT;
    case bigInt:
    case bigInt | int:
      return decimal(38, 0);
    case float:
    case float | int:
      return FLOAT;
    case boolean:
      return BOOLEAN;
    case date:
      return DATE;
    case timestamp:
    case timestamp | date:
      return TIMESTAMP;
    case timestampz:
      return TIMESTAMPZ;
    case time:
      return { kind: 'time' };
    default:
      return STRING;
  }
}
