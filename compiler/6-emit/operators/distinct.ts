import type { Distinct } from '../../contract/plan.ts';
import * as b from '../builder.ts';
import { abiCall, type Consume, type Emission } from '../kernel-emission.ts';
import type { Bound, Flow, Space } from '../kernel-flow.ts';
import { settleCalls } from '../kernel-vectors.ts';
import { writeIds } from './group-keys.ts';
import { boundTo } from './project.ts';

/** The first row of each group of equal rows, or of rows with equal values of `on`. */
export function produceDistinct(emission: Emission, plan: Distinct, consume: Consume): void {
  emission.produce(emission, plan.input, (input) => {
    if (plan.on === null) return consume(firstOfEach(emission, input, input.columns));
    const on = plan.on.map((scalar, i) => boundTo(input.columns, scalar, `key_${i + 1}`));
    const { flow, columns } = settleCalls(emission, input, on);
    return consume(firstOfEach(emission, flow, columns));
  });
}

/** The rows of a block whose keys did not come before. */
export function firstOfEach(emission: Emission, flow: Flow, keys: readonly Bound[]): Flow {
  const { names } = emission;
  const known = names.fresh('known_keys');
  const count = names.fresh('n');
  emission.declarations.push(b.variable(known, 0));
  const { owner } = writeIds(emission, flow, keys);
  emission.out.push(
    b.variable(count, b.binary(b.member(owner, 'count'), '-', known)),
    b.assign(known, b.member(owner, 'count')),
  );
  const spaces: Space[] = flow.spaces.map((space) => {
    const rows = names.fresh('rows');
    emission.out.push(
      b.constant(
        rows,
        abiCall(emission, 'pickRows', b.member(owner, 'fresh'), count, space.rows ?? b.nothing(), space.start),
      ),
    );
    return { rows, start: space.start, shared: false };
  });
  return { ...flow, spaces, count };
}
