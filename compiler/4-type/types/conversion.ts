import { decimalOfInt } from '../../contract/decimal-rules.ts';
import type { DataType, DecimalType, IntType } from '../../contract/data-type.ts';
import { isDataType, type Type } from '../../contract/type.ts';

/** What a mistake has as its type: it fits everywhere, so that one mistake gives one message. Compared by identity. */
export const ERROR: Type = { kind: 'any' };

/** `decimal` without digits in a signature of the standard library: any decimal. */
export const ANY_DECIMAL: DecimalType = { kind: 'decimal', precision: 0, scale: 0 };

export function isAnyDecimal(type: Type): boolean {
  return type.kind === 'decimal' && type.precision === 0;
}

/** The cost of an implicit conversion between types, 0 for none; `null` where there is none and a cast must be written. */
export function conversionCost(from: Type, to: Type): number | null {
  if (from === to || from === ERROR || to === ERROR || from.kind === 'never') return 0;
  if (to.kind === 'any') return 1;
  if (from.kind === 'dynamic') return to.kind === 'dynamic' ? 0 : 6;
  if (to.kind === 'dynamic') return 1;
  if (from.kind === 'null') return 0;
  if (to.kind === 'union') return unionCost(from, to.members);
  if (!isDataType(from) || !isDataType(to)) return sameCheckerType(from, to) ? 0 : null;
  return dataCost(from, to);
}

function unionCost(from: Type, members: readonly Type[]): number | null {
  const costs = (from.kind === 'union' ? from.members : [from]).map((each) => {
    const possible = members.map((member) => conversionCost(each, member)).filter((cost) => cost !== null);
    return possible.length === 0 ? null : Math.min(...possible);
  });
  return costs.some((cost) => cost === null) ? null : Math.max(...costs.map((cost) => cost ?? 0));
}

function dataCost(from: DataType, to: DataType): number | null {
  switch (from.kind) {
    case 'int':
      if (to.kind === 'int')
        return from.bits === to.bits && from.unsigned === to.unsigned ? 0 : fitsInt(from, to) ? 1 : null;
      if (to.kind === 'decimal') return 2;
      return to.kind === 'float' ? 3 : null;
    case 'float':
      return to.kind === 'float' ? (from.bits === to.bits ? 0 : from.bits < to.bits ? 1 : null) : null;
    case 'decimal':
      if (to.kind === 'decimal') return decimalCost(from, to);
      if (to.kind === 'float') return 3;
      return to.kind === 'int' && from.scale === 0 ? 5 : null;
    case 'string':
      if (to.kind === 'secret') return 4;
      return to.kind === 'string' ? (to.maxLength === undefined || to.maxLength === from.maxLength ? 0 : 1) : null;
    case 'date':
      return to.kind === 'date' ? 0 : to.kind === 'timestamp' && !to.zoned ? 2 : null;
    case 'timestamp':
      return to.kind === 'timestamp' && to.zoned === from.zoned ? 0 : null;
    case 'list':
      if (to.kind !== 'list' || (from.elementNullable && !to.elementNullable) || isSealed(from.element, to.element))
        return null;
      return conversionCost(from.element, to.element);
    case 'struct':
      return to.kind === 'struct' ? structCost(from, to) : null;
    case 'map': {
      if (to.kind !== 'map' || (from.valueNullable === true && to.valueNullable !== true)) return null;
      const key = conversionCost(from.key, to.key);
      return key === 0 && !isSealed(from.value, to.value) ? conversionCost(from.value, to.value) : null;
    }
    default:
      return from.kind === to.kind ? 0 : null;
  }
}

function decimalCost(from: DecimalType, to: DecimalType): number | null {
  if (isAnyDecimal(to) || (from.precision === to.precision && from.scale === to.scale)) return 0;
  return to.scale >= from.scale ? 1 : null;
}

/** Whether every value of one int type is one of the other. */
export function fitsInt(from: IntType, to: IntType): boolean {
  if (from.unsigned === to.unsigned) return from.bits <= to.bits;
  return from.unsigned && from.bits < to.bits;
}

/** A nominal struct goes into a structural one of the same fields; never the other way, nor into another name. */
function structCost(
  from: Extract<DataType, { kind: 'struct' }>,
  to: Extract<DataType, { kind: 'struct' }>,
): number | null {
  if (to.name !== undefined) return from.name?.toLowerCase() === to.name.toLowerCase() ? 0 : null;
  if (from.fields.length !== to.fields.length) return null;
  let most = 0;
  for (const [i, field] of from.fields.entries()) {
    const target = to.fields[i]!;
    if (field.name.toLowerCase() !== target.name.toLowerCase() || (field.nullable && !target.nullable)) return null;
    const cost = isSealed(field.type, target.type) ? null : conversionCost(field.type, target.type);
    if (cost === null) return null;
    most = Math.max(most, cost);
  }
  return most;
}

/** Equality of the types that only the checker has. */
function sameCheckerType(a: Type, b: Type): boolean {
  if (a.kind !== b.kind) return false;
  if (a.kind === 'table' && b.kind === 'table') return tableFits(a, b);
  // The rows of a stream are read as they are: there is no place for a check.
  if (a.kind === 'iterator' && b.kind === 'iterator')
    return (a.table.open !== 'dynamic' || takesAnyRow(b.table)) && tableFits(a.table, b.table);
  if (a.kind === 'variable' && b.kind === 'variable') return a.name === b.name;
  return true;
}

function takesAnyRow({ open, columns }: Extract<Type, { kind: 'table' }>): boolean {
  return open === 'dynamic' || (open !== null && columns.length === 0);
}

/** Whether a table can be read where another is expected: the same columns in order, or with an open end at least these. */
export function tableFits(from: Extract<Type, { kind: 'table' }>, to: Extract<Type, { kind: 'table' }>): boolean {
  if (from.open === 'dynamic') return true;
  if (to.open === null && from.columns.length !== to.columns.length) return false;
  const byName = new Map(from.columns.map((column) => [column.name.toLowerCase(), column]));
  return to.columns.every((wanted, i) => {
    const column = to.open === null ? from.columns[i] : byName.get(wanted.name.toLowerCase());
    if (column === undefined || column.name.toLowerCase() !== wanted.name.toLowerCase()) return false;
    if (isSealed(column.type, wanted.type)) return false;
    return (!column.nullable || wanted.nullable) && conversionCost(column.type, wanted.type) !== null;
  });
}

/** Whether a text becomes a secret: only as a value of its own, never inside of others. */
export function isSealed(from: Type, to: Type): boolean {
  return from.kind === 'string' && to.kind === 'secret';
}

/** The decimal that an int, decimal or int-valued operand becomes beside decimals. */
export function asDecimal(type: Type): DecimalType | null {
  if (type.kind === 'decimal') return type;
  return type.kind === 'int' ? decimalOfInt(type) : null;
}
