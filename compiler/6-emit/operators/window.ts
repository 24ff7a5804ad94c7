import type { FrameBound, Window, WindowCall } from '../../contract/plan.ts';
import { PLACE, type Scalar } from '../../contract/scalar.ts';
import * as b from '../builder.ts';
import { driverScope } from '../kernel-driver.ts';
import { abiCall, type Consume, type Emission, type Relation } from '../kernel-emission.ts';
import type { Bound, Flow, Stored } from '../kernel-flow.ts';
import { produceRelation } from '../kernel-leaf.ts';
import { materialise, relationColumn } from '../kernel-vectors.ts';
import { toAny } from '../scalar/convert.ts';
import { compile } from '../scalar/scope.ts';
import type { Value } from '../scalar/value.ts';
import { boundTo } from './project.ts';

export function produceWindow(emission: Emission, plan: Window, consume: Consume): void {
  produceRelation(emission, windowRelation(emission, plan), consume);
}

/** Keeps the input and what the calls refer to, orders the rows once for each different window, and computes the calls one by one. */
export function windowRelation(emission: Emission, plan: Window): Relation {
  const scalars = new Map<string, Scalar>();
  for (const scalar of plan.calls.flatMap(rowScalars)) scalars.set(JSON.stringify(scalar), scalar);
  const keys = [...scalars.keys()];
  const relation = materialise(emission, (consume) => emission.produce(emission, plan.input, consume), {
    extra: (flow: Flow): readonly Bound[] =>
      [...scalars.values()].map((scalar, i) => boundTo(flow.columns, scalar, `part_${i + 1}`)),
  });
  const width = plan.input.fields.length;
  const vectorOf = (scalar: Scalar): string =>
    (relation.columns[width + keys.indexOf(JSON.stringify(scalar))] as Stored).vector!;
  const orders = new Map<string, string>();
  const results = plan.calls.map((call, i) =>
    emission.placed(emission, call[PLACE], () =>
      windowColumn(
        emission,
        call,
        plan.fields[width + i]!.name,
        orderOf(emission, call, relation.length, vectorOf, orders),
        vectorOf,
      ),
    ),
  );
  return { length: relation.length, columns: [...relation.columns.slice(0, width), ...results], order: null };
}

function rowScalars(call: WindowCall): readonly Scalar[] {
  return [
    ...call.args,
    ...call.partitionBy,
    ...[...call.orderBy, ...call.inputOrder].map((key) => key.value),
    ...(call.filter === null ? [] : [call.filter]),
  ];
}

/** The rows in the order of the window, shared by the calls that have the same PARTITION BY and ORDER BY. */
function orderOf(
  emission: Emission,
  call: WindowCall,
  length: string,
  vectorOf: (scalar: Scalar) => string,
  orders: Map<string, string>,
): string {
  const key = JSON.stringify([call.partitionBy, call.orderBy]);
  const known = orders.get(key);
  if (known !== undefined) return known;
  const name = emission.names.fresh('window_order');
  const sortKeys = sortColumns(call.orderBy, vectorOf);
  emission.out.push(
    b.constant(
      name,
      abiCall(emission, 'windowOrder', b.array(call.partitionBy.map(vectorOf)), b.array(sortKeys), length, 'context'),
    ),
  );
  orders.set(key, name);
  return name;
}

function sortColumns(keys: WindowCall['orderBy'], vectorOf: (scalar: Scalar) => string): b.Expression[] {
  return keys.map((each) =>
    b.object({
      vector: vectorOf(each.value),
      descending: b.boolean(each.descending),
      nullsFirst: b.boolean(each.nullsFirst),
    }),
  );
}

/** Functions of a row's place: numbers that are never NULL, in a typed vector. */
const RANKINGS = new Set(['row_number', 'rank', 'dense_rank', 'percent_rank', 'cume_dist']);

function windowColumn(
  emission: Emission,
  call: WindowCall,
  name: string,
  order: string,
  vectorOf: (scalar: Scalar) => string,
): Stored {
  const vector = emission.names.fresh(name);
  const frame =
    call.frame === null
      ? b.nothing()
      : b.object({
          unit: b.string(call.frame.unit),
          start: bound(emission, call.frame.start),
          end: bound(emission, call.frame.end),
          exclude: call.frame.exclude === null ? b.nothing() : b.string(call.frame.exclude),
          overDates: b.boolean(call.orderBy[0]?.value.type.kind === 'date'),
        });
  const spec = b.object({
    operation: b.string(call.operation),
    types: b.object({ args: b.data(call.args.map((arg) => arg.type)), result: b.data(call.type) }),
    args: b.array(call.args.map(vectorOf)),
    distinct: b.boolean(call.distinct),
    inputOrder: b.array(sortColumns(call.inputOrder, vectorOf)),
    filter: call.filter === null ? b.nothing() : b.name(vectorOf(call.filter)),
    frame,
    ignoreNulls: b.boolean(call.ignoreNulls),
  });
  emission.out.push(b.constant(vector, abiCall(emission, 'windowValues', order, spec)));
  const ranking = RANKINGS.has(call.operation);
  const range = call.type.kind === 'int' ? { low: 0, high: 2 ** 31 } : null;
  const value: Value = {
    type: call.type,
    form: ranking ? 'number' : 'any',
    code: b.nothing(),
    isNull: null,
    range: ranking ? range : null,
    strings: null,
  };
  return relationColumn(
    emission,
    name,
    { vector, form: ranking ? 'f64' : 'any', nullable: !ranking, value },
    0,
    emission.out,
  );
}

function bound(emission: Emission, given: FrameBound): b.Expression {
  if (!('offset' in given)) return b.object({ kind: b.string(given.kind), offset: b.nothing() });
  const scope = driverScope(emission);
  const offset = toAny(scope, compile(scope, given.offset));
  emission.out.push(...scope.out);
  return b.object({ kind: b.string(given.kind), offset: offset.code });
}
