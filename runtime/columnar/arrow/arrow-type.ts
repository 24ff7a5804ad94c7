import type { DataType, Field } from '../../../compiler/contract/data-type.ts';
import { gobiError } from '../../../compiler/contract/runtime-error.ts';

/** Units of Arrow's times. */
export type ArrowUnit = 's' | 'ms' | 'us' | 'ns';

/** A type of Arrow's format, as far as the engine reads it. Children are in `ArrowField.children`. */
export type ArrowType =
  | { readonly kind: 'null' | 'boolean' | 'struct' | 'map' }
  | { readonly kind: 'int'; readonly bits: 8 | 16 | 32 | 64; readonly unsigned: boolean }
  | { readonly kind: 'float'; readonly bits: 16 | 32 | 64 }
  | { readonly kind: 'decimal'; readonly bits: 32 | 64 | 128 | 256; readonly precision: number; readonly scale: number }
  | { readonly kind: 'utf8' | 'binary'; readonly large: boolean }
  | { readonly kind: 'fixed_binary'; readonly width: number }
  | { readonly kind: 'date'; readonly bits: 32 | 64 }
  | { readonly kind: 'time' | 'duration'; readonly unit: ArrowUnit }
  | { readonly kind: 'timestamp'; readonly unit: ArrowUnit; readonly zoned: boolean }
  | { readonly kind: 'interval'; readonly unit: 'month' | 'day_time' | 'month_day_nano' }
  | { readonly kind: 'list'; readonly large: boolean }
  | { readonly kind: 'fixed_list'; readonly size: number }
  | { readonly kind: 'dictionary'; readonly index: ArrowType; readonly value: ArrowField };

export interface ArrowField {
  readonly name: string;
  readonly type: ArrowType;
  readonly nullable: boolean;
  readonly children: readonly ArrowField[];
  readonly metadata: ReadonlyMap<string, string>;
}

/** Metadata keys under which Arrow keeps the name of an extension type. */
const EXTENSION = 'ARROW:extension:name';

/** The field as the engine has it. Throws `Unsupported`. */
export function fieldOfArrow(field: ArrowField): Field {
  return { name: field.name, type: dataTypeOfArrow(field), nullable: field.nullable };
}

/** The logical type that holds an Arrow field's values exactly. Throws `Unsupported`. */
export function dataTypeOfArrow(field: ArrowField): DataType {
  const { type, children } = field;
  switch (type.kind) {
    case 'null':
    case 'boolean':
      return { kind: type.kind };
    case 'int':
      return { kind: 'int', bits: type.bits, unsigned: type.unsigned };
    case 'float':
      return { kind: 'float', bits: type.bits === 64 ? 64 : 32 };
    case 'decimal':
      if (type.precision > 38 || type.scale < 0) throw unsupported(field, `decimal(${type.precision},${type.scale})`);
      return { kind: 'decimal', precision: Math.max(type.precision, type.scale), scale: type.scale };
    case 'utf8':
      return field.metadata.get(EXTENSION) === 'arrow.json' ? { kind: 'json' } : { kind: 'string' };
    case 'binary':
      return { kind: 'blob' };
    case 'fixed_binary':
      return field.metadata.get(EXTENSION) === 'arrow.uuid' && type.width === 16 ? { kind: 'uuid' } : { kind: 'blob' };
    case 'date':
      return { kind: 'date' };
    case 'time':
      return { kind: 'time' };
    case 'timestamp':
      return { kind: 'timestamp', zoned: type.zoned };
    case 'duration':
    case 'interval':
      return { kind: 'interval' };
    case 'list':
    case 'fixed_list': {
      const element = children[0]!;
      return { kind: 'list', element: dataTypeOfArrow(element), elementNullable: element.nullable };
    }
    case 'struct':
      return { kind: 'struct', fields: children.map(fieldOfArrow) };
    case 'map': {
      const [key, value] = children[0]!.children;
      return { kind: 'map', key: dataTypeOfArrow(key!), value: dataTypeOfArrow(value!) };
    }
    case 'dictionary':
      return dataTypeOfArrow({ ...type.value, metadata: field.metadata });
  }
}

function unsupported(field: ArrowField, what: string): Error {
  return gobiError('Unsupported', {
    what: `type ${what} of column \`${field.name}\``,
    instead: 'convert the column to another type where the data comes from',
  });
}
