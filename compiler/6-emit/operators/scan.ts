import type { Scan } from '../../contract/plan.ts';
import type { Consume, Emission } from '../kernel-emission.ts';
import { produceTable } from '../kernel-leaf.ts';

/** The rows of a table of the catalog, as the caller fetched them. */
export function produceScan(emission: Emission, plan: Scan, consume: Consume): void {
  produceTable(emission, emission.inputs.get(plan)!, plan.fields, plan.rowPosition, consume);
}
