import type { DataType } from '../../../../compiler/contract/data-type.ts';
import type { Scalar } from '../../../../compiler/contract/scalar.ts';
import type { Value } from '../../../../runtime/columnar/value.ts';

/** A type as DuckDB spells it. */
export function sqlType(type: DataType): string {
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

/** A value as a literal of its type. */
export function sqlValue(type: DataType, value: Value): string {
  if (value === null) return `CAST(NULL AS ${sqlType(type)})`;
  switch (type.kind) {
    case 'string':
      return `'${String(value).replaceAll("'", "''")}'`;
    case 'boolean':
      return String(value);
    case 'float':
      return `CAST('${Object.is(value, -0) ? '-0.0' : String(value)}' AS DOUBLE)`;
    case 'date':
      return `(DATE '1970-01-01' + CAST(${String(value)} AS INTEGER))`;
    case 'timestamp':
      return `make_timestamp(CAST(${String(value)} AS BIGINT))`;
    case 'decimal':
      return `CAST('${decimalText(BigInt(value as number | bigint), type.scale)}' AS ${sqlType(type)})`;
    default:
      return `CAST('${String(value)}' AS ${sqlType(type)})`;
  }
}

export function decimalText(value: bigint, scale: number): string {
  if (scale === 0) return String(value);
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, '0');
  return `${value < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** How DuckDB is to hand a column out, so that both sides can be compared: whole types as integers, decimals as text. */
export function comparable(type: DataType, column: string): string {
  switch (type.kind) {
    case 'date':
      return `CAST(${column} - DATE '1970-01-01' AS BIGINT)`;
    case 'timestamp':
      return `epoch_us(${column})`;
    case 'decimal':
      return `CAST(${column} AS VARCHAR)`;
    case 'list':
      return `CAST(${column} AS VARCHAR)`;
    default:
      return column;
  }
}

const SYMBOLS: Readonly<Record<string, string>> = {
  add: '+',
  subtract: '-',
  multiply: '*',
  divide: '/',
  modulo: '%',
  div: '//',
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

/** How the columns of the row at hand and of the rows around it are spelt; innermost first. */
export type Rows = readonly ((index: number) => string)[];

/** A scalar as DuckDB's SQL. `plan` spells subqueries. */
export function sqlScalar(
  scalar: Scalar,
  rows: Rows,
  plan: (subquery: Extract<Scalar, { kind: 'subquery' }>, rows: Rows) => string,
): string {
  const show = (each: Scalar): string => sqlScalar(each, rows, plan);
  switch (scalar.kind) {
    case 'column':
      return rows[0]!(scalar.index);
    case 'outer':
      return rows[scalar.depth]!(scalar.index);
    case 'constant':
      return sqlValue(
        scalar.type,
        typeof scalar.value === 'object' && scalar.value !== null
          ? 'big' in scalar.value
            ? BigInt(scalar.value.big)
            : 'float' in scalar.value
              ? Number(scalar.value.float)
              : null
          : scalar.value,
      );
    case 'operation':
      return sqlOperation(scalar, scalar.args.map(show));
    case 'cast':
      return `${scalar.safe ? 'TRY_CAST' : 'CAST'}(${show(scalar.value)} AS ${sqlType(scalar.type)})`;
    case 'case':
      return `CASE ${scalar.arms.map((arm) => `WHEN ${show(arm.when)} THEN ${show(arm.then)}`).join(' ')}${scalar.otherwise === null ? '' : ` ELSE ${show(scalar.otherwise)}`} END`;
    case 'in_list':
      return `(${show(scalar.value)} ${scalar.negated ? 'NOT IN' : 'IN'} (${scalar.list.map(show).join(', ')}))`;
    case 'subquery': {
      const inner = plan(scalar, rows);
      if (scalar.mode === 'scalar') return `(${inner})`;
      if (scalar.mode === 'exists') return `(${scalar.negated ? 'NOT ' : ''}EXISTS (${inner}))`;
      return `(${show(scalar.value!)} ${scalar.negated ? 'NOT IN' : 'IN'} (${inner}))`;
    }
    default:
      throw new Error(`no SQL for ${scalar.kind}`);
  }
}

function sqlOperation(scalar: Extract<Scalar, { kind: 'operation' }>, args: readonly string[]): string {
  switch (scalar.operation) {
    case 'negate':
      return `(-${args[0]!})`;
    case 'not':
      return `(NOT ${args[0]!})`;
    case 'is_null':
      return `(${args[0]!} IS NULL)`;
    case 'is_not_null':
      return `(${args[0]!} IS NOT NULL)`;
    case 'coalesce':
      return `COALESCE(${args.join(', ')})`;
    default: {
      const text = args.map((arg) => `(${arg})`).join(` ${SYMBOLS[scalar.operation]!} `);
      const escaped = scalar.operation.endsWith('like') ? `${text} ESCAPE '\\'` : text;
      return scalar.type.kind === 'decimal' ? `CAST((${escaped}) AS ${sqlType(scalar.type)})` : `(${escaped})`;
    }
  }
}
