import type { Join } from '../../contract/plan.ts';
import type { Scalar } from '../../contract/scalar.ts';
import { mapScalarChildren } from '../../contract/scalar-children.ts';
import * as b from '../builder.ts';
import { abiCall, type Consume, type Emission } from '../kernel-emission.ts';
import type { Flow } from '../kernel-flow.ts';
import { isTrue } from '../scalar/logic.ts';
import { keepWhere, refine } from './filter.ts';
import { buildSide, findRows, matchedPairs } from './join-build.ts';
import { fullJoinRelation } from './join-full.ts';
import { produceLateral } from './join-lateral.ts';
import { produceRelation } from '../kernel-leaf.ts';

/** The right side is kept and looked up by key; the left side streams past it. */
export function produceJoin(emission: Emission, plan: Join, consume: Consume): void {
  if (plan.lateral === true) return produceLateral(emission, plan, consume);
  switch (plan.join) {
    case 'right':
      return produceJoin(emission, flipped(plan), (flow) => {
        const width = plan.right.fields.length;
        consume({ ...flow, columns: [...flow.columns.slice(width), ...flow.columns.slice(0, width)] });
      });
    case 'full':
      return produceRelation(emission, fullJoinRelation(emission, plan), consume);
    case 'inner':
    case 'cross':
    case 'left':
      return producePairs(emission, plan, consume);
    case 'semi':
    case 'anti':
      return produceHalf(emission, plan, consume);
  }
}

/** A right join as a left one. */
function flipped(plan: Join): Join {
  const left = plan.left.fields.length;
  const right = plan.right.fields.length;
  const move = (scalar: Scalar): Scalar =>
    scalar.kind === 'column'
      ? { ...scalar, index: scalar.index < left ? scalar.index + right : scalar.index - left }
      : mapScalarChildren(scalar, move);
  return {
    ...plan,
    join: 'left',
    left: plan.right,
    right: plan.left,
    equal: plan.equal.map((pair) => ({ left: pair.right, right: pair.left })),
    residual: plan.residual === null ? null : move(plan.residual),
    fields: [...plan.fields.slice(left), ...plan.fields.slice(0, left)],
  };
}

/** Inner, cross and left joins: pairs, and for a left join the left rows without one. */
function producePairs(emission: Emission, plan: Join, consume: Consume): void {
  const build = buildSide(emission, plan, plan.join === 'left');
  emission.produce(emission, plan.left, (flow) => {
    const found = findRows(emission, flow, plan, build, plan.join === 'left' && plan.residual === null);
    matchedPairs(
      emission,
      flow,
      build,
      found,
      { left: plan.join === 'left' ? { residual: plan.residual } : null, positions: false },
      (pairs) => {
        consume(plan.residual === null || plan.join === 'left' ? pairs : refine(emission, pairs, [plan.residual]));
      },
    );
  });
}

/** Semi and anti joins: the left rows that have a match, or have none. */
function produceHalf(emission: Emission, plan: Join, consume: Consume): void {
  const build = buildSide(emission, plan, false);
  const wanted = plan.join === 'semi';
  emission.produce(emission, plan.left, (flow) => {
    const found = findRows(emission, flow, plan, build, false);
    if (plan.residual === null) {
      consume(
        keepWhere(emission, flow, plan.join, `Rows with${wanted ? '' : 'out'} a match.`, (scope) => {
          const row = b.at(scope.use(found), 'j');
          return b.unary('+', b.parenthesized(b.binary(row, wanted ? '>=' : '<', 0)));
        }),
      );
      return;
    }
    const residual = plan.residual;
    const matched = emission.names.fresh('matched');
    emission.declarations.push(b.constant(matched, b.construct('Uint8Array', emission.block)));
    emission.out.push(b.run(b.method(matched, 'fill', 0)));
    matchedPairs(emission, flow, build, found, { left: null, positions: true }, (pairs, positions) => {
      const numbered: Flow = { ...pairs, spaces: [...pairs.spaces, { rows: positions, start: '0', shared: false }] };
      const rest = keepWhere(emission, numbered, 'residual', 'Pairs that meet the rest of the condition.', (scope) =>
        isTrue(scope, residual),
      );
      emission.out.push(b.run(abiCall(emission, 'markRows', matched, rest.spaces.at(-1)!.rows!, rest.count)));
    });
    consume(
      keepWhere(emission, flow, plan.join, `Rows with${wanted ? '' : 'out'} a match.`, (scope) => {
        const flag = b.at(scope.use(matched), 'j');
        return wanted ? flag : b.parenthesized(b.binary(flag, '^', 1));
      }),
    );
  });
}
