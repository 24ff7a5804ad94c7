import type { TableParameter } from '../../contract/plan.ts';
import type { Consume, Emission } from '../kernel-emission.ts';
import { produceTable } from '../kernel-leaf.ts';

/** The rows of a table value that the caller passes. */
export function produceTableParameter(emission: Emission, plan: TableParameter, consume: Consume): void {
  produceTable(emission, emission.inputs.get(plan)!, plan.fields, false, consume);
}
