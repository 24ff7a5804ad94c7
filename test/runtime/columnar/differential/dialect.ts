import type { DataType } from '../../../../compiler/contract/data-type.ts';
import type { Operation } from '../../../../compiler/contract/scalar.ts';
import type { Value } from '../../../../runtime/columnar/value.ts';

/** How one of the two systems spells what the other spells differently. */
export interface Dialect {
  readonly type: (type: DataType) => string;
  /** A value as a literal of its type. */
  readonly value: (type: DataType, value: Value) => string;
  readonly name: (name: string) => string;
  readonly functions: Readonly<Record<string, string>>;
  /** A computed decimal, made to have the type that the plan says. */
  readonly decimal: (text: string, type: DataType) => string;
  readonly operation: (operation: Operation, args: readonly string[]) => string;
}

const SYMBOLS: Readonly<Record<string, string>> = {
  add: '+',
  subtract: '-',
  multiply: '*',
  divide: '/',
  modulo: '%',
  equal: '=',
  not_equal: '<>',
  less: '<',
  less_equal: '<=',
  greater: '>',
  greater_equal: '>=',
  and: 'AND',
  or: 'OR',
  concat: '||',
  like: 'LIKE',
  not_like: 'NOT LIKE',
  ilike: 'ILIKE',
  not_ilike: 'NOT ILIKE',
  is_distinct: 'IS DISTINCT FROM',
  is_not_distinct: 'IS NOT DISTINCT FROM',
};

function infix(operation: Operation, args: readonly string[]): string {
  return args.map((arg) => `(${arg})`).join(` ${SYMBOLS[operation]!} `);
}

export const duckdb: Dialect = {
  type: duckType,
  value(type, value) {
    if (value === null) return `CAST(NULL AS ${duckType(type)})`;
    switch (type.kind) {
      case 'string':
        return `'${String(value).replaceAll("'", "''")}'`;
      case 'boolean':
        return String(value);
      case 'float':
        return `CAST('${floatText(value)}' AS DOUBLE)`;
      case 'date':
        return `(DATE '1970-01-01' + CAST(${String(value)} AS INTEGER))`;
      case 'timestamp':
        return `make_timestamp(CAST(${String(value)} AS BIGINT))`;
      case 'decimal':
        return `CAST('${decimalText(BigInt(value as number | bigint), type.scale)}' AS ${duckType(type)})`;
      default:
        return `CAST('${String(value)}' AS ${duckType(type)})`;
    }
  },
  name: (name) => `"${name}"`,
  functions: { stddev: 'stddev_samp', variance: 'var_samp', quantile: 'quantile_cont', array_agg: 'list' },
  decimal: (text, type) => (type.kind === 'decimal' ? `CAST(${text} AS ${duckType(type)})` : text),
  operation(operation, args) {
    if (operation === 'div') return `(${args[0]!}) // (${args[1]!})`;
    return operation.endsWith('like') ? `${infix(operation, args)} ESCAPE '\\'` : infix(operation, args);
  },
};

function duckType(type: DataType): string {
  switch (type.kind) {
    case 'int':
      return type.bits === 32 ? 'INTEGER' : 'BIGINT';
    case 'float':
      return 'DOUBLE';
    case 'decimal':
      return `DECIMAL(${type.precision},${type.scale})`;
    case 'string':
      return 'VARCHAR';
    default:
      return type.kind.toUpperCase();
  }
}

export const grizzly: Dialect = {
  type: ownType,
  value(type, value) {
    if (value === null) return `cast(null as ${ownType(type)})`;
    switch (type.kind) {
      case 'string':
        return `'${String(value).replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
      case 'boolean':
        return String(value);
      case 'float':
        return `cast('${floatText(value)}' as float)`;
      case 'date':
        return `date '${new Date(Number(value) * 86_400_000).toISOString().slice(0, 10)}'`;
      case 'timestamp':
        return `timestamp '${new Date(Number(value) / 1000).toISOString().slice(0, 23).replace('T', ' ')}'`;
      case 'decimal':
        return `cast('${decimalText(BigInt(value as number | bigint), type.scale)}' as ${ownType(type)})`;
      default:
        return `cast('${String(value)}' as ${ownType(type)})`;
    }
  },
  name: (name) => `\`${name}\``,
  functions: {},
  decimal: (text) => text,
  operation: (operation, args) => (operation === 'div' ? `div(${args.join(', ')})` : infix(operation, args)),
};

function ownType(type: DataType): string {
  if (type.kind === 'int') return type.bits === 64 ? 'int' : `int${type.bits}`;
  return type.kind === 'decimal' ? `decimal(${type.precision},${type.scale})` : type.kind;
}

function floatText(value: Value): string {
  return Object.is(value, -0) ? '-0.0' : String(value);
}

export function decimalText(value: bigint, scale: number): string {
  if (scale === 0) return String(value);
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, '0');
  return `${value < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}
