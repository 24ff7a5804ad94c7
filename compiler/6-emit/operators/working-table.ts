import type { WorkingTable } from '../../contract/plan.ts';
import type { Consume, Emission, Relation } from '../kernel-emission.ts';
import { produceRelation } from '../kernel-leaf.ts';

/** The rows that the last round of the recursion around added. */
export function produceWorkingTable(emission: Emission, plan: WorkingTable, consume: Consume): void {
  produceRelation(emission, workingRelation(emission, plan), consume);
}

export function workingRelation(emission: Emission, plan: WorkingTable): Relation {
  const relation = emission.working.get(plan.id);
  if (relation === undefined) throw new Error(`the rows of ${plan.name} outside of its recursion`);
  return relation;
}
