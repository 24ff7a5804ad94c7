import { outerSteps, planInputs, withInputs } from '../contract/plan-children.ts';
import type { AggregateCall, FrameBound, Plan, SortKey, WindowCall } from '../contract/plan.ts';
import { mapScalarChildren, scalarChildren } from '../contract/scalar-children.ts';
import type { Scalar } from '../contract/scalar.ts';

/** Rewrites a plan from the leaves up, plans of subqueries included. */
export function rewritePlan(plan: Plan, change: (plan: Plan) => Plan): Plan {
  const below = withInputs(
    plan,
    planInputs(plan).map((input) => rewritePlan(input, change)),
  );
  const inside = (scalar: Scalar): Scalar => {
    const mapped = mapScalarChildren(scalar, inside);
    return mapped.kind === 'subquery' ? withPlan(mapped, rewritePlan(mapped.plan, change)) : mapped;
  };
  return change(mapPlanScalars(below, inside));
}

function withPlan(scalar: Extract<Scalar, { kind: 'subquery' }>, plan: Plan): Scalar {
  return plan === scalar.plan ? scalar : { ...scalar, plan };
}

/** The same operator with each of the scalars that it holds itself replaced; itself when none changed. */
export function mapPlanScalars(plan: Plan, change: (scalar: Scalar) => Scalar): Plan {
  let changed = false;
  const one = (scalar: Scalar): Scalar => {
    const after = change(scalar);
    if (after !== scalar) changed = true;
    return after;
  };
  const result = withScalars(plan, one);
  return changed ? result : plan;
}

function withScalars(plan: Plan, one: (scalar: Scalar) => Scalar): Plan {
  const optional = (scalar: Scalar | null): Scalar | null => (scalar === null ? null : one(scalar));
  const keys = (list: readonly SortKey[]): readonly SortKey[] => list.map((key) => ({ ...key, value: one(key.value) }));
  switch (plan.kind) {
    case 'scan':
      return {
        ...plan,
        asOf: optional(plan.asOf),
        ...(plan.since === undefined ? {} : { since: { low: one(plan.since.low), high: optional(plan.since.high) } }),
        prune: plan.prune.map(one),
      };
    case 'file_scan':
      return { ...plan, path: one(plan.path) };
    case 'table_parameter':
    case 'set_operation':
    case 'recursive':
    case 'working_table':
      return plan;
    case 'unnest':
      return { ...plan, list: one(plan.list) };
    case 'table_function':
      return { ...plan, args: plan.args.map(one) };
    case 'values':
      return { ...plan, rows: plan.rows.map((row) => row.map(one)) };
    case 'filter':
      return { ...plan, predicate: one(plan.predicate) };
    case 'project':
      return { ...plan, expressions: plan.expressions.map(one) };
    case 'aggregate':
      return {
        ...plan,
        keys: plan.keys.map(one),
        aggregates: plan.aggregates.map((call): AggregateCall => ({
          ...call,
          args: call.args.map(one),
          filter: optional(call.filter),
          orderBy: keys(call.orderBy),
        })),
      };
    case 'window':
      return { ...plan, calls: plan.calls.map((call) => windowCall(call, one, optional, keys)) };
    case 'join':
      return {
        ...plan,
        equal: plan.equal.map((pair) => ({ left: one(pair.left), right: one(pair.right) })),
        residual: optional(plan.residual),
      };
    case 'sort':
      return { ...plan, keys: keys(plan.keys), top: optional(plan.top) };
    case 'limit':
      return { ...plan, limit: optional(plan.limit), offset: optional(plan.offset) };
    case 'sample':
      return { ...plan, amount: one(plan.amount), seed: optional(plan.seed) };
    case 'distinct':
      return { ...plan, on: plan.on === null ? null : plan.on.map(one) };
  }
}

function windowCall(
  call: WindowCall,
  one: (scalar: Scalar) => Scalar,
  optional: (scalar: Scalar | null) => Scalar | null,
  keys: (list: readonly SortKey[]) => readonly SortKey[],
): WindowCall {
  const bound = (edge: FrameBound): FrameBound => ('offset' in edge ? { ...edge, offset: one(edge.offset) } : edge);
  return {
    ...call,
    args: call.args.map(one),
    partitionBy: call.partitionBy.map(one),
    orderBy: keys(call.orderBy),
    inputOrder: keys(call.inputOrder),
    filter: optional(call.filter),
    frame: call.frame === null ? null : { ...call.frame, start: bound(call.frame.start), end: bound(call.frame.end) },
  };
}

/** Rewrites the references in a scalar to the row at `depth` (0: the row at hand, as `column`; 1 and up: `outer`), also from within subqueries. */
export function mapReferences(scalar: Scalar, change: (reference: Scalar, depth: number) => Scalar): Scalar {
  return mapAt(scalar, 0, change);
}

function mapAt(scalar: Scalar, depth: number, change: (reference: Scalar, depth: number) => Scalar): Scalar {
  if (scalar.kind === 'column') return depth === 0 ? change(scalar, 0) : scalar;
  if (scalar.kind === 'outer') return scalar.depth >= depth ? change(scalar, depth) : scalar;
  const mapped = mapScalarChildren(scalar, (child) => mapAt(child, depth, change));
  return mapped.kind === 'subquery' ? withPlan(mapped, mapPlanReferences(mapped.plan, depth + 1, change)) : mapped;
}

/** The same in a whole plan that stands `depth` rows below. */
export function mapPlanReferences(
  plan: Plan,
  depth: number,
  change: (reference: Scalar, depth: number) => Scalar,
): Plan {
  const inputs = planInputs(plan).map((input, i) => mapPlanReferences(input, depth + outerSteps(plan, i), change));
  return mapPlanScalars(withInputs(plan, inputs), (scalar) => mapAt(scalar, depth, change));
}

/** The columns of the row at hand that a scalar reads, from within subqueries too. */
export function columnsRead(scalar: Scalar): ReadonlySet<number> {
  const found = new Set<number>();
  mapReferences(scalar, (reference, depth) => {
    if (reference.kind === 'column') found.add(reference.index);
    else if (reference.kind === 'outer' && reference.depth === depth) found.add(reference.index);
    return reference;
  });
  return found;
}

/** The scalar over a row whose columns stand elsewhere: each column of the row at hand gets its new position. */
export function renumbered(scalar: Scalar, position: (index: number) => number): Scalar {
  return mapReferences(scalar, (reference, depth) => {
    if (reference.kind === 'column' || (reference.kind === 'outer' && reference.depth === depth))
      return { ...reference, index: position(reference.index) };
    return reference;
  });
}

/**
 * The scalar with each column of the row at hand replaced. `null` when a subquery refers to a column whose replacement is no column:
 * what a subquery sees of the row must be a column of it.
 */
export function substitute(scalar: Scalar, replace: (index: number) => Scalar): Scalar | null {
  let possible = true;
  const result = mapReferences(scalar, (reference, depth) => {
    if (reference.kind === 'column') return replace(reference.index);
    if (reference.kind !== 'outer' || reference.depth !== depth) return reference;
    const replacement = replace(reference.index);
    if (replacement.kind === 'column') return { ...reference, index: replacement.index, name: replacement.name };
    if (replacement.kind === 'constant' || replacement.kind === 'parameter') return replacement;
    possible = false;
    return reference;
  });
  return possible ? result : null;
}

/** Whether a scalar, or what it is made of, is of a kind. */
export function holdsKind(scalar: Scalar, kind: Scalar['kind']): boolean {
  return scalar.kind === kind || scalarChildren(scalar).some((child) => holdsKind(child, kind));
}
