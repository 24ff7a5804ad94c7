import { commonDecimal, decimalOfInt } from '../../contract/decimal-rules.ts';
import { FLOAT, INT, STRING, type DataType, type DecimalType, type Field } from '../../contract/data-type.ts';
import { isDataType, type Type, type TypeSlot } from '../../contract/type.ts';
import { ERROR, conversionCost, fitsInt, isSealed } from './conversion.ts';

/** The type into which values of both go without losing anything, by the rules of UNION and CASE; `null` if there is none. */
export function commonType(a: Type, b: Type): Type | null {
  if (a === ERROR || b === ERROR) return ERROR;
  if (a.kind === 'never' || (a.kind === 'null' && isDataType(b))) return b;
  if (b.kind === 'never' || (b.kind === 'null' && isDataType(a))) return a;
  if (a.kind === 'dynamic' || b.kind === 'dynamic') return { kind: 'dynamic' };
  if (!isDataType(a) || !isDataType(b)) return commonCheckerType(a, b);
  return commonData(a, b);
}

function commonData(a: DataType, b: DataType): DataType | null {
  if (a.kind === 'int' && b.kind === 'int')
    return fitsInt(a, b)
      ? b
      : fitsInt(b, a)
        ? a
        : a.bits === 64 || b.bits === 64
          ? { kind: 'decimal', precision: 20, scale: 0 }
          : INT;
  if (a.kind === 'float' && b.kind === 'float') return a.bits > b.bits ? a : b;
  if (isNumber(a) && isNumber(b)) {
    if (a.kind === 'float' || b.kind === 'float') return FLOAT;
    return commonDecimal(decimalOf(a), decimalOf(b));
  }
  if (a.kind === 'string' && b.kind === 'string') return a.maxLength === b.maxLength ? a : STRING;
  if (a.kind === 'list' && b.kind === 'list') {
    const element = commonType(a.element, b.element);
    return element !== null && isDataType(element)
      ? { kind: 'list', element, elementNullable: a.elementNullable || b.elementNullable }
      : null;
  }
  if (a.kind === 'struct' && b.kind === 'struct' && (a.name === undefined || b.name === undefined))
    return commonStruct(a, b);
  if (isSealed(a, b) || isSealed(b, a)) return null;
  if (conversionCost(a, b) !== null) return b;
  return conversionCost(b, a) === null ? null : a;
}

function isNumber(type: DataType): boolean {
  return type.kind === 'int' || type.kind === 'float' || type.kind === 'decimal';
}

function decimalOf(type: DataType): DecimalType {
  return type.kind === 'decimal' ? type : decimalOfInt(type.kind === 'int' ? type : INT);
}

function commonStruct(
  a: Extract<DataType, { kind: 'struct' }>,
  b: Extract<DataType, { kind: 'struct' }>,
): DataType | null {
  if (a.fields.length !== b.fields.length) return null;
  const fields: Field[] = [];
  for (const [i, left] of a.fields.entries()) {
    const right = b.fields[i]!;
    if (left.name.toLowerCase() !== right.name.toLowerCase()) return null;
    const type = commonType(left.type, right.type);
    if (type === null || !isDataType(type)) return null;
    fields.push({ name: left.name, type, nullable: left.nullable || right.nullable });
  }
  return { kind: 'struct', fields };
}

/** Tables have a common type if their columns are the same; functions and others if they are equal. */
function commonCheckerType(a: Type, b: Type): Type | null {
  if (a.kind === 'table' && b.kind === 'table') {
    if (a.open !== null || b.open !== null) return { ...a, columns: [], open: 'dynamic', cardinality: 'many' };
    const same = conversionCost(a, b) !== null;
    return same ? { ...b, cardinality: a.cardinality === b.cardinality ? a.cardinality : 'many' } : null;
  }
  if (a.kind === 'any' || b.kind === 'any') return { kind: 'any' };
  return conversionCost(a, b) !== null ? b : conversionCost(b, a) !== null ? a : null;
}

/** The common slot of several values: NULL if one may be. */
export function commonSlot(slots: readonly TypeSlot[]): TypeSlot | null {
  let type: Type = { kind: 'never' };
  for (const slot of slots) {
    const next = commonType(type, slot.type);
    if (next === null) return null;
    type = next;
  }
  return { type: type.kind === 'never' ? { kind: 'null' } : type, nullable: slots.some((slot) => slot.nullable) };
}
