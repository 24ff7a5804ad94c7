import type { DataType, DecimalType, Field } from '../../compiler/contract/data-type.ts';
import {
  BOOLEAN,
  DATE,
  INTERVAL,
  STRING,
  TIMESTAMP,
  TIMESTAMPZ,
  showDataType,
} from '../../compiler/contract/data-type.ts';
import { gobiError } from '../../compiler/contract/runtime-error.ts';
import { assertNever } from '../../compiler/source/assert-never.ts';
import type { ColumnPart } from './catalog-state.ts';

/** A stored type: the catalog's name of it and the parts of nested ones. Nullability of parts is theirs. */
export interface StoredPart {
  readonly fieldId: number;
  readonly name: string;
  readonly storageType: string;
  readonly nullable: boolean;
  readonly parts: readonly StoredPart[];
}

/** The catalog's name of a type (`int32`, `decimal(12,2)`, `list`). Types that cannot be stored are refused. */
export function storageTypeOf(type: DataType): string {
  switch (type.kind) {
    case 'int':
      return `${type.unsigned ? 'u' : ''}int${type.bits}`;
    case 'float':
      return `float${type.bits}`;
    case 'decimal':
      return `decimal(${type.precision},${type.scale})`;
    case 'string':
    case 'secret':
      return 'varchar';
    case 'timestamp':
      return type.zoned ? 'timestamptz' : 'timestamp';
    case 'boolean':
    case 'date':
    case 'time':
    case 'interval':
    case 'blob':
    case 'json':
    case 'uuid':
    case 'list':
    case 'struct':
    case 'map':
      return type.kind;
    case 'null':
      throw gobiError('Unsupported', {
        what: `a column of type ${showDataType(type)}`,
        instead: 'cast it to a type that can be stored',
      });
    default:
      return assertNever(type);
  }
}

/** The parts of a nested type, numbered by `nextFieldId` from the outside in. */
export function storedParts(type: DataType, nextFieldId: () => number): ColumnPart[] {
  return fieldsOf(type).map((field) => {
    const fieldId = nextFieldId();
    return {
      fieldId,
      name: field.name,
      storageType: storageTypeOf(field.type),
      parts: storedParts(field.type, nextFieldId),
    };
  });
}

/** The fields of a nested type as the catalog names them: `element`, `key` and `value`, or a struct's own. */
export function fieldsOf(type: DataType): readonly Field[] {
  switch (type.kind) {
    case 'list':
      return [{ name: 'element', type: type.element, nullable: type.elementNullable }];
    case 'map':
      return [
        { name: 'key', type: type.key, nullable: false },
        { name: 'value', type: type.value, nullable: true },
      ];
    case 'struct':
      return type.fields;
    default:
      return [];
  }
}

const PLAIN: Readonly<Record<string, DataType>> = {
  boolean: BOOLEAN,
  varchar: STRING,
  date: DATE,
  time: { kind: 'time' },
  interval: INTERVAL,
  blob: { kind: 'blob' },
  json: { kind: 'json' },
  uuid: { kind: 'uuid' },
  timestamp: TIMESTAMP,
  timestamp_us: TIMESTAMP,
  timestamp_s: TIMESTAMP,
  timestamp_ms: TIMESTAMP,
  timestamp_ns: TIMESTAMP,
  timestamptz: TIMESTAMPZ,
  float32: { kind: 'float', bits: 32 },
  float64: { kind: 'float', bits: 64 },
  int128: { kind: 'decimal', precision: 38, scale: 0 },
  uint128: { kind: 'decimal', precision: 38, scale: 0 },
};

/**
 * Our type for a stored one; several stored types share one of ours (`timestamp_s`, `timestamp_ns`; `int128` is read as decimal(38,0)).
 * `null` for types that we cannot read (`timetz`, `variant`, `geometry`).
 */
export function dataTypeOf(storageType: string, parts: readonly StoredPart[]): DataType | null {
  const plain = PLAIN[storageType];
  if (plain !== undefined) return plain;
  const int = /^(u?)int(8|16|32|64)$/.exec(storageType);
  if (int !== null) return { kind: 'int', bits: Number(int[2]) as 8 | 16 | 32 | 64, unsigned: int[1] === 'u' };
  const decimal = /^decimal\((\d+), ?(\d+)\)$/.exec(storageType);
  if (decimal !== null)
    return { kind: 'decimal', precision: Number(decimal[1]), scale: Number(decimal[2]) } satisfies DecimalType;
  const types = parts.map((part) => dataTypeOf(part.storageType, part.parts));
  if (types.includes(null)) return null;
  switch (storageType) {
    case 'list':
      return { kind: 'list', element: types[0]!, elementNullable: parts[0]!.nullable };
    case 'map':
      return { kind: 'map', key: types[0]!, value: types[1]! };
    case 'struct':
      return {
        kind: 'struct',
        fields: parts.map((part, i) => ({ name: part.name, type: types[i]!, nullable: part.nullable })),
      };
    default:
      return null;
  }
}
