import { BOOLEAN, FLOAT, INT, NULL, STRING, type DataType } from '../../../compiler/contract/data-type.ts';
import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import type { Value } from '../value.ts';

/** The type of a value that came from outside as a parameter, which follows from the value. Errors: `ConversionError` for what is no value. */
export function typeOfValue(name: string, value: Value): DataType {
  switch (typeof value) {
    case 'string':
      return STRING;
    case 'boolean':
      return BOOLEAN;
    case 'bigint':
      return INT;
    case 'number':
      return Number.isSafeInteger(value) ? INT : FLOAT;
    case 'object':
      if (value === null) return NULL;
      if (value instanceof Uint8Array) return { kind: 'blob' };
      if (Array.isArray(value)) {
        const items = value as readonly Value[];
        const element = items.find((item) => item !== null) ?? null;
        return { kind: 'list', element: typeOfValue(name, element), elementNullable: items.includes(null) };
      }
      break;
    default:
      break;
  }
  throw gobiError('ConversionError', {
    value: `the value of \`${name}\``,
    to: 'a parameter',
    reason: 'it is neither text, number, boolean, bytes nor a list of these',
  });
}
