import type { FileScan, Plan, Scan, SortKey, TableParameter } from './plan.ts';
import { scalarChildren } from './scalar-children.ts';
import type { Scalar, SubqueryScalar } from './scalar.ts';

/** The plans directly below a plan, left before right. */
export function planInputs(plan: Plan): readonly Plan[] {
  switch (plan.kind) {
    case 'scan':
    case 'file_scan':
    case 'table_parameter':
    case 'unnest':
    case 'table_function':
    case 'values':
    case 'working_table':
      return [];
    case 'filter':
    case 'project':
    case 'aggregate':
    case 'window':
    case 'sort':
    case 'limit':
    case 'sample':
    case 'distinct':
      return [plan.input];
    case 'join':
    case 'set_operation':
      return [plan.left, plan.right];
    case 'recursive':
      return [plan.first, plan.step];
  }
}

/** The same operator over other inputs, in the order of `planInputs`; itself when none changed. */
export function withInputs(plan: Plan, inputs: readonly Plan[]): Plan {
  const before = planInputs(plan);
  if (inputs.every((input, i) => input === before[i])) return plan;
  if (plan.kind === 'join' || plan.kind === 'set_operation') return { ...plan, left: inputs[0]!, right: inputs[1]! };
  if (plan.kind === 'recursive') return { ...plan, first: inputs[0]!, step: inputs[1]! };
  return 'input' in plan ? { ...plan, input: inputs[0]! } : plan;
}

/** The scalars that an operator itself holds, in order. */
export function planScalars(plan: Plan): readonly Scalar[] {
  switch (plan.kind) {
    case 'scan':
      return [
        ...optional(plan.asOf),
        ...(plan.since === undefined ? [] : [plan.since.low, ...optional(plan.since.high)]),
        ...plan.prune,
      ];
    case 'file_scan':
      return [plan.path];
    case 'table_parameter':
    case 'set_operation':
    case 'recursive':
    case 'working_table':
      return [];
    case 'unnest':
      return [plan.list];
    case 'table_function':
      return plan.args;
    case 'values':
      return plan.rows.flat();
    case 'filter':
      return [plan.predicate];
    case 'project':
      return plan.expressions;
    case 'aggregate':
      return [
        ...plan.keys,
        ...plan.aggregates.flatMap((call) => [...call.args, ...optional(call.filter), ...sortScalars(call.orderBy)]),
      ];
    case 'window':
      return plan.calls.flatMap((call) => {
        const bounds =
          call.frame === null
            ? []
            : [call.frame.start, call.frame.end].flatMap((bound) => ('offset' in bound ? [bound.offset] : []));
        return [...call.args, ...call.partitionBy, ...sortScalars(call.orderBy), ...bounds, ...optional(call.filter)];
      });
    case 'join':
      return [...plan.equal.flatMap((pair) => [pair.left, pair.right]), ...optional(plan.residual)];
    case 'sort':
      return [...sortScalars(plan.keys), ...optional(plan.top)];
    case 'limit':
      return [...optional(plan.limit), ...optional(plan.offset)];
    case 'sample':
      return [plan.amount, ...optional(plan.seed)];
    case 'distinct':
      return plan.on ?? [];
  }
}

function optional(scalar: Scalar | null): readonly Scalar[] {
  return scalar === null ? [] : [scalar];
}

function sortScalars(keys: readonly SortKey[]): readonly Scalar[] {
  return keys.map((key) => key.value);
}

/** The subqueries inside of a scalar, in order; those inside of their plans are not entered. */
export function subqueriesOf(scalar: Scalar): readonly SubqueryScalar[] {
  const inner = scalarChildren(scalar).flatMap(subqueriesOf);
  return scalar.kind === 'subquery' ? [...inner, scalar] : inner;
}

/**
 * The leaves of a plan whose tables the caller fetches and hands to the kernel, in the order in which it takes them:
 * depth first, inputs left to right, then the subqueries in the operator's scalars.
 */
export function tableLeaves(plan: Plan): readonly (Scan | FileScan | TableParameter)[] {
  if (plan.kind === 'scan' || plan.kind === 'file_scan' || plan.kind === 'table_parameter') return [plan];
  return [
    ...planInputs(plan).flatMap(tableLeaves),
    ...planScalars(plan)
      .flatMap(subqueriesOf)
      .flatMap((subquery) => tableLeaves(subquery.plan)),
  ];
}

/** Whether a plan, standing in a scalar, refers to rows of the queries around it. */
export function readsOuter(plan: Plan, depth = 1): boolean {
  if (planScalars(plan).some((scalar) => scalarReadsOuter(scalar, depth))) return true;
  return planInputs(plan).some((input, i) => readsOuter(input, depth + outerSteps(plan, i)));
}

/** The working tables that a plan reads and that belong to a recursion around it. */
export function workingTables(plan: Plan): ReadonlySet<number> {
  if (plan.kind === 'working_table') return new Set([plan.id]);
  const below = [
    ...planInputs(plan),
    ...planScalars(plan)
      .flatMap(subqueriesOf)
      .map((subquery) => subquery.plan),
  ];
  const found = new Set(below.flatMap((each) => [...workingTables(each)]));
  if (plan.kind === 'recursive') found.delete(plan.id);
  return found;
}

/** How many enclosing rows more an input of an operator sees than the operator itself: one for the right side of a lateral join. */
export function outerSteps(plan: Plan, input: number): number {
  return plan.kind === 'join' && plan.lateral === true && input === 1 ? 1 : 0;
}

function scalarReadsOuter(scalar: Scalar, depth: number): boolean {
  if (scalar.kind === 'outer') return scalar.depth >= depth;
  if (scalarChildren(scalar).some((child) => scalarReadsOuter(child, depth))) return true;
  return scalar.kind === 'subquery' && readsOuter(scalar.plan, depth + 1);
}
