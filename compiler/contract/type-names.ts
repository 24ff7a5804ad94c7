import {
  BOOLEAN,
  DATE,
  FLOAT,
  INT,
  INTERVAL,
  NULL,
  STRING,
  TIMESTAMP,
  TIMESTAMPZ,
  type DataType,
  type IntType,
} from './data-type.ts';

function int(bits: IntType['bits'], unsigned = false): IntType {
  return { kind: 'int', bits, unsigned };
}

/** Types that are a bare word, by their lower-case names and aliases. */
export const scalarTypeNames: Readonly<Record<string, DataType>> = {
  int: INT,
  integer: INT,
  bigint: INT,
  int64: INT,
  long: INT,
  int8: int(8),
  tinyint: int(8),
  int16: int(16),
  smallint: int(16),
  int32: int(32),
  uint8: int(8, true),
  uint16: int(16, true),
  uint32: int(32, true),
  uint64: int(64, true),
  uint: int(64, true),
  float: FLOAT,
  double: FLOAT,
  float64: FLOAT,
  real: { kind: 'float', bits: 32 },
  float32: { kind: 'float', bits: 32 },
  string: STRING,
  text: STRING,
  varchar: STRING,
  char: STRING,
  boolean: BOOLEAN,
  bool: BOOLEAN,
  date: DATE,
  time: { kind: 'time' },
  timestamp: TIMESTAMP,
  datetime: TIMESTAMP,
  timestampz: TIMESTAMPZ,
  timestamptz: TIMESTAMPZ,
  interval: INTERVAL,
  blob: { kind: 'blob' },
  bytea: { kind: 'blob' },
  binary: { kind: 'blob' },
  json: { kind: 'json' },
  uuid: { kind: 'uuid' },
  ulid: { kind: 'uuid' },
  secret: { kind: 'secret' },
  null: NULL,
};

/** The type that is a bare word, if there is one. */
export function scalarTypeOf(word: string): DataType | undefined {
  const name = word.toLowerCase();
  return Object.hasOwn(scalarTypeNames, name) ? scalarTypeNames[name] : undefined;
}

/** Further names that may stand where a type does: with arguments of their own, or known to the checker only. */
export const otherTypeNames: readonly string[] = [
  'decimal',
  'numeric',
  'array',
  'list',
  'dict',
  'map',
  'struct',
  'tuple',
  'row',
  'table',
  'iterator',
  'function',
  'exception',
  'any',
  'type',
  'unknown',
  'dynamic',
  'void',
  'never',
  'trytoinfertype',
];
