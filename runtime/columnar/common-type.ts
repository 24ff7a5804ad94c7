import type { DataType, Field } from '../../compiler/contract/data-type.ts';
import { FLOAT, sameDataType, STRING } from '../../compiler/contract/data-type.ts';

/** The columns of several files together, by name, in the order of first appearance; those that some file lacks are nullable. Of types that differ the one that holds both. */
export function commonFields(schemas: readonly (readonly Field[])[]): Field[] {
  const [first, ...others] = schemas;
  if (others.length === 0) return [...first!];
  const united = new Map<string, Field>();
  for (const schema of schemas) {
    for (const field of schema) {
      const key = field.name.toLowerCase();
      const known = united.get(key);
      united.set(
        key,
        known === undefined
          ? field
          : { name: known.name, type: commonType(known.type, field.type), nullable: known.nullable || field.nullable },
      );
    }
  }
  return Array.from(united, ([key, field]) => ({
    ...field,
    nullable: field.nullable || schemas.some((schema) => !schema.some(({ name }) => name.toLowerCase() === key)),
  }));
}

/** A type that holds the values of both; string where no other does. */
export function commonType(a: DataType, b: DataType): DataType {
  if (sameDataType(a, b)) return a;
  if (a.kind === 'null') return b;
  if (b.kind === 'null') return a;
  if (a.kind === 'int' && b.kind === 'int') {
    if (a.unsigned === b.unsigned) return a.bits >= b.bits ? a : b;
    const [unsigned, signed] = a.unsigned ? [a, b] : [b, a];
    const bits = Math.max(signed.bits, unsigned.bits * 2);
    return bits <= 64
      ? { kind: 'int', bits: bits as 64, unsigned: false }
      : { kind: 'decimal', precision: 38, scale: 0 };
  }
  if (isNumber(a) && isNumber(b)) {
    if (a.kind === 'float' || b.kind === 'float') return FLOAT;
    const scale = Math.max(a.kind === 'decimal' ? a.scale : 0, b.kind === 'decimal' ? b.scale : 0);
    return { kind: 'decimal', precision: 38, scale };
  }
  if ((a.kind === 'date' || a.kind === 'timestamp') && (b.kind === 'date' || b.kind === 'timestamp')) {
    if (a.kind === 'timestamp' && b.kind === 'timestamp') return { kind: 'timestamp', zoned: true };
    return a.kind === 'timestamp' ? a : b;
  }
  if (a.kind === 'list' && b.kind === 'list')
    return {
      kind: 'list',
      element: commonType(a.element, b.element),
      elementNullable: a.elementNullable || b.elementNullable,
    };
  if (a.kind === 'struct' && b.kind === 'struct') return { kind: 'struct', fields: commonFields([a.fields, b.fields]) };
  return a.kind === 'json' || b.kind === 'json' ? { kind: 'json' } : STRING;
}

function isNumber(type: DataType): boolean {
  return type.kind === 'int' || type.kind === 'float' || type.kind === 'decimal';
}
