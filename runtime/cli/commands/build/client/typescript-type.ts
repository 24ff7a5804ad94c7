import type { DataType } from '../../../../../compiler/contract/data-type.ts';
import { assertNever } from '../../../../../compiler/source/assert-never.ts';

/** Whether a type is that of values that a program gives, or of those that it gets: it may give more than it gets. */
export type Direction = 'given' | 'got';

/** The TypeScript type of values that cross to a program. */
export function typescriptType(type: DataType, direction: Direction): string {
  const of = (part: DataType, nullable: boolean): string => slotType({ type: part, nullable }, direction);
  switch (type.kind) {
    case 'int':
      return 'number | bigint';
    case 'float':
      return 'number';
    case 'decimal':
      return direction === 'given' ? 'string | number | bigint' : 'string';
    case 'string':
    case 'time':
    case 'interval':
    case 'uuid':
    case 'secret':
      return 'string';
    case 'boolean':
      return 'boolean';
    case 'date':
    case 'timestamp':
      return direction === 'given' ? 'string | Date' : 'string';
    case 'json':
      return direction === 'given' ? 'unknown' : 'string';
    case 'blob':
      return 'Uint8Array';
    case 'null':
      return 'null';
    case 'list':
      return direction === 'given'
        ? `readonly (${of(type.element, type.elementNullable)})[]`
        : `(${of(type.element, type.elementNullable)})[]`;
    case 'map': {
      const [key, value] = [of(type.key, false), of(type.value, true)];
      return direction === 'given' ? `ReadonlyMap<${key}, ${value}>` : `Map<${key}, ${value}>`;
    }
    case 'struct':
      return objectType(
        type.fields.map((field) => ({ ...field, optional: false })),
        direction,
      );
    default:
      return assertNever(type);
  }
}

/** With `| null` where NULL is one of its values. */
export function slotType(
  { type, nullable }: { readonly type: DataType; readonly nullable: boolean },
  direction: Direction,
): string {
  const plain = typescriptType(type, direction);
  return nullable && type.kind !== 'null' && plain !== 'unknown' ? `${plain} | null` : plain;
}

/** An object by its fields. */
export function objectType(
  fields: readonly {
    readonly name: string;
    readonly type: DataType;
    readonly nullable: boolean;
    readonly optional: boolean;
  }[],
  direction: Direction,
): string {
  if (fields.length === 0) return 'Record<string, never>';
  const parts = fields.map(
    (field) => `readonly ${propertyName(field.name)}${field.optional ? '?' : ''}: ${slotType(field, direction)}`,
  );
  return `{ ${parts.join('; ')} }`;
}

/** A name as the key of an object. */
export function propertyName(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}
