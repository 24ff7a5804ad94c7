import {
  BOOLEAN,
  decimal,
  FLOAT,
  INT,
  NULL,
  sameDataType,
  STRING,
  type DataType,
} from '../../../compiler/contract/data-type.ts';
import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import type { StructValue, Value } from '../value.ts';

/** The type of a value that came from outside as a parameter, which follows from the value. Errors: `ConversionError` for what is no value. */
export function typeOfValue(name: string, value: Value): DataType {
  switch (typeof value) {
    case 'string':
      return STRING;
    case 'boolean':
      return BOOLEAN;
    case 'bigint':
      return wholeType(name, value);
    case 'number':
      return Number.isSafeInteger(value) ? INT : FLOAT;
    case 'object':
      if (value === null) return NULL;
      if (value instanceof Uint8Array) return { kind: 'blob' };
      if (Array.isArray(value)) {
        const items = value as readonly Value[];
        return { kind: 'list', element: elementType(name, items), elementNullable: items.includes(null) };
      }
      if (Object.keys(value).every((key) => key.startsWith('$')))
        return {
          kind: 'struct',
          fields: Object.entries(value as StructValue).map(([key, part]) => ({
            name: key.slice(1),
            type: typeOfValue(name, part),
            nullable: part === null,
          })),
        };
      break;
    default:
      break;
  }
  throw noParameter(name, 'it is no value');
}

/** 64 bits where they hold the number, else a decimal. */
function wholeType(name: string, value: bigint): DataType {
  if (BigInt.asIntN(64, value) === value) return INT;
  const limit = 10n ** 38n;
  if (value < limit && value > -limit) return decimal(38, 0);
  throw noParameter(name, 'it has more than 38 digits');
}

/** The type of a list's elements: fractions among whole numbers that are exact as such make floats of all. */
function elementType(name: string, items: readonly Value[]): DataType {
  const present = items.filter((item) => item !== null);
  const types = present.map((item) => typeOfValue(name, item));
  const [first = NULL] = types;
  if (types.every((type) => sameDataType(type, first))) return first;
  if (present.every((item) => typeof item === 'number')) return FLOAT;
  throw noParameter(name, 'the elements of a list are of one type');
}

function noParameter(name: string, reason: string): Error {
  return gobiError('ConversionError', { value: `the value of \`${name}\``, to: 'parameter', reason });
}
