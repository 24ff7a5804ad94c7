import { showDataType, type DataType, type Field } from '../../../compiler/contract/data-type.ts';
import { rowsOf } from '../../../runtime/columnar/rows-of.ts';
import type { Table } from '../../../runtime/columnar/table.ts';
import type { Value } from '../../../runtime/columnar/value.ts';

/** The first cell of a result that is no value of its column's type, in words. */
export function nonconforming(table: Table): string | undefined {
  for (const row of rowsOf(table))
    for (const [i, field] of table.fields.entries()) {
      const value = row[i] ?? null;
      if (!conforms(value, field))
        return `column ${field.name} is ${showDataType(field.type)}${field.nullable ? '?' : ''}, a value of it is ${shown(value)}`;
    }
  return undefined;
}

function shown(value: Value): string {
  return JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? `${part}n` : part));
}

function conforms(value: Value, { type, nullable }: Omit<Field, 'name'>): boolean {
  return value === null ? nullable : isOf(value, type);
}

/** Whether a value is carried as values of the type are (see `DataType`). */
function isOf(value: NonNullable<Value>, type: DataType): boolean {
  switch (type.kind) {
    case 'int':
      return isWhole(value) && fitsBits(BigInt(value), type.bits, type.unsigned);
    case 'decimal':
      return isWhole(value) && abs(BigInt(value)) < 10n ** BigInt(type.precision);
    case 'timestamp':
      return isWhole(value);
    case 'float':
      return typeof value === 'number';
    case 'date':
    case 'time':
      return typeof value === 'number' && Number.isInteger(value);
    case 'string':
      return typeof value === 'string' && (type.maxLength === undefined || [...value].length <= type.maxLength);
    case 'json':
      return typeof value === 'string' && isJson(value);
    case 'uuid':
      return typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'blob':
      return value instanceof Uint8Array;
    case 'interval':
      return typeof value === 'object' && 'months' in value && 'days' in value && 'micros' in value;
    case 'list':
      return (
        Array.isArray(value) &&
        value.every((each: Value) => conforms(each, { type: type.element, nullable: type.elementNullable }))
      );
    case 'struct': {
      if (typeof value !== 'object') return false;
      const fields = value as Readonly<Record<string, Value>>;
      return (
        Object.keys(fields).length === type.fields.length &&
        type.fields.every((field) => conforms(fields[`$${field.name}`] ?? null, field))
      );
    }
    case 'map':
      return Array.isArray(value) && value.every((entry) => isEntry(entry as Readonly<Record<string, Value>>, type));
    default:
      return true;
  }
}

function isEntry(entry: Readonly<Record<string, Value>>, type: DataType & { kind: 'map' }): boolean {
  const { $key = null, $value = null } = entry;
  return (
    conforms($key, { type: type.key, nullable: false }) &&
    conforms($value, { type: type.value, nullable: type.valueNullable === true })
  );
}

function isWhole(value: NonNullable<Value>): value is number | bigint {
  return Number.isSafeInteger(value) || (typeof value === 'bigint' && !Number.isSafeInteger(Number(value)));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function fitsBits(value: bigint, bits: number, unsigned: boolean): boolean {
  return unsigned ? value === BigInt.asUintN(bits, value) : value === BigInt.asIntN(bits, value);
}

function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}
