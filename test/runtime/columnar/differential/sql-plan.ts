import type { AggregateCall, Plan, SortKey, WindowCall } from '../../../../compiler/contract/plan.ts';
import type { Scalar } from '../../../../compiler/contract/scalar.ts';
import type { Dialect } from './dialect.ts';
import { sqlScalar, type Rows } from './sql-text.ts';

/** A plan as a SELECT with columns `c0`, `c1`, …; `rows` are the rows around it, nearest first. */
export function sqlPlan(plan: Plan, dialect: Dialect, rows: Rows = [], aliases = { next: 0 }): string {
  const alias = (): string => `t${aliases.next++}`;
  const below = (
    input: Plan,
  ): { readonly from: string; readonly column: (index: number) => string; readonly all: string } => {
    const name = alias();
    return {
      from: `(${sqlPlan(input, dialect, rows, aliases)}) ${name}`,
      column: (index) => `${name}.c${index}`,
      all: input.fields.map((_, i) => `${name}.c${i} AS c${i}`).join(', '),
    };
  };
  const scalar = (each: Scalar, column: (index: number) => string): string =>
    sqlScalar(each, [column, ...rows], dialect, (subquery, around) => sqlPlan(subquery.plan, dialect, around, aliases));
  switch (plan.kind) {
    case 'scan':
      return `SELECT ${plan.fields.map((field, i) => `${dialect.name(field.name)} AS c${i}`).join(', ')} FROM ${plan.name}`;
    case 'values':
      return plan.rows
        .map((row) => `SELECT ${row.map((each, i) => `${scalar(each, none)} AS c${i}`).join(', ')}`)
        .join(' UNION ALL ');
    case 'filter': {
      const { from, column, all } = below(plan.input);
      return `SELECT ${all} FROM ${from} WHERE ${scalar(plan.predicate, column)}`;
    }
    case 'project': {
      const { from, column } = below(plan.input);
      return `SELECT ${plan.expressions.map((each, i) => `${scalar(each, column)} AS c${i}`).join(', ')} FROM ${from}`;
    }
    case 'aggregate': {
      const { from, column } = below(plan.input);
      const keys = plan.keys.map((key) => scalar(key, column));
      const calls = plan.aggregates.map((call) => aggregate(call, dialect, (each) => scalar(each, column)));
      return `SELECT ${[...keys, ...calls].map((text, i) => `${text} AS c${i}`).join(', ')} FROM ${from}${keys.length === 0 ? '' : ` GROUP BY ${keys.join(', ')}`}`;
    }
    case 'window': {
      const { from, column, all } = below(plan.input);
      const calls = plan.calls.map(
        (call, i) => `${windowCall(call, dialect, (each) => scalar(each, column))} AS c${plan.input.fields.length + i}`,
      );
      return `SELECT ${[all, ...calls].join(', ')} FROM ${from}`;
    }
    case 'join':
      return join(plan, below(plan.left), below(plan.right), scalar);
    case 'sort': {
      const { from, column, all } = below(plan.input);
      return `SELECT ${all} FROM ${from} ORDER BY ${sortKeys(plan.keys, (each) => scalar(each, column))}`;
    }
    case 'limit': {
      if (plan.input.kind === 'sort')
        return `${sqlPlan(plan.input, dialect, rows, aliases)}${limits(plan, (each) => scalar(each, none))}`;
      const { from, all } = below(plan.input);
      return `SELECT ${all} FROM ${from}${limits(plan, (each) => scalar(each, none))}`;
    }
    case 'distinct': {
      const { from, all } = below(plan.input);
      return `SELECT DISTINCT ${all} FROM ${from}`;
    }
    case 'set_operation': {
      const left = below(plan.left);
      const right = below(plan.right);
      return `SELECT ${left.all} FROM ${left.from} ${plan.operation.toUpperCase()}${plan.all ? ' ALL' : ''} SELECT ${right.all} FROM ${right.from}`;
    }
    default:
      throw new Error(`no SQL for ${plan.kind}`);
  }
}

function none(): string {
  throw new Error('no row here');
}

type Show = (scalar: Scalar) => string;

function join(
  plan: Extract<Plan, { kind: 'join' }>,
  left: { from: string; column: (i: number) => string },
  right: { from: string; column: (i: number) => string },
  scalar: (each: Scalar, column: (index: number) => string) => string,
): string {
  const width = plan.left.fields.length;
  const both = (index: number): string => (index < width ? left.column(index) : right.column(index - width));
  const conditions = plan.equal.map(
    (pair) => `${scalar(pair.left, left.column)} = ${scalar(pair.right, right.column)}`,
  );
  if (plan.residual !== null) conditions.push(scalar(plan.residual, both));
  const half = plan.join === 'semi' || plan.join === 'anti';
  const columns = plan.fields.map((_, i) => `${half ? left.column(i) : both(i)} AS c${i}`).join(', ');
  const on = plan.join === 'cross' ? '' : ` ON ${conditions.length === 0 ? 'true' : conditions.join(' AND ')}`;
  return `SELECT ${columns} FROM ${left.from} ${plan.join.toUpperCase()} JOIN ${right.from}${on}`;
}

function aggregate(call: AggregateCall, dialect: Dialect, show: Show): string {
  const order = call.orderBy.length === 0 ? '' : ` ORDER BY ${sortKeys(call.orderBy, show)}`;
  const args = call.args.length === 0 ? '*' : call.args.map(show).join(', ');
  const name = dialect.functions[call.operation] ?? call.operation;
  const text = `${name}(${call.distinct ? 'DISTINCT ' : ''}${args}${order})${call.filter === null ? '' : ` FILTER (WHERE ${show(call.filter)})`}`;
  return dialect.decimal(text, call.type);
}

function windowCall(call: WindowCall, dialect: Dialect, show: Show): string {
  const parts = [
    ...(call.partitionBy.length === 0 ? [] : [`PARTITION BY ${call.partitionBy.map(show).join(', ')}`]),
    ...(call.orderBy.length === 0 ? [] : [`ORDER BY ${sortKeys(call.orderBy, show)}`]),
    ...(call.frame === null
      ? []
      : [
          `${call.frame.unit.toUpperCase()} BETWEEN ${bound(call.frame.start, show)} AND ${bound(call.frame.end, show)}${call.frame.exclude === null ? '' : ` EXCLUDE ${call.frame.exclude.toUpperCase()}`}`,
        ]),
  ];
  const args = call.operation === 'count' && call.args.length === 0 ? '*' : call.args.map(show).join(', ');
  const text = `${call.operation}(${args}${call.ignoreNulls ? ' IGNORE NULLS' : ''})${call.filter === null ? '' : ` FILTER (WHERE ${show(call.filter)})`} OVER (${parts.join(' ')})`;
  return dialect.decimal(text, call.type);
}

function bound(edge: NonNullable<WindowCall['frame']>['start'], show: Show): string {
  return 'offset' in edge
    ? `${show(edge.offset)} ${edge.kind.toUpperCase()}`
    : edge.kind.replaceAll('_', ' ').toUpperCase();
}

function sortKeys(keys: readonly SortKey[], show: Show): string {
  return keys
    .map((key) => `${show(key.value)} ${key.descending ? 'DESC' : 'ASC'} NULLS ${key.nullsFirst ? 'FIRST' : 'LAST'}`)
    .join(', ');
}

function limits(plan: Extract<Plan, { kind: 'limit' }>, show: Show): string {
  return `${plan.limit === null ? '' : ` LIMIT ${show(plan.limit)}`}${plan.offset === null ? '' : ` OFFSET ${show(plan.offset)}`}`;
}
