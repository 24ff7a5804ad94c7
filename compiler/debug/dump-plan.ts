import { planInputs, planScalars, subqueriesOf } from '../contract/plan-children.ts';
import type { Plan, QueryPlan, SortKey } from '../contract/plan.ts';
import type { Scalar } from '../contract/scalar.ts';
import { assertNever } from '../source/assert-never.ts';
import { dumpScalar } from './dump-scalar.ts';

/** A plan as indented text: an operator on each line, what it reads from below it. */
export function dumpPlan({ plan }: QueryPlan): string {
  return linesOf(plan, '').join('\n');
}

function linesOf(plan: Plan, indent: string): string[] {
  const below = planInputs(plan).flatMap((input) => linesOf(input, `${indent}  `));
  const subqueries = planScalars(plan).flatMap(subqueriesOf).flatMap((subquery) => [`${indent}  subquery`, ...linesOf(subquery.plan, `${indent}    `)]);
  return [`${indent}${lineOf(plan)}`, ...subqueries, ...below];
}

function lineOf(plan: Plan): string {
  const names = plan.fields.map((field) => field.name).join(', ');
  switch (plan.kind) {
    case 'scan':
      return `scan ${plan.name} (${names})${plan.prune.length === 0 ? '' : ` prune ${list(plan.prune)}`}`;
    case 'file_scan':
      return `file scan ${dumpScalar(plan.path)} (${names})`;
    case 'table_parameter':
      return `table ${plan.name} (${names})`;
    case 'unnest':
      return `unnest ${dumpScalar(plan.list)}`;
    case 'table_function':
      return `${plan.id}(${list(plan.args)})`;
    case 'values':
      return `values ${plan.rows.length} ${plan.rows.length === 1 ? 'row' : 'rows'}`;
    case 'filter':
      return `filter ${dumpScalar(plan.predicate)}`;
    case 'project':
      return `project ${plan.expressions.map((each, i) => `${dumpScalar(each)} as ${plan.fields[i]!.name}`).join(', ')}`;
    case 'aggregate': {
      const calls = plan.aggregates.map((call) => `${call.operation}(${call.distinct ? 'distinct ' : ''}${list(call.args)})`).join(', ');
      return `aggregate ${calls}${plan.keys.length === 0 ? '' : ` by ${list(plan.keys)}`}`;
    }
    case 'window':
      return `window ${plan.calls.map((call) => `${call.operation}(${list(call.args)})`).join(', ')}`;
    case 'join': {
      const pairs = plan.equal.map(({ left, right }) => `${dumpScalar(left)} = ${dumpScalar(right)}`);
      const on = [...pairs, ...(plan.residual === null ? [] : [dumpScalar(plan.residual)])].join(' and ');
      return `${plan.join} join${on === '' ? '' : ` on ${on}`}`;
    }
    case 'sort':
      return `sort ${plan.keys.map(keyText).join(', ')}${plan.top === null ? '' : ` top ${dumpScalar(plan.top)}`}`;
    case 'limit':
      return `limit ${plan.limit === null ? 'all' : dumpScalar(plan.limit)}${plan.offset === null ? '' : ` offset ${dumpScalar(plan.offset)}`}`;
    case 'distinct':
      return `distinct${plan.on === null ? '' : ` on ${list(plan.on)}`}`;
    case 'set_operation':
      return `${plan.operation}${plan.all ? ' all' : ''}`;
    default:
      return assertNever(plan);
  }
}

function list(scalars: readonly Scalar[]): string {
  return scalars.map(dumpScalar).join(', ');
}

function keyText({ value, descending, nullsFirst }: SortKey): string {
  return `${dumpScalar(value)}${descending ? ' desc' : ''}${nullsFirst === descending ? '' : nullsFirst ? ' nulls first' : ' nulls last'}`;
}
