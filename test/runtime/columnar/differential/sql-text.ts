import type { DataType } from '../../../../compiler/contract/data-type.ts';
import type { Scalar } from '../../../../compiler/contract/scalar.ts';
import type { Value } from '../../../../runtime/columnar/value.ts';
import type { Dialect } from './dialect.ts';

/** How DuckDB is to hand a column out, so that both sides can be compared: whole types as integers, decimals as text. */
export function comparable(type: DataType, column: string): string {
  switch (type.kind) {
    case 'date':
      return `CAST(${column} - DATE '1970-01-01' AS BIGINT)`;
    case 'timestamp':
      return `epoch_us(${column})`;
    case 'decimal':
    case 'list':
      return `CAST(${column} AS VARCHAR)`;
    default:
      return column;
  }
}

/** How the columns of the row at hand and of the rows around it are spelt; innermost first. */
export type Rows = readonly ((index: number) => string)[];

/** A scalar as SQL. `plan` spells subqueries. */
export function sqlScalar(
  scalar: Scalar,
  rows: Rows,
  dialect: Dialect,
  plan: (subquery: Extract<Scalar, { kind: 'subquery' }>, rows: Rows) => string,
): string {
  const show = (each: Scalar): string => sqlScalar(each, rows, dialect, plan);
  switch (scalar.kind) {
    case 'column':
      return rows[0]!(scalar.index);
    case 'outer':
      return rows[scalar.depth]!(scalar.index);
    case 'constant':
      return dialect.value(scalar.type, constantValue(scalar));
    case 'operation':
      return operation(scalar, scalar.args.map(show), dialect);
    case 'cast':
      return `${scalar.safe ? 'TRY_CAST' : 'CAST'}(${show(scalar.value)} AS ${dialect.type(scalar.type)})`;
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

function constantValue({ value }: Extract<Scalar, { kind: 'constant' }>): Value {
  if (typeof value !== 'object' || value === null) return value;
  return 'big' in value ? BigInt(value.big) : 'float' in value ? Number(value.float) : null;
}

function operation(scalar: Extract<Scalar, { kind: 'operation' }>, args: readonly string[], dialect: Dialect): string {
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
    default:
      return dialect.decimal(`(${dialect.operation(scalar.operation, args)})`, scalar.type);
  }
}
