import type { Filter } from '../../contract/plan.ts';
import type { Scalar } from '../../contract/scalar.ts';
import { scalarChildren } from '../../contract/scalar-children.ts';
import * as b from '../builder.ts';
import type { Consume, Emission, Scope } from '../kernel-emission.ts';
import type { Flow, Space } from '../kernel-flow.ts';
import { emitLoop } from '../kernel-loop.ts';
import { showScalar } from '../../contract/show-scalar.ts';
import { isTrue } from '../scalar/logic.ts';

/** Rows for which the predicate is TRUE: one phase per conjunct writes the row numbers that are left, without a branch. */
export function produceFilter(emission: Emission, plan: Filter, consume: Consume): void {
  emission.produce(emission, plan.input, (flow) => {
    let rest = flow;
    for (const phase of phases(plan.predicate)) rest = refine(emission, rest, phase);
    consume(rest);
  });
}

/** Conjuncts in the order in which they are tested. Those over the same single column share a phase; those that may raise keep their place behind the others. */
export function phases(predicate: Scalar): readonly (readonly Scalar[])[] {
  const groups = new Map<string, Scalar[]>();
  for (const conjunct of conjuncts(predicate)) {
    const columns = [...new Set(columnsOf(conjunct))];
    const key = columns.length === 1 && !mayRaise(conjunct) ? `column ${columns[0]}` : `own ${groups.size}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [conjunct]);
    else group.push(conjunct);
  }
  return [...groups.values()]
    .map((group, place) => ({ group, place, cost: Math.max(...group.map(cost)) }))
    .sort((a, c) => a.cost - c.cost || a.place - c.place)
    .map(({ group }) => group);
}

function conjuncts(predicate: Scalar): readonly Scalar[] {
  return predicate.kind === 'operation' && predicate.operation === 'and'
    ? predicate.args.flatMap(conjuncts)
    : [predicate];
}

function columnsOf(scalar: Scalar): readonly number[] {
  return scalar.kind === 'column' ? [scalar.index] : scalarChildren(scalar).flatMap(columnsOf);
}

/** Rank of a conjunct: what keeps few rows at little cost comes first, what may raise comes last. */
function cost(conjunct: Scalar): number {
  if (mayRaise(conjunct)) return 9;
  if (conjunct.kind === 'in_list') return 1;
  if (conjunct.kind !== 'operation') return 5;
  switch (conjunct.operation) {
    case 'equal':
    case 'is_null':
      return 0;
    case 'less':
    case 'less_equal':
    case 'greater':
    case 'greater_equal':
      return 2;
    case 'like':
    case 'ilike':
      return 3;
    case 'not_equal':
    case 'is_not_null':
    case 'not_like':
    case 'not_ilike':
      return 6;
    default:
      return 4;
  }
}

/** Whether computing the scalar may end in an error, so that it must not run for rows that an earlier conjunct rules out. */
export function mayRaise(scalar: Scalar): boolean {
  switch (scalar.kind) {
    case 'operation':
      if (scalar.operation === 'divide' || scalar.operation === 'modulo' || scalar.operation === 'div') return true;
      break;
    case 'cast':
      if (
        !scalar.safe &&
        !(scalar.type.kind === 'float' && (scalar.value.type.kind === 'int' || scalar.value.type.kind === 'decimal'))
      )
        return true;
      break;
    case 'native':
    case 'routine':
    case 'apply':
    case 'index':
    case 'subquery':
      return true;
    default:
      break;
  }
  return scalarChildren(scalar).some(mayRaise);
}

/** One phase: keeps the positions for which all of the conjuncts are TRUE. `copy` leaves the block's own row vectors and count as they are. */
export function refine(emission: Emission, flow: Flow, tests: readonly Scalar[], copy = false): Flow {
  return keepWhere(
    emission,
    flow,
    'filter',
    tests.map(showScalar).join(' and '),
    (scope) =>
      tests.map((test) => isTrue(scope, test)).reduce((a, c) => b.binary(b.parenthesized(a), '&', b.parenthesized(c))),
    copy,
  );
}

/** Keeps the positions for which `test` gives 1. `copy` writes to new row vectors and a new count; `seldom`: see `keepInto`. */
export function keepWhere(
  emission: Emission,
  flow: Flow,
  hint: string,
  note: string,
  test: (scope: Scope) => b.Expression,
  copy = false,
  seldom = false,
): Flow {
  const count = copy ? emission.names.fresh('n') : flow.count;
  const spaces: Space[] = flow.spaces.map((space) => {
    if (space.rows !== null && !space.shared && !copy) return space;
    const rows = emission.names.fresh('rows');
    emission.declarations.push(b.constant(rows, b.construct('Int32Array', emission.block)));
    return { rows, start: space.start, shared: false };
  });
  const call = keepInto(emission, flow, spaces, hint, note, test, seldom);
  emission.out.push(copy ? b.variable(count, call) : b.assign(count, call));
  return { ...flow, spaces, count };
}

/**
 * A call that writes the rows of the positions for which `test` gives 1 to the row vectors of `spaces`, and gives their number. `seldom`: hardly any or
 * nearly all rows will pass, so that a branch costs less than a write for each; `test` then gives a condition.
 */
export function keepInto(
  emission: Emission,
  flow: Flow,
  spaces: readonly Space[],
  hint: string,
  note: string,
  test: (scope: Scope) => b.Expression,
  seldom = false,
): b.Expression {
  return emitLoop(emission, flow, hint, note, (scope) => {
    const holds = test(scope);
    scope.before.push(b.variable('k', 0));
    const writes = spaces.map((space, i) => b.assign(b.at(scope.use(space.rows!), 'k'), scope.row(i)));
    if (seldom) scope.out.push(b.when(holds, [...writes, b.increment('k')]));
    else
      scope.out.push(
        ...writes,
        b.assign('k', b.binary(b.parenthesized(b.binary('k', '+', b.parenthesized(holds))), '|', 0)),
      );
    scope.after.push(b.returns('k'));
  });
}
