import type { Aggregate, Filter, Join, Plan, Project, SetOperation } from '../../contract/plan.ts';
import type { Scalar } from '../../contract/scalar.ts';
import { allOf, canRaise, conjunctsOf, filtered, isPlain, rejectsNulls } from '../conjuncts.ts';
import { columnsRead, renumbered, rewritePlan, substitute } from '../rewrite.ts';

/*
 * before: filter total > 5 and region = 'N' (aggregate region, total = sum(amount) (scan))
 * after:  filter total > 5 (aggregate region, total = sum(amount) (filter region = 'N' (scan)))
 */

/** Moves tests toward the rows that they are about. A test that can raise stays where every row that comes to it would have come before. */
export function pushDownPredicates(plan: Plan): Plan {
  return rewritePlan(plan, (each) =>
    each.kind === 'filter' ? push(each) : each.kind === 'join' ? pushJoinCondition(each) : each,
  );
}

function push(filter: Filter): Plan {
  const { input } = filter;
  const terms = conjunctsOf(filter.predicate);
  switch (input.kind) {
    case 'filter':
      return push({ ...filter, input: input.input, predicate: allOf([...conjunctsOf(input.predicate), ...terms])! });
    case 'project':
      return pushThroughProject(terms, input);
    case 'join':
      return input.lateral === true ? filter : pushIntoJoin(terms, input);
    case 'aggregate':
      return pushBelowAggregate(terms, input);
    case 'set_operation':
      return pushIntoSides(terms, input);
    case 'sort':
      return input.top === null ? { ...input, input: pushed(input.input, terms) } : filter;
    case 'distinct':
      return input.on === null ? { ...input, input: pushed(input.input, terms) } : filter;
    default:
      return filter;
  }
}

/** The filter, pushed further down if it can be. */
function pushed(input: Plan, terms: readonly Scalar[]): Plan {
  const plan = filtered(input, terms);
  return plan.kind === 'filter' ? push(plan) : plan;
}

function pushThroughProject(terms: readonly Scalar[], project: Project): Plan {
  const below: Scalar[] = [];
  const above: Scalar[] = [];
  for (const term of terms) {
    const plain = [...columnsRead(term)].every((index) => isPlain(project.expressions[index]!));
    const moved = plain ? substitute(term, (index) => project.expressions[index]!) : null;
    if (moved === null) above.push(term);
    else below.push(moved);
  }
  return filtered({ ...project, input: pushed(project.input, below) }, above);
}

function pushIntoJoin(terms: readonly Scalar[], given: Join): Plan {
  const width = given.left.fields.length;
  const join = asInner(terms, given);
  const keepsLeft =
    join.join === 'inner' ||
    join.join === 'cross' ||
    join.join === 'left' ||
    join.join === 'semi' ||
    join.join === 'anti';
  const keepsRight = join.join === 'inner' || join.join === 'cross' || join.join === 'right';
  const left: Scalar[] = [];
  const right: Scalar[] = [];
  const above: Scalar[] = [];
  for (const term of terms) {
    const read = [...columnsRead(term)];
    if (canRaise(term) || read.length === 0) above.push(term);
    else if (keepsLeft && read.every((index) => index < width)) left.push(term);
    else if (keepsRight && read.every((index) => index >= width))
      right.push(renumbered(term, (index) => index - width));
    else above.push(term);
  }
  return filtered({ ...join, left: pushed(join.left, left), right: pushed(join.right, right) }, above);
}

/** An outer join whose added rows do not survive the filter is a narrower join. */
function asInner(terms: readonly Scalar[], join: Join): Join {
  const width = join.left.fields.length;
  const needsRight = terms.some((term) => rejectsNulls(term, (index) => index >= width));
  const needsLeft = terms.some((term) => rejectsNulls(term, (index) => index < width));
  switch (join.join) {
    case 'left':
      return needsRight ? { ...join, join: 'inner' } : join;
    case 'right':
      return needsLeft ? { ...join, join: 'inner' } : join;
    case 'full':
      return needsLeft && needsRight
        ? { ...join, join: 'inner' }
        : needsLeft
          ? { ...join, join: 'left' }
          : needsRight
            ? { ...join, join: 'right' }
            : join;
    default:
      return join;
  }
}

/** Tests of a join condition that are about one side alone. */
function pushJoinCondition(join: Join): Plan {
  if (join.lateral === true || join.residual === null) return join;
  const width = join.left.fields.length;
  const toLeft = join.join === 'inner' || join.join === 'right' || join.join === 'semi';
  const toRight = join.join === 'inner' || join.join === 'left' || join.join === 'semi' || join.join === 'anti';
  const left: Scalar[] = [];
  const right: Scalar[] = [];
  const rest: Scalar[] = [];
  for (const term of conjunctsOf(join.residual)) {
    const read = [...columnsRead(term)];
    if (canRaise(term) || read.length === 0) rest.push(term);
    else if (toLeft && read.every((index) => index < width)) left.push(term);
    else if (toRight && read.every((index) => index >= width)) right.push(renumbered(term, (index) => index - width));
    else rest.push(term);
  }
  if (left.length + right.length === 0) return join;
  return { ...join, left: pushed(join.left, left), right: pushed(join.right, right), residual: allOf(rest) };
}

/** Tests of group keys choose groups as well before as after grouping. Without keys there is always one row, so nothing moves. */
function pushBelowAggregate(terms: readonly Scalar[], aggregate: Aggregate): Plan {
  const below: Scalar[] = [];
  const above: Scalar[] = [];
  for (const term of terms) {
    const read = [...columnsRead(term)];
    const ofKeys =
      aggregate.keys.length > 0 &&
      read.length > 0 &&
      read.every((index) => index < aggregate.keys.length && isPlain(aggregate.keys[index]!));
    const moved = ofKeys && !canRaise(term) ? substitute(term, (index) => aggregate.keys[index]!) : null;
    if (moved === null) above.push(term);
    else below.push(moved);
  }
  return filtered({ ...aggregate, input: pushed(aggregate.input, below) }, above);
}

function pushIntoSides(terms: readonly Scalar[], set: SetOperation): Plan {
  const movable = terms.filter((term) => !canRaise(term));
  const rest = terms.filter((term) => canRaise(term));
  return filtered({ ...set, left: pushed(set.left, movable), right: pushed(set.right, movable) }, rest);
}
