import type { Plan } from '../contract/plan.ts';
import type { Consume, Emission, Relation } from './kernel-emission.ts';
import { materialise } from './kernel-vectors.ts';
import { aggregateRelation, produceAggregate } from './operators/aggregate.ts';
import { produceFileScan } from './operators/file-scan.ts';
import { produceFilter } from './operators/filter.ts';
import { produceJoin } from './operators/join.ts';
import { fullJoinRelation } from './operators/join-full.ts';
import { produceLimit } from './operators/limit.ts';
import { produceProject } from './operators/project.ts';
import { produceScan } from './operators/scan.ts';
import { produceSort, sortRelation } from './operators/sort.ts';
import { produceTableParameter } from './operators/table-parameter.ts';

/** Writes the pipeline that gives the rows of a plan; the one place that knows every operator. */
export function produce(emission: Emission, plan: Plan, consume: Consume): void {
  switch (plan.kind) {
    case 'scan':
      return produceScan(emission, plan, consume);
    case 'file_scan':
      return produceFileScan(emission, plan, consume);
    case 'table_parameter':
      return produceTableParameter(emission, plan, consume);
    case 'filter':
      return produceFilter(emission, plan, consume);
    case 'project':
      return produceProject(emission, plan, consume);
    case 'aggregate':
      return produceAggregate(emission, plan, consume);
    case 'join':
      return produceJoin(emission, plan, consume);
    case 'sort':
      return produceSort(emission, plan, consume);
    case 'limit':
      return produceLimit(emission, plan, consume);
  }
}

/** The rows of a plan, kept: as the operator itself keeps them where it does, in vectors otherwise. */
export function relationOf(emission: Emission, plan: Plan): Relation {
  switch (plan.kind) {
    case 'aggregate':
      return aggregateRelation(emission, plan);
    case 'sort':
      return sortRelation(emission, plan);
    case 'join':
      if (plan.join === 'full' && plan.lateral !== true) return fullJoinRelation(emission, plan);
      break;
  }
  return materialise(emission, (consume) => produce(emission, plan, consume));
}
