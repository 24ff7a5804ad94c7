import type { Field } from '../../contract/data-type.ts';
import type { Aggregate, Join, Plan } from '../../contract/plan.ts';
import { planInputs, planScalars, readsOuter, withInputs } from '../../contract/plan-children.ts';
import { mapScalarChildren, scalarChildren } from '../../contract/scalar-children.ts';
import type { Scalar, SubqueryScalar } from '../../contract/scalar.ts';
import { canRaise, conjunctsOf, filtered } from '../conjuncts.ts';
import { columnsRead, mapPlanScalars, mapReferences } from '../rewrite.ts';
import { raised, refersOut } from './subquery-references.ts';

/*
 * before: project (id, scalar(aggregate sum(o.amount) (filter o.customer = outer.id (scan orders o)))) (scan customers)
 * after:  project (id, sum) (left join customers (aggregate customer, sum(amount) (scan orders)) on id = customer)
 */

/** Aggregates over the rows that belong to the row at hand: computed for all keys at once, and looked up. For operators with one input. */
export function unnestScalars(plan: Plan): Plan {
  const inputs = planInputs(plan);
  if (inputs.length !== 1 || (plan.kind !== 'filter' && plan.kind !== 'project')) return plan;
  let input = inputs[0]!;
  const replacements = new Map<string, Scalar>();
  for (const subquery of planScalars(plan).flatMap(scalarSubqueries)) {
    const text = JSON.stringify(subquery);
    if (replacements.has(text)) continue;
    const joined = joinGroups(input, subquery);
    if (joined === null) continue;
    input = joined.plan;
    replacements.set(text, joined.value);
  }
  if (replacements.size === 0) return plan;
  const replace = (scalar: Scalar): Scalar =>
    scalar.kind === 'subquery'
      ? (replacements.get(JSON.stringify(scalar)) ?? scalar)
      : mapScalarChildren(scalar, replace);
  const changed = mapPlanScalars(withInputs(plan, [input]), replace);
  if (changed.kind !== 'filter') return changed;
  const expressions = plan.fields.map((field, index): Scalar => ({
    kind: 'column',
    index,
    name: field.name,
    type: field.type,
    nullable: field.nullable,
  }));
  return { kind: 'project', input: { ...changed, fields: input.fields }, expressions, fields: plan.fields };
}

/** The scalar subqueries in a scalar. Those taken out cannot raise, so it does no harm that they are computed for every row. */
function scalarSubqueries(scalar: Scalar): readonly SubqueryScalar[] {
  if (scalar.kind === 'subquery') return scalar.mode === 'scalar' ? [scalar] : [];
  return scalarChildren(scalar).flatMap(scalarSubqueries);
}

/** The input joined with the subquery's groups, and what stands for the subquery's value. */
function joinGroups(input: Plan, subquery: SubqueryScalar): { readonly plan: Plan; readonly value: Scalar } | null {
  if (!readsOuter(subquery.plan)) return null;
  const { project, aggregate } = shapeOf(subquery.plan);
  if (
    aggregate === null ||
    aggregate.keys.length > 0 ||
    aggregate.aggregates.some((call) => call.operation === 'array_agg')
  )
    return null;
  if (project !== null && (refersOut(project) || canRaise(project))) return null;
  const scalars = planScalars(aggregate);
  if (scalars.some((scalar) => refersOut(scalar) || canRaise(scalar))) return null;
  const tests: Scalar[] = [];
  let rest = aggregate.input;
  while (rest.kind === 'filter') {
    tests.unshift(...conjunctsOf(rest.predicate));
    rest = rest.input;
  }
  if (readsOuter(rest)) return null;
  const pairs = tests.filter(refersOut).map(keyPair);
  if (pairs.length === 0 || !pairs.every((pair) => pair !== null)) return null;
  const width = input.fields.length;
  const keys = pairs.map((pair) => pair.inner);
  const fields: Field[] = [
    ...keys.map((key, i): Field => ({ name: `key_${i + 1}`, type: key.type, nullable: key.nullable })),
    ...aggregate.fields,
  ];
  const own = tests.filter((test) => !refersOut(test));
  const groups = raised({ ...aggregate, keys, input: filtered(rest, own), fields });
  const equal = pairs.map((pair, i): Join['equal'][number] => ({
    left: pair.outer,
    right: { kind: 'column', index: i, name: `key_${i + 1}`, type: pair.inner.type, nullable: pair.inner.nullable },
  }));
  const joinedFields = [...input.fields, ...fields.map((field) => ({ ...field, nullable: true }))];
  const plan: Plan = {
    kind: 'join',
    join: 'left',
    left: input,
    right: groups,
    equal,
    residual: null,
    fields: joinedFields,
  };
  return { plan, value: valueOf(project, aggregate, width + keys.length) };
}

/** The aggregate under a subquery's select list, and the one item of that list. */
function shapeOf(plan: Plan): { readonly project: Scalar | null; readonly aggregate: Aggregate | null } {
  if (plan.kind === 'aggregate') return { project: null, aggregate: plan };
  if (plan.kind === 'project' && plan.input.kind === 'aggregate' && plan.expressions.length === 1)
    return { project: plan.expressions[0]!, aggregate: plan.input };
  return { project: null, aggregate: null };
}

/** `inner = outer` where one side is made of the subquery's columns and the other of the row around it. */
function keyPair(test: Scalar): { readonly inner: Scalar; readonly outer: Scalar } | null {
  if (test.kind !== 'operation' || test.operation !== 'equal' || canRaise(test)) return null;
  const [a, c] = [test.args[0]!, test.args[1]!];
  if (!refersOut(a) && columnsRead(a).size > 0 && ofOuterRow(c)) return { inner: a, outer: asRow(c) };
  if (!refersOut(c) && columnsRead(c).size > 0 && ofOuterRow(a)) return { inner: c, outer: asRow(a) };
  return null;
}

function ofOuterRow(scalar: Scalar): boolean {
  let nearest = columnsRead(scalar).size === 0;
  mapReferences(scalar, (reference, depth) => {
    if (reference.kind === 'outer' && reference.depth !== depth + 1) nearest = false;
    return reference;
  });
  return nearest && refersOut(scalar);
}

function asRow(scalar: Scalar): Scalar {
  if (scalar.kind === 'outer') {
    const { index, name, type, nullable } = scalar;
    return { kind: 'column', index, name, type, nullable };
  }
  return mapScalarChildren(scalar, asRow);
}

/** The select item over the joined row; without a group counts are 0, everything else is NULL. */
function valueOf(project: Scalar | null, aggregate: Aggregate, first: number): Scalar {
  const column = (index: number): Scalar => {
    const { type, name } = aggregate.fields[index]!;
    const found: Scalar = { kind: 'column', index: first + index, name, type, nullable: true };
    const call = aggregate.aggregates[index]!;
    if (call.operation !== 'count' && call.operation !== 'approx_count_distinct') return found;
    return {
      kind: 'operation',
      operation: 'coalesce',
      type,
      nullable: false,
      args: [found, { kind: 'constant', value: 0, type, nullable: false }],
    };
  };
  if (project === null) return column(0);
  const replace = (scalar: Scalar): Scalar =>
    scalar.kind === 'column' ? column(scalar.index) : mapScalarChildren(scalar, replace);
  return replace(project);
}
