import type { DataType } from '../../compiler/contract/data-type.ts';
import { assertNever } from '../../compiler/source/assert-never.ts';
import { intervalLength, type Interval } from './interval.ts';

/** A key under which equal values, and only these, meet in a `Map` or `Set`. NULL equals NULL; NaN equals NaN. */
export type Identity = (value: unknown) => unknown;

/** The identity of a type's values: the value itself where JavaScript's own equality is right, otherwise a text. */
export function identity(type: DataType): Identity {
  switch (type.kind) {
    case 'int':
    case 'decimal':
    case 'timestamp':
    case 'date':
    case 'time':
    case 'boolean':
    case 'float':
    case 'string':
    case 'json':
    case 'uuid':
    case 'null':
    case 'secret':
      return (value) => value;
    case 'interval':
    case 'blob':
    case 'list':
    case 'struct':
    case 'map': {
      const text = identityText(type);
      return (value) => (value === null ? null : text(value));
    }
    default:
      return assertNever(type);
  }
}

/** A text for a value that is not NULL; texts of parts are written with their lengths, so that no two values share one. */
function identityText(type: DataType): (value: unknown) => string {
  switch (type.kind) {
    case 'interval':
      return (value) => intervalLength(value as Interval).toString();
    case 'blob':
      return (value) => (value as Uint8Array).join(',');
    case 'list': {
      const part = partText(type.element);
      return (value) => (value as readonly unknown[]).map(part).join('');
    }
    case 'struct': {
      const parts = type.fields.map((field) => ({ key: `$${field.name}`, text: partText(field.type) }));
      return (value) => parts.map(({ key, text }) => text((value as Record<string, unknown>)[key])).join('');
    }
    case 'map':
      return identityText({ kind: 'list', elementNullable: false, element: entryType(type.key, type.value) });
    default:
      return (value) => (Object.is(value, -0) ? '0' : String(value));
  }
}

function partText(type: DataType): (value: unknown) => string {
  const text = identityText(type);
  return (value) => {
    if (value === null) return '~';
    const part = text(value);
    return `${part.length}:${part}`;
  };
}

/** The struct that a map's entries are carried as. */
export function entryType(key: DataType, value: DataType): DataType {
  return {
    kind: 'struct',
    fields: [
      { name: 'key', type: key, nullable: false },
      { name: 'value', type: value, nullable: true },
    ],
  };
}
