import { showDataType } from '../contract/data-type.ts';
import type { Constant, Operation, Scalar } from '../contract/scalar.ts';
import { assertNever } from '../source/assert-never.ts';

const SYMBOLS: Readonly<Partial<Record<Operation, string>>> = {
  add: '+', subtract: '-', multiply: '*', divide: '/', modulo: '%', equal: '=', not_equal: '<>', less: '<', less_equal: '<=', greater: '>', greater_equal: '>=',
  and: 'and', or: 'or', concat: '||', like: 'like', not_like: 'not like', ilike: 'ilike', not_ilike: 'not ilike', is_distinct: 'is distinct from', is_not_distinct: 'is not distinct from',
};

/** A scalar of a plan as text. */
export function dumpScalar(scalar: Scalar): string {
  switch (scalar.kind) {
    case 'column':
      return scalar.name;
    case 'outer':
      return `outer ${scalar.name}`;
    case 'parameter':
      return `$${scalar.name}`;
    case 'constant':
      return constantText(scalar.value);
    case 'operation':
      return operationText(scalar.operation, scalar.args.map((arg) => (arg.kind === 'operation' ? `(${dumpScalar(arg)})` : dumpScalar(arg))));
    case 'native':
    case 'routine':
      return `${scalar.id.slice(scalar.id.lastIndexOf('/') + 1)}(${scalar.args.map(dumpScalar).join(', ')})`;
    case 'cast':
      return `${dumpScalar(scalar.value)} :: ${showDataType(scalar.type)}`;
    case 'case':
      return `case ${scalar.arms.map((arm) => `when ${dumpScalar(arm.when)} then ${dumpScalar(arm.then)} `).join('')}${scalar.otherwise === null ? '' : `else ${dumpScalar(scalar.otherwise)} `}end`;
    case 'in_list':
      return `${dumpScalar(scalar.value)} ${scalar.negated ? 'not in' : 'in'} (${scalar.list.map(dumpScalar).join(', ')})`;
    case 'subquery':
      return `${scalar.value === null ? '' : `${dumpScalar(scalar.value)} `}${scalar.negated ? 'not ' : ''}${scalar.mode} (subquery)`;
    case 'list':
      return `[${scalar.items.map(dumpScalar).join(', ')}]`;
    case 'struct':
      return `{${scalar.values.map(dumpScalar).join(', ')}}`;
    case 'field':
      return `${dumpScalar(scalar.value)}.${scalar.name}`;
    case 'index':
      return `${dumpScalar(scalar.value)}[${dumpScalar(scalar.index)}]`;
    default:
      return assertNever(scalar);
  }
}

function operationText(operation: Operation, args: readonly string[]): string {
  const symbol = SYMBOLS[operation];
  if (symbol !== undefined && args.length === 2) return `${args[0]!} ${symbol} ${args[1]!}`;
  if (operation === 'is_null' || operation === 'is_not_null') return `${args[0]!} ${operation.replaceAll('_', ' ')}`;
  if (operation === 'not') return `not ${args[0]!}`;
  return `${operation}(${args.join(', ')})`;
}

function constantText(value: Constant): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
  if (typeof value !== 'object') return String(value);
  if ('big' in value) return value.big;
  if ('float' in value) return value.float;
  return 'blob' in value ? 'blob' : `interval '${value.interval[0]} months ${value.interval[1]} days ${value.interval[2]} µs'`;
}
