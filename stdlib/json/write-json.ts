import type { DataType } from '../../compiler/contract/data-type.ts';
import { assertNever } from '../../compiler/source/assert-never.ts';
import { invalidArgument } from '../value/failure.ts';
import { shower } from '../value/show.ts';

/** Writes a value that is not NULL as JSON. */
export type JsonWriter = (value: unknown) => string;

/** Numbers, booleans and JSON stand for themselves, lists become arrays, structs and maps objects, everything else its text. */
export function jsonWriter(type: DataType): JsonWriter {
  switch (type.kind) {
    case 'int':
    case 'boolean':
    case 'json':
      return String;
    case 'decimal':
      return shower(type);
    case 'float':
      return (value) => {
        if (!Number.isFinite(value)) throw invalidArgument('to_json', 'value', value, 'JSON has only finite numbers');
        return JSON.stringify(value);
      };
    case 'string':
      return (value) => JSON.stringify(value);
    case 'date':
    case 'time':
    case 'timestamp':
    case 'interval':
    case 'blob':
    case 'uuid': {
      const show = shower(type);
      return (value) => JSON.stringify(show(value));
    }
    case 'secret':
      return () => {
        throw invalidArgument('to_json', 'value', 'a secret', 'secrets are not written');
      };
    case 'null':
      return () => 'null';
    case 'list': {
      const item = nullable(type.element);
      return (value) => `[${(value as readonly unknown[]).map(item).join(',')}]`;
    }
    case 'struct': {
      const fields = type.fields.map((field) => ({
        key: `$${field.name}`,
        name: JSON.stringify(field.name),
        write: nullable(field.type),
      }));
      return (value) =>
        `{${fields.map(({ key, name, write }) => `${name}:${write((value as Record<string, unknown>)[key])}`).join(',')}}`;
    }
    case 'map': {
      const key = shower(type.key);
      const item = nullable(type.value);
      return (value) =>
        `{${(value as readonly { $key: unknown; $value: unknown }[]).map((entry) => `${JSON.stringify(key(entry.$key))}:${item(entry.$value)}`).join(',')}}`;
    }
    default:
      return assertNever(type);
  }
}

/** A writer that takes NULL too. */
export function nullable(type: DataType): JsonWriter {
  const write = jsonWriter(type);
  return (value) => (value === null ? 'null' : write(value));
}
