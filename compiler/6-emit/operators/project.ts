import type { Project } from '../../contract/plan.ts';
import type { Scalar } from '../../contract/scalar.ts';
import type { Consume, Emission } from '../kernel-emission.ts';
import type { Bound } from '../kernel-flow.ts';
import { settleCalls } from '../kernel-vectors.ts';

/** New columns from those of the input: they are computed where they are read, in the loop that needs them, but for calls, which are made once. */
export function produceProject(emission: Emission, plan: Project, consume: Consume): void {
  emission.produce(emission, plan.input, (input) => {
    const computed = plan.expressions.map((scalar, i) => boundTo(input.columns, scalar, plan.fields[i]!.name));
    const { flow, columns } = settleCalls(emission, input, computed);
    consume({ ...flow, columns });
  });
}

/** A scalar over columns as a column; a plain reference is the column itself. */
export function boundTo(over: readonly Bound[], scalar: Scalar, name: string): Bound {
  return scalar.kind === 'column' ? over[scalar.index]! : { kind: 'computed', name, scalar, over };
}
