import {
  BOOLEAN,
  DATE,
  decimal,
  FLOAT,
  INT,
  INTERVAL,
  STRING,
  TIMESTAMP,
  TIMESTAMPZ,
  type DataType,
  type StructType,
} from '../../../compiler/contract/data-type.ts';
import type { Random } from '../parsing/random.ts';

const common: readonly DataType[] = [INT, INT, INT, FLOAT, STRING, STRING, BOOLEAN, decimal(10, 2)];
const rare: readonly DataType[] = [
  DATE,
  TIMESTAMP,
  TIMESTAMPZ,
  INTERVAL,
  { kind: 'time' },
  { kind: 'json' },
  { kind: 'uuid' },
  { kind: 'blob' },
  decimal(18, 0),
  decimal(38, 4),
  decimal(5, 3),
];
const narrow: readonly DataType[] = [
  { kind: 'int', bits: 16, unsigned: false },
  { kind: 'int', bits: 32, unsigned: false },
  { kind: 'int', bits: 8, unsigned: true },
  { kind: 'string', maxLength: 12 },
];
const ordered: readonly DataType[] = [
  INT,
  FLOAT,
  STRING,
  BOOLEAN,
  DATE,
  TIMESTAMP,
  TIMESTAMPZ,
  { kind: 'time' },
  decimal(10, 2),
  decimal(38, 4),
];

/** A type of one value: no list, struct or map. */
export function scalarType(random: Random): DataType {
  return random.pick(random.chance(0.7) ? common : rare);
}

/** A type whose values have an order. */
export function orderedType(random: Random): DataType {
  return random.pick(ordered);
}

/** A type that a column or a local is declared with. */
export function declaredType(random: Random, structs: readonly StructType[]): DataType {
  if (random.chance(0.1)) return random.pick(narrow);
  return anyType(random, structs);
}

/** Any type at all, the declared structs among them. */
export function anyType(random: Random, structs: readonly StructType[]): DataType {
  if (random.chance(0.75)) return scalarType(random);
  if (random.chance(0.45)) {
    const element = random.chance(0.8) ? scalarType(random) : anyType(random, structs);
    return { kind: 'list', element, elementNullable: random.chance(0.2) };
  }
  if (random.chance(0.6) && structs.length > 0) return random.pick(structs);
  if (random.chance(0.6)) return structType(random, structs);
  const key = random.pick<DataType>([INT, STRING, DATE]);
  return { kind: 'map', key, value: scalarType(random) };
}

/** A struct of one to three fields; `name` makes it a declared one. */
export function structType(random: Random, structs: readonly StructType[], name?: string): StructType {
  const fields = ['x', 'y', 'z'].slice(0, 1 + random.below(3)).map((field) => ({
    name: field,
    type: random.chance(0.85) ? scalarType(random) : anyType(random, structs),
    nullable: random.chance(0.3),
  }));
  return name === undefined ? { kind: 'struct', fields } : { kind: 'struct', name, fields };
}
