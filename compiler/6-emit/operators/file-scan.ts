import type { FileScan } from '../../contract/plan.ts';
import type { Consume, Emission } from '../kernel-emission.ts';
import { produceTable } from '../kernel-leaf.ts';

/** The rows of a file, as the caller read them. */
export function produceFileScan(emission: Emission, plan: FileScan, consume: Consume): void {
  produceTable(emission, emission.inputs.get(plan)!, plan.fields, false, consume);
}
