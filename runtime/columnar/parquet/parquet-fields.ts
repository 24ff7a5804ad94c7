import type { DataType, Field } from '../../../compiler/contract/data-type.ts';
import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import type { SchemaElement } from './footer.ts';
import { integer } from './footer.ts';

/** A column (or a part of a nested one) as the file has it. `children` follow the type: struct fields, the list's element, a map's key and value. */
export interface ParquetField extends Field {
  readonly fieldId: number | null;
  readonly children: readonly ParquetField[];
}

/** Physical types by number. */
const BOOLEAN = 0;
const INT32 = 1;
const INT64 = 2;
const INT96 = 3;
const FLOAT = 4;
const DOUBLE = 5;
const BYTE_ARRAY = 6;

const REPEATED = 2;
const OPTIONAL = 1;

/** The top-level columns of a file. Throws `Unsupported` for types that the engine does not have. */
export function parquetFields(schema: readonly SchemaElement[]): ParquetField[] {
  const cursor = { at: 1 };
  return Array.from({ length: schema[0]?.childCount ?? 0 }, () => fieldAt(schema, cursor));
}

interface Cursor {
  at: number;
}

function fieldAt(schema: readonly SchemaElement[], cursor: Cursor): ParquetField {
  const element = schema[cursor.at++]!;
  const inner = element.type === null ? groupField(element, schema, cursor) : leaf(element);
  if (element.repetition !== REPEATED) return inner;
  return {
    name: element.name,
    fieldId: element.fieldId,
    nullable: false,
    type: { kind: 'list', element: inner.type, elementNullable: false },
    children: [{ ...inner, nullable: false }],
  };
}

function leaf(element: SchemaElement): ParquetField {
  return {
    name: element.name,
    fieldId: element.fieldId,
    nullable: element.repetition === OPTIONAL,
    type: leafType(element),
    children: [],
  };
}

const MAP = 1;
const MAP_KEY_VALUE = 2;
const LIST = 3;

function groupField(element: SchemaElement, schema: readonly SchemaElement[], cursor: Cursor): ParquetField {
  const own = { name: element.name, fieldId: element.fieldId, nullable: element.repetition === OPTIONAL };
  const only = schema[cursor.at];
  if (
    (element.logical?.kind === 3 || element.converted === LIST) &&
    element.childCount === 1 &&
    only?.repetition === REPEATED
  ) {
    const child = listElement(element, only, schema, cursor);
    return { ...own, type: { kind: 'list', element: child.type, elementNullable: child.nullable }, children: [child] };
  }
  const isMap = element.logical?.kind === 2 || element.converted === MAP || element.converted === MAP_KEY_VALUE;
  if (isMap && element.childCount === 1 && only?.childCount === 2) {
    cursor.at++;
    const key = fieldAt(schema, cursor);
    const value = fieldAt(schema, cursor);
    return { ...own, type: { kind: 'map', key: key.type, value: value.type }, children: [key, value] };
  }
  const children = Array.from({ length: element.childCount }, () => fieldAt(schema, cursor));
  return {
    ...own,
    type: { kind: 'struct', fields: children.map(({ name, type, nullable }) => ({ name, type, nullable })) },
    children,
  };
}

/** Three-level lists have the element inside of a repeated group; older two-level ones repeat the element itself. */
function listElement(
  list: SchemaElement,
  repeated: SchemaElement,
  schema: readonly SchemaElement[],
  cursor: Cursor,
): ParquetField {
  const twoLevel =
    repeated.type !== null ||
    repeated.childCount !== 1 ||
    repeated.name === 'array' ||
    repeated.name === `${list.name}_tuple`;
  cursor.at++;
  if (!twoLevel) return fieldAt(schema, cursor);
  const inner = repeated.type === null ? groupField(repeated, schema, cursor) : leaf(repeated);
  return { ...inner, nullable: false };
}

function leafType(element: SchemaElement): DataType {
  const { type, logical, converted } = element;
  if (logical?.kind === 5 || converted === 5) return decimalType(element);
  if (logical?.kind === 11) return { kind: 'null' };
  switch (type) {
    case BOOLEAN:
      return { kind: 'boolean' };
    case INT32:
    case INT64:
      return integerType(element, type === INT32 ? 32 : 64);
    case INT96:
      return { kind: 'timestamp', zoned: false };
    case FLOAT:
      return { kind: 'float', bits: 32 };
    case DOUBLE:
      return { kind: 'float', bits: 64 };
    case BYTE_ARRAY:
      if (logical?.kind === 12 || converted === 19) return { kind: 'json' };
      return logical?.kind === 1 || logical?.kind === 4 || converted === 0 || converted === 4
        ? { kind: 'string' }
        : { kind: 'blob' };
    default:
      if (logical?.kind === 14) return { kind: 'uuid' };
      if (logical?.kind === 15) return { kind: 'float', bits: 32 };
      return converted === 21 ? { kind: 'interval' } : { kind: 'blob' };
  }
}

function decimalType({ name, precision, scale }: SchemaElement): DataType {
  if (precision <= 38) return { kind: 'decimal', precision, scale };
  throw gobiError('Unsupported', {
    what: `type decimal(${precision},${scale}) of column \`${name}\``,
    instead: 'write the column with at most 38 digits',
  });
}

/** Converted types that are integers of a width: UINT_8 … UINT_64, INT_8 … INT_64. */
const CONVERTED_INTEGERS: Readonly<Record<number, readonly [bits: 8 | 16 | 32 | 64, unsigned: boolean]>> = {
  11: [8, true],
  12: [16, true],
  13: [32, true],
  14: [64, true],
  15: [8, false],
  16: [16, false],
  17: [32, false],
  18: [64, false],
};

function integerType({ logical, converted }: SchemaElement, bits: 32 | 64): DataType {
  if (logical?.kind === 6 || converted === 6) return { kind: 'date' };
  if (logical?.kind === 7 || converted === 7 || converted === 8) return { kind: 'time' };
  if (logical?.kind === 8) return { kind: 'timestamp', zoned: logical.detail.get(1)?.value === true };
  if (converted === 9 || converted === 10) return { kind: 'timestamp', zoned: true };
  if (logical?.kind === 10)
    return {
      kind: 'int',
      bits: (integer(logical.detail, 1) ?? bits) as 8,
      unsigned: logical.detail.get(2)?.value === false,
    };
  const found = converted === null ? undefined : CONVERTED_INTEGERS[converted];
  return found === undefined
    ? { kind: 'int', bits, unsigned: false }
    : { kind: 'int', bits: found[0], unsigned: found[1] };
}
