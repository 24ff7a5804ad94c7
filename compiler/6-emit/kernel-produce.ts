import type { Plan } from '../contract/plan.ts';
import { assertNever } from '../source/assert-never.ts';
import type { Consume, Emission, Relation } from './kernel-emission.ts';
import { produceRelation } from './kernel-leaf.ts';
import { sharedRelation } from './kernel-shared.ts';
import { materialise } from './kernel-vectors.ts';
import { aggregateRelation, produceAggregate } from './operators/aggregate.ts';
import { produceDistinct } from './operators/distinct.ts';
import { produceFileScan } from './operators/file-scan.ts';
import { produceFilter } from './operators/filter.ts';
import { produceJoin } from './operators/join.ts';
import { fullJoinRelation } from './operators/join-full.ts';
import { produceLimit } from './operators/limit.ts';
import { produceProject } from './operators/project.ts';
import { produceRecursive } from './operators/recursive.ts';
import { produceSample, sampleRelation } from './operators/sample.ts';
import { produceScan } from './operators/scan.ts';
import { produceSetOperation } from './operators/set-operation.ts';
import { produceSort, sortRelation } from './operators/sort.ts';
import { produceTableFunction } from './operators/table-function.ts';
import { produceTableParameter } from './operators/table-parameter.ts';
import { produceUnnest } from './operators/unnest.ts';
import { produceValues, valuesRelation } from './operators/values.ts';
import { produceWindow, windowRelation } from './operators/window.ts';
import { produceWorkingTable, workingRelation } from './operators/working-table.ts';

/** Writes the pipeline that gives the rows of a plan; the one place that knows every operator. */
export function produce(emission: Emission, plan: Plan, consume: Consume): void {
  const shared = sharedRelation(emission, plan, () => keep(emission, plan));
  if (shared !== null) return produceRelation(emission, shared, consume);
  return stream(emission, plan, consume);
}

function stream(emission: Emission, plan: Plan, consume: Consume): void {
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
    case 'values':
      return produceValues(emission, plan, consume);
    case 'unnest':
      return produceUnnest(emission, plan, consume);
    case 'table_function':
      return produceTableFunction(emission, plan, consume);
    case 'distinct':
      return produceDistinct(emission, plan, consume);
    case 'set_operation':
      return produceSetOperation(emission, plan, consume);
    case 'window':
      return produceWindow(emission, plan, consume);
    case 'sample':
      return produceSample(emission, plan, consume);
    case 'recursive':
      return produceRecursive(emission, plan, consume);
    case 'working_table':
      return produceWorkingTable(emission, plan, consume);
    default:
      return assertNever(plan);
  }
}

/** The rows of a plan, kept: as the operator itself keeps them where it does, in vectors otherwise. */
export function relationOf(emission: Emission, plan: Plan): Relation {
  return sharedRelation(emission, plan, () => keep(emission, plan)) ?? keep(emission, plan);
}

function keep(emission: Emission, plan: Plan): Relation {
  switch (plan.kind) {
    case 'aggregate':
      return aggregateRelation(emission, plan);
    case 'sort':
      return sortRelation(emission, plan);
    case 'values':
      return valuesRelation(emission, plan);
    case 'window':
      return windowRelation(emission, plan);
    case 'sample':
      return sampleRelation(emission, plan);
    case 'working_table':
      return workingRelation(emission, plan);
    case 'join':
      if (plan.join === 'full' && plan.lateral !== true) return fullJoinRelation(emission, plan);
      break;
    default:
      break;
  }
  return materialise(emission, (consume) => stream(emission, plan, consume));
}
