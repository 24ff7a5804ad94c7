import type { DataType } from '../../../compiler/contract/data-type.ts';
import { listChildType } from '../builders/list-builder.ts';
import type { ListValue, StructValue } from '../value.ts';
import { fieldKey } from '../value.ts';
import type { Printer } from '../convert/print-value.ts';
import { valuePrinter } from '../convert/print-value.ts';

/**
 * Writes values of a type as JSON text: numbers of any size and decimals as JSON numbers with all their digits, NaN and infinities as
 * strings, dates, times, intervals, blobs and uuids as strings of their text, `json` as it stands, maps with string keys as objects.
 */
export function jsonPrinter(type: DataType): Printer {
  const print = presentPrinter(type);
  return (value) => (value === null ? 'null' : print(value));
}

function presentPrinter(type: DataType): Printer {
  switch (type.kind) {
    case 'int':
    case 'boolean':
    case 'json':
      return String;
    case 'decimal':
      return valuePrinter(type);
    case 'float': {
      const print = valuePrinter(type);
      return (value) => (Number.isFinite(value) ? print(value) : `"${print(value)}"`);
    }
    case 'list': {
      const print = jsonPrinter(type.element);
      return (value) => `[${(value as ListValue).map(print).join(',')}]`;
    }
    case 'map':
      return type.key.kind === 'string'
        ? objectPrinter(type.value)
        : presentPrinter({ kind: 'list', element: listChildType(type), elementNullable: false });
    case 'struct': {
      const parts = type.fields.map(({ name, type }) => ({
        label: JSON.stringify(name),
        key: fieldKey(name),
        print: jsonPrinter(type),
      }));
      return (value) =>
        `{${parts.map(({ label, key, print }) => `${label}:${print((value as StructValue)[key] ?? null)}`).join(',')}}`;
    }
    case 'null':
      return () => 'null';
    case 'string':
      return (value) => JSON.stringify(value);
    case 'date':
    case 'time':
    case 'timestamp':
    case 'interval':
    case 'blob':
    case 'uuid':
    case 'secret': {
      const print = valuePrinter(type);
      return (value) => JSON.stringify(print(value));
    }
  }
}

function objectPrinter(valueType: DataType): Printer {
  const print = jsonPrinter(valueType);
  return (value) =>
    `{${(value as readonly StructValue[]).map(({ $key, $value }) => `${JSON.stringify($key)}:${print($value ?? null)}`).join(',')}}`;
}
