import type { DataType } from '../../contract/data-type.ts';
import type { Constant } from '../../contract/scalar.ts';
import { isDataType, type Type } from '../../contract/type.ts';
import type { TypedExpression, TypedLiteral } from '../../ir/typed-expression.ts';
import { conversionCost } from '../types/conversion.ts';
import { convertNumber } from './number-text.ts';
import { readDate, readInterval, readTime, readTimestamp } from './temporal-text.ts';

/** How a literal would go into a type: at a cost, not at all, or not because its value is wrong for the type. */
export type LiteralFit =
  | { readonly cost: number; readonly value: Constant }
  | { readonly wrong: 'text'; readonly form: string }
  | { readonly wrong: 'range' | 'digits' }
  | null;

const FORMS: Partial<Record<DataType['kind'], string>> = {
  date: '2026-01-31',
  time: '08:30:00',
  timestamp: '2026-01-31T08:30:00Z',
  interval: '7 days',
  uuid: '123e4567-e89b-12d3-a456-426614174000',
  json: '{"a": 1}',
};

/** How a literal goes into a type by its value: strings into times, uuid and json, numbers into types that hold them exactly. */
export function fitLiteral(literal: TypedLiteral, to: Type): LiteralFit {
  const from = literal.slot.type;
  if (!isDataType(from) || !isDataType(to) || literal.value === null) return null;
  if (from.kind === 'string') return fitString(String(literal.value), to);
  if (!isNumber(from) || !isNumber(to)) return null;
  if (to.kind === 'decimal' && to.precision === 0) return null;
  const value = convertNumber(literal.value, from, to);
  if (value === 'range' || value === 'digits') {
    const tooLarge = value === 'range' && from.kind === 'decimal' && from.scale === 0 && to.kind === 'int';
    return from.kind === 'int' || to.kind === 'decimal' || tooLarge ? { wrong: value } : null;
  }
  return { cost: costOf(from, to), value };
}

/** As much as a conversion of other values costs; what only a literal can do costs more, so that `10.0 / 4` divides decimals. */
function costOf(from: DataType, to: DataType): number {
  return conversionCost(from, to) ?? (from.kind === to.kind ? 1 : 6);
}

function isNumber(type: DataType): boolean {
  return type.kind === 'int' || type.kind === 'float' || type.kind === 'decimal';
}

function fitString(text: string, to: DataType): LiteralFit {
  const form = FORMS[to.kind];
  if (to.kind === 'string' && to.maxLength !== undefined && [...text].length > to.maxLength) return { wrong: 'range' };
  if (form === undefined) return null;
  const value = readText(text, to);
  return value === null ? { wrong: 'text', form } : { cost: 2, value };
}

/** The value that a text has in a type, or null if it has none. */
export function readText(text: string, type: DataType): Constant {
  switch (type.kind) {
    case 'date':
      return readDate(text);
    case 'time':
      return readTime(text);
    case 'timestamp':
      return readTimestamp(text);
    case 'interval':
      return readInterval(text);
    case 'uuid':
      return /^[\da-f]{8}-?([\da-f]{4}-?){3}[\da-f]{12}$/i.test(text.trim()) ? canonicalUuid(text) : null;
    case 'json':
      return isJson(text) ? text : null;
    default:
      return null;
  }
}

function canonicalUuid(text: string): string {
  const hex = text.trim().toLowerCase().replaceAll('-', '');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Whether an expression is a literal of the program's text. */
export function asLiteral(expression: TypedExpression): TypedLiteral | null {
  return expression.kind === 'Literal' ? expression : null;
}
