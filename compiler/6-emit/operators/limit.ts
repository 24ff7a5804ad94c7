import type { Limit } from '../../contract/plan.ts';
import type { Scalar } from '../../contract/scalar.ts';
import * as b from '../builder.ts';
import { abiCall, type Consume, type Emission, type Relation } from '../kernel-emission.ts';
import { driverScope } from '../kernel-driver.ts';
import type { Flow, Space } from '../kernel-flow.ts';
import { produceRelation } from '../kernel-leaf.ts';
import { compile } from '../scalar/scope.ts';

/** Skips `offset` rows, lets `limit` through and ends the pipeline. */
export function produceLimit(emission: Emission, plan: Limit, consume: Consume): void {
  const { names } = emission;
  const skip = plan.offset === null ? null : names.fresh('to_skip');
  const left = plan.limit === null ? null : names.fresh('rows_left');
  if (skip !== null) emission.out.push(...rowLimit(emission, skip, plan.offset!, 0));
  const all = plan.percent === true ? emission.relation(emission, plan.input) : null;
  if (left !== null) emission.out.push(...rowLimit(emission, left, plan.limit!, null, all));
  const each = (flow: Flow): void => {
    let rest = flow;
    if (left !== null) emission.out.push(b.when(b.binary(left, '<=', 0), [b.leave(flow.label)]));
    if (skip !== null) rest = skipRows(emission, flow, skip);
    if (left !== null)
      emission.out.push(
        b.when(b.binary(rest.count, '>', left), [b.assign(rest.count, left)]),
        b.assign(left, rest.count, '-='),
      );
    consume(rest);
  };
  if (all === null) emission.produce(emission, plan.input, each);
  else produceRelation(emission, all, each);
}

/** A limit as a number of rows; NULL is none. */
function rowLimit(
  emission: Emission,
  variable: string,
  scalar: Scalar,
  none: number | null,
  all: Relation | null = null,
): b.Statement[] {
  const scope = driverScope(emission);
  const value = compile(scope, scalar);
  const given =
    value.isNull === null
      ? value.code
      : b.conditional(b.binary(value.isNull, '===', 0), value.code, none === null ? b.nothing() : b.number(none));
  const count = all === null ? abiCall(emission, 'rowLimit', given) : abiCall(emission, 'rowShare', given, all.length);
  return [...scope.out, b.variable(variable, count)];
}

/** Moves the start of the block past the rows that are still to be skipped. */
function skipRows(emission: Emission, flow: Flow, skip: string): Flow {
  const { names } = emission;
  const skipped = names.fresh('skipped');
  const count = names.fresh('n');
  emission.out.push(
    b.constant(skipped, b.method('Math', 'min', skip, flow.count)),
    b.assign(skip, skipped, '-='),
    b.variable(count, b.binary(flow.count, '-', skipped)),
  );
  const spaces: Space[] = flow.spaces.map((space) => {
    if (space.rows !== null) {
      const rows = names.fresh('rows');
      emission.out.push(b.constant(rows, b.method(space.rows, 'subarray', skipped)));
      return { ...space, rows };
    }
    const start = names.fresh('start');
    emission.out.push(b.constant(start, b.binary(space.start, '+', skipped)));
    return { ...space, start };
  });
  return { ...flow, spaces, count };
}
