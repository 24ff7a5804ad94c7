import type { Project } from '../../contract/plan.ts';
import type { Scalar } from '../../contract/scalar.ts';
import type { Consume, Emission } from '../kernel-emission.ts';
import type { Bound } from '../kernel-flow.ts';

/** New columns from those of the input: they are computed where they are read, in the loop that needs them. */
export function produceProject(emission: Emission, plan: Project, consume: Consume): void {
  emission.produce(emission, plan.input, (flow) => {
    consume({
      ...flow,
      columns: plan.expressions.map((scalar, i) => boundTo(flow.columns, scalar, plan.fields[i]!.name)),
    });
  });
}

/** A scalar over columns as a column; a plain reference is the column itself. */
export function boundTo(over: readonly Bound[], scalar: Scalar, name: string): Bound {
  return scalar.kind === 'column' ? over[scalar.index]! : { kind: 'computed', name, scalar, over };
}
