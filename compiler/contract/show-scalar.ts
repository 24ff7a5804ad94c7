import { showDataType, type DataType } from './data-type.ts';
import type { Constant, Scalar } from './scalar.ts';

const SYMBOLS: Readonly<Record<string, string>> = {
  add: '+',
  subtract: '-',
  multiply: '*',
  divide: '/',
  modulo: '%',
  div: 'div',
  equal: '=',
  not_equal: '<>',
  less: '<',
  less_equal: '<=',
  greater: '>',
  greater_equal: '>=',
  and: 'and',
  or: 'or',
  concat: '||',
  like: 'like',
  not_like: 'not like',
  ilike: 'ilike',
  not_ilike: 'not ilike',
  is_distinct: 'is distinct from',
  is_not_distinct: 'is not distinct from',
};

/** A scalar as text for comments and dumps: stable, short, with the source's names. */
export function showScalar(scalar: Scalar): string {
  switch (scalar.kind) {
    case 'column':
      return scalar.name;
    case 'outer':
      return `outer(${scalar.depth}).${scalar.name}`;
    case 'parameter':
      return `$${scalar.name}`;
    case 'constant':
      return showConstant(scalar.value, scalar.type);
    case 'operation':
      return showOperation(scalar.operation, scalar.args.map(showPart));
    case 'native':
    case 'routine':
      return `${scalar.id.slice(scalar.id.lastIndexOf('/') + 1)}(${scalar.args.map(showScalar).join(', ')})`;
    case 'apply':
      return `${scalar.name}(${scalar.args.map(showScalar).join(', ')})`;
    case 'cast':
      return `${scalar.safe ? 'try_cast' : 'cast'}(${showScalar(scalar.value)} as ${showDataType(scalar.type)})`;
    case 'case':
      return `case ${scalar.arms.map((arm) => `when ${showScalar(arm.when)} then ${showScalar(arm.then)}`).join(' ')}${scalar.otherwise === null ? '' : ` else ${showScalar(scalar.otherwise)}`} end`;
    case 'in_list':
      return `${showPart(scalar.value)} ${scalar.negated ? 'not in' : 'in'} (${scalar.list.map(showScalar).join(', ')})`;
    case 'subquery':
      if (scalar.mode === 'scalar') return '(subquery)';
      if (scalar.mode === 'exists') return `${scalar.negated ? 'not ' : ''}exists (subquery)`;
      return `${showPart(scalar.value!)} ${scalar.negated ? 'not ' : ''}in (subquery)`;
    case 'list':
      return `[${scalar.items.map(showScalar).join(', ')}]`;
    case 'struct':
      return `{${scalar.values.map(showScalar).join(', ')}}`;
    case 'field':
      return `${showPart(scalar.value)}.${scalar.name}`;
    case 'index':
      return `${showPart(scalar.value)}[${showScalar(scalar.index)}]`;
  }
}

function showConstant(value: Constant, type: DataType): string {
  if (value === null) return 'NULL';
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
  if (typeof value === 'object') return Object.values(value).flat().join(' ');
  if (typeof value === 'number' && type.kind === 'decimal') return (value / 10 ** type.scale).toFixed(type.scale);
  if (typeof value === 'number' && type.kind === 'date') return `date '${isoText(value * 86_400_000).slice(0, 10)}'`;
  if (typeof value === 'number' && type.kind === 'timestamp')
    return `timestamp '${isoText(value / 1000)
      .replace('T', ' ')
      .replace(/\.?0*Z$/, '')}'`;
  return String(value);
}

/** A moment as text; the number itself where the calendar of JavaScript ends. */
function isoText(milliseconds: number): string {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? String(milliseconds) : date.toISOString();
}

function showPart(scalar: Scalar): string {
  return scalar.kind === 'operation' || scalar.kind === 'in_list' ? `(${showScalar(scalar)})` : showScalar(scalar);
}

function showOperation(operation: string, args: readonly string[]): string {
  const symbol = SYMBOLS[operation];
  if (symbol !== undefined && args.length > 1) return args.join(` ${symbol} `);
  switch (operation) {
    case 'negate':
      return `-${args[0]}`;
    case 'not':
      return `not ${args[0]}`;
    case 'is_null':
      return `${args[0]} is null`;
    case 'is_not_null':
      return `${args[0]} is not null`;
    default:
      return `${operation}(${args.join(', ')})`;
  }
}
