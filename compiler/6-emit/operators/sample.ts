import type { Sample } from '../../contract/plan.ts';
import type { Scalar } from '../../contract/scalar.ts';
import * as b from '../builder.ts';
import { driverScope } from '../kernel-driver.ts';
import { abiCall, type Consume, type Emission, type Relation } from '../kernel-emission.ts';
import { produceRelation, withoutOrder } from '../kernel-leaf.ts';
import { toAny } from '../scalar/convert.ts';
import { compile } from '../scalar/scope.ts';

/** The input's rows are kept, and those that were chosen go on, in their order. */
export function produceSample(emission: Emission, plan: Sample, consume: Consume): void {
  produceRelation(emission, sampleRelation(emission, plan), consume);
}

export function sampleRelation(emission: Emission, plan: Sample): Relation {
  const { names } = emission;
  const input = withoutOrder(emission, emission.relation(emission, plan.input));
  const rows = names.fresh('sampled');
  const length = names.fresh('length');
  const amount = outside(emission, plan.amount);
  const seed = plan.seed === null ? b.nothing() : outside(emission, plan.seed);
  const how = b.data({ unit: plan.unit, exactly: plan.exactly });
  emission.out.push(
    b.constant(rows, abiCall(emission, 'sampledRows', input.length, how, amount, seed, 'context')),
    b.constant(length, b.member(rows, 'length')),
  );
  return { length, columns: input.columns, order: rows };
}

function outside(emission: Emission, scalar: Scalar): b.Expression {
  const scope = driverScope(emission);
  const { code } = toAny(scope, compile(scope, scalar));
  emission.out.push(...scope.out);
  return code;
}
