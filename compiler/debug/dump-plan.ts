import { showField } from '../contract/data-type.ts';
import { planInputs, planScalars, subqueriesOf } from '../contract/plan-children.ts';
import type { AggregateCall, FrameBound, Plan, QueryPlan, Scan, SortKey, WindowCall } from '../contract/plan.ts';
import type { Scalar } from '../contract/scalar.ts';
import { showScalar } from '../contract/show-scalar.ts';
import { lineWriter, type LineWriter } from './line-writer.ts';

/** A planned query as a tree of operators, one line each, with its parameters first. Stable: nothing in it is numbered by chance. */
export function dumpPlan(query: QueryPlan): string {
  const out = lineWriter();
  for (const parameter of query.parameters) {
    out.line(`parameter ${showParameter(parameter)}`);
  }
  dumpOperator(out, query.plan);
  return out.text().trimEnd();
}

function showParameter(parameter: QueryPlan['parameters'][number]): string {
  switch (parameter.kind) {
    case 'scalar':
      return showField(parameter);
    case 'table':
      return `${parameter.name}: table<${parameter.fields.map(showField).join(', ')}>`;
    case 'function':
      return `${parameter.name}: function`;
  }
}

/** An operator, what its subqueries do, and its inputs. */
function dumpOperator(out: LineWriter, plan: Plan): void {
  out.line(describe(plan));
  const below = out.inner();
  for (const subquery of planScalars(plan).flatMap(subqueriesOf)) {
    below.line(`${subquery.mode} subquery`);
    dumpOperator(below.inner(), subquery.plan);
  }
  for (const input of planInputs(plan)) dumpOperator(below, input);
}

function since(plan: Scan): string {
  if (plan.since === undefined) return '';
  const { low, high } = plan.since;
  return ` since ${showScalar(low)}${high === null ? '' : ` until ${showScalar(high)}`}`;
}

function describe(plan: Plan): string {
  switch (plan.kind) {
    case 'scan':
      return `scan ${plan.name} (${names(plan)})${plan.asOf === null ? '' : ` as of ${showScalar(plan.asOf)}`}${since(plan)}${plan.prune.length === 0 ? '' : ` prune ${plan.prune.map(showScalar).join(' and ')}`}`;
    case 'file_scan':
      return `file scan ${showScalar(plan.path)} (${names(plan)})`;
    case 'table_parameter':
      return `table parameter ${plan.name} (${names(plan)})`;
    case 'unnest':
      return `unnest ${showScalar(plan.list)}`;
    case 'table_function':
      return `table function ${plan.id}(${plan.args.map(showScalar).join(', ')})`;
    case 'values':
      return plan.rows.length > 5
        ? `values of ${plan.rows.length} rows (${names(plan)})`
        : `values ${plan.rows.map((row) => `(${row.map(showScalar).join(', ')})`).join(', ')}`.trimEnd();
    case 'filter':
      return `filter ${showScalar(plan.predicate)}`;
    case 'project':
      return `project ${plan.expressions.map((each, i) => named(each, plan.fields[i]!.name)).join(', ')}`.trimEnd();
    case 'aggregate':
      return `aggregate ${plan.keys.length === 0 ? '' : `by ${plan.keys.map(showScalar).join(', ')}: `}${plan.aggregates.map(showAggregate).join(', ')}`.trimEnd();
    case 'window':
      return `window ${plan.calls.map(showWindow).join(', ')}`;
    case 'join':
      return `${plan.lateral === true ? 'lateral ' : ''}${plan.join} join${condition(plan)}`;
    case 'sort':
      return `sort ${showKeys(plan.keys)}${plan.top === null ? '' : ` top ${showScalar(plan.top)}`}`;
    case 'limit':
      return `limit${plan.limit === null ? '' : ` ${showScalar(plan.limit)}${plan.percent === true ? ' %' : ''}`}${plan.offset === null ? '' : ` offset ${showScalar(plan.offset)}`}`;
    case 'sample':
      return `sample ${showScalar(plan.amount)} ${plan.exactly && plan.unit === 'percent' ? 'exactly ' : ''}${plan.unit}${plan.seed === null ? '' : ` by ${showScalar(plan.seed)}`}`;
    case 'distinct':
      return plan.on === null ? 'distinct' : `distinct on ${plan.on.map(showScalar).join(', ')}`;
    case 'set_operation':
      return `${plan.operation}${plan.all ? ' all' : ''}`;
    case 'recursive':
      return `recursive ${plan.name} (${names(plan)}) union${plan.all ? ' all' : ''}`;
    case 'working_table':
      return `rows of the last round of ${plan.name} (${names(plan)})`;
  }
}

function names(plan: Plan): string {
  return plan.fields.map((field) => field.name).join(', ');
}

function named(scalar: Scalar, name: string): string {
  const shown = showScalar(scalar);
  return shown === name ? name : `${shown} as ${name}`;
}

function condition(plan: Extract<Plan, { kind: 'join' }>): string {
  const parts = [
    ...plan.equal.map((pair) => `${showScalar(pair.left)} = ${showScalar(pair.right)}`),
    ...(plan.residual === null ? [] : [showScalar(plan.residual)]),
  ];
  return parts.length === 0 ? '' : ` on ${parts.join(' and ')}`;
}

function showAggregate(call: AggregateCall): string {
  const args = call.args.length === 0 ? '*' : call.args.map(showScalar).join(', ');
  const order = call.orderBy.length === 0 ? '' : ` order by ${showKeys(call.orderBy)}`;
  return `${call.operation}(${call.distinct ? 'distinct ' : ''}${args}${order})${call.filter === null ? '' : ` filter (${showScalar(call.filter)})`}`;
}

function showWindow(call: WindowCall): string {
  const parts = [
    ...(call.partitionBy.length === 0 ? [] : [`partition by ${call.partitionBy.map(showScalar).join(', ')}`]),
    ...(call.orderBy.length === 0 ? [] : [`order by ${showKeys(call.orderBy)}`]),
    ...(call.frame === null
      ? []
      : [
          `${call.frame.unit} ${showBound(call.frame.start)} to ${showBound(call.frame.end)}${call.frame.exclude === null ? '' : ` without ${call.frame.exclude}`}`,
        ]),
  ];
  const input = call.inputOrder.length === 0 ? '' : ` order by ${showKeys(call.inputOrder)}`;
  return `${call.operation}(${call.distinct ? 'distinct ' : ''}${call.args.map(showScalar).join(', ')}${input})${call.ignoreNulls ? ' ignore nulls' : ''}${call.filter === null ? '' : ` filter (${showScalar(call.filter)})`} over (${parts.join(' ')})`;
}

function showBound(bound: FrameBound): string {
  return 'offset' in bound ? `${showScalar(bound.offset)} ${bound.kind}` : bound.kind.replaceAll('_', ' ');
}

function showKeys(keys: readonly SortKey[]): string {
  return keys
    .map(
      (key) =>
        `${showScalar(key.value)}${key.descending ? ' desc' : ''}${key.nullsFirst === key.descending ? '' : key.nullsFirst ? ' nulls first' : ' nulls last'}`,
    )
    .join(', ');
}
