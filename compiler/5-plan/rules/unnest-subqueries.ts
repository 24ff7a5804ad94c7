import type { Filter, Join, Plan } from '../../contract/plan.ts';
import { readsOuter } from '../../contract/plan-children.ts';
import type { Scalar, SubqueryScalar } from '../../contract/scalar.ts';
import { allOf, canRaise, conjunctsOf, filtered } from '../conjuncts.ts';
import { rewritePlan } from '../rewrite.ts';
import { beside, raised, raisedScalar, refersOut } from './subquery-references.ts';
import { unnestScalars } from './unnest-scalar-subqueries.ts';

/*
 * before: filter exists(filter o.customer = outer.id (scan orders o)) (scan customers)
 * after:  semi join customers orders on id = customer
 */

/** Subqueries that a row is tested by become semi and anti joins; correlated aggregates become left joins with groups. */
export function unnestSubqueries(plan: Plan): Plan {
  return rewritePlan(plan, (each) => unnestScalars(each.kind === 'filter' ? unnestTests(each) : each));
}

function unnestTests(filter: Filter): Plan {
  let input = filter.input;
  const rest: Scalar[] = [];
  for (const term of conjunctsOf(filter.predicate)) {
    const subquery = testOf(onlyTrueArm(term) ?? term);
    const join = subquery === null ? null : asJoin(input, subquery.subquery, subquery.negated);
    if (join === null) rest.push(term);
    else input = join;
  }
  return input === filter.input ? filter : filtered(input, rest);
}

/** The subquery that a term consists of, and whether the term asks for its opposite. */
function testOf(term: Scalar): { readonly subquery: SubqueryScalar; readonly negated: boolean } | null {
  if (term.kind === 'subquery' && term.mode !== 'scalar') return { subquery: term, negated: term.negated };
  if (term.kind !== 'operation' || term.operation !== 'not') return null;
  const inner = testOf(term.args[0]!);
  return inner === null ? null : { subquery: inner.subquery, negated: !inner.negated };
}

/** The condition of `case when c then true … else false end` in which nothing else gives TRUE: a row is kept where it is TRUE. */
function onlyTrueArm(term: Scalar): Scalar | null {
  if (term.kind !== 'case') return null;
  const [first, ...rest] = term.arms;
  const gives = (scalar: Scalar | null, truth: boolean): boolean =>
    scalar === null ? !truth : scalar.kind === 'constant' && (scalar.value === true) === truth;
  if (first === undefined || !gives(first.then, true)) return null;
  return rest.every((arm) => gives(arm.then, false)) && gives(term.otherwise, false) ? first.when : null;
}

/**
 * EXISTS and IN as joins. `not in` only where no NULL is about, on either side: with one it is never TRUE for rows that find nothing.
 * EXISTS without a reference to the row stays: it is asked once.
 */
function asJoin(input: Plan, subquery: SubqueryScalar, negated: boolean): Plan | null {
  const correlated = readsOuter(subquery.plan);
  if (subquery.mode === 'exists' && !correlated) return null;
  const value = subquery.value;
  if (
    subquery.mode === 'in' &&
    (value === null || canRaise(value) || (negated && (value.nullable || subquery.plan.fields[0]!.nullable)))
  )
    return null;
  const parts = partsOf(subquery.plan, subquery.mode === 'exists');
  if (parts === null) return null;
  const width = input.fields.length;
  const residual = parts.correlated.map((term) => beside(term, width));
  const equal: Join['equal'][number][] = value === null ? [] : [{ left: value, right: parts.output! }];
  return {
    kind: 'join',
    join: negated ? 'anti' : 'semi',
    left: input,
    right: parts.plan,
    equal,
    residual: allOf(residual),
    fields: input.fields,
  };
}

interface SubqueryParts {
  /** The subquery's rows without the tests that refer to the row around it. */
  readonly plan: Plan;
  readonly correlated: readonly Scalar[];
  /** For IN: the one column as a scalar over `plan`. */
  readonly output: Scalar | null;
}

/** Takes the tests that refer to the row around it off a subquery of the form project (filter (…)). `null` where it is not of that form. */
function partsOf(plan: Plan, anyColumns: boolean): SubqueryParts | null {
  let rest = plan;
  let output: Scalar | null = {
    kind: 'column',
    index: 0,
    name: plan.fields[0]?.name ?? '',
    type: plan.fields[0]?.type ?? { kind: 'null' },
    nullable: plan.fields[0]?.nullable ?? true,
  };
  if (rest.kind === 'project') {
    output = rest.expressions[0] ?? null;
    rest = rest.input;
  }
  if (anyColumns)
    while (rest.kind === 'project' || rest.kind === 'sort' || (rest.kind === 'distinct' && rest.on === null))
      rest = rest.input;
  const tests: Scalar[] = [];
  while (rest.kind === 'filter') {
    tests.unshift(...conjunctsOf(rest.predicate));
    rest = rest.input;
  }
  if (output !== null && !anyColumns && refersOut(output)) return null;
  if (readsOuter(rest)) return null;
  const correlated = tests.filter(refersOut);
  if (correlated.some((term) => canRaise(term))) return null;
  const own = tests.filter((term) => !refersOut(term));
  return {
    plan: raised(filtered(rest, own)),
    correlated,
    output: anyColumns || output === null ? null : raisedScalar(output),
  };
}
