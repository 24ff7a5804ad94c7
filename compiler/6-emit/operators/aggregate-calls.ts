import type { AggregateCall } from '../../contract/plan.ts';
import type { Scalar } from '../../contract/scalar.ts';
import * as b from '../builder.ts';
import { abiCall, type Emission, type Scope } from '../kernel-emission.ts';
import { INT32, type Flow, type Stored } from '../kernel-flow.ts';
import { isTrue } from '../scalar/logic.ts';
import { compile } from '../scalar/scope.ts';
import { eitherNull, type Value } from '../scalar/value.ts';
import { ranksOf } from '../kernel-ranks.ts';
import { countCells, extremeCells, resultColumn, sumCells, sumsInCells, type CellArray } from './accumulators.ts';
import { keepWhere, mayRaise } from './filter.ts';
import { shapeOf } from './group-keys.ts';
import { boundTo } from './project.ts';

/** The cells of one aggregation; equal ones are shared between calls. */
export interface CellPool {
  readonly emission: Emission;
  readonly flow: Flow;
  readonly cells: Map<string, CellArray>;
  rows: CellArray | null;
}

/** How a call is carried out: by cells that the kernel updates, or by a state of the runtime that takes blocks. */
export type CallPlan =
  | { readonly kind: 'cells'; readonly result: ResultOf }
  | {
      readonly kind: 'state';
      readonly state: string;
      /** Arguments, then the keys of ORDER BY. */
      readonly scalars: readonly Scalar[];
      readonly restrict: (flow: Flow, ids: string) => { readonly flow: Flow; readonly ids: string };
      readonly result: ResultOf;
    };

type ResultOf = (emission: Emission, groups: string, keyed: boolean) => Stored;

export function planCall(pool: CellPool, call: AggregateCall, name: string): CallPlan {
  return planCells(pool, call, name) ?? planState(pool, call, name);
}

function planCells(pool: CellPool, call: AggregateCall, name: string): CallPlan | null {
  const { emission } = pool;
  if (call.distinct || (call.filter !== null && call.args.some(mayRaise))) return null;
  if (call.operation === 'count' && call.args.length === 0) return counting(pool, call, name, null);
  const arg = call.args[0];
  if (arg === undefined || call.args.length > 1) return null;
  const shape = shapeOf(emission, pool.flow, boundTo(pool.flow.columns, arg, name));
  const value = (scope: Scope): Value =>
    restricted(scope, compile({ ...scope, columns: pool.flow.columns }, arg), call.filter, pool.flow);
  const key = JSON.stringify([arg, call.filter]);
  const nullable = shape.isNull !== null || call.filter !== null;
  const present = (): CellArray =>
    nullable
      ? shared(pool, `count ${key}`, () => countCells(emission, `${name}_rows`, (scope) => notNull(value(scope))))
      : rowCount(pool);
  switch (call.operation) {
    case 'count':
      return counting(pool, call, name, nullable ? present() : rowCount(pool));
    case 'sum': {
      if (!sumsInCells(shape)) return null;
      const sums = shared(pool, `sum ${key}`, () => sumCells(emission, `${name}_sum`, shape, value));
      const counts = present();
      const exact = shape.type.kind !== 'float';
      return cells((inner, groups, keyed) => {
        const mayBeNull = nullable || !keyed;
        const make = abiCall(
          inner,
          exact ? 'sumsOf' : 'floatSumsOf',
          sums.owner,
          mayBeNull ? counts.owner : b.nothing(),
          groups,
        );
        return resultColumn(inner, name, call.type, exact ? 'any' : 'number', mayBeNull, null, make);
      });
    }
    case 'avg': {
      if (!sumsInCells(shape) || (shape.type.kind === 'decimal') !== (call.type.kind === 'decimal')) return null;
      const sums = shared(pool, `sum ${key}`, () => sumCells(emission, `${name}_sum`, shape, value));
      const counts = present();
      return cells((inner, groups, keyed) => {
        const mayBeNull = nullable || !keyed;
        if (call.type.kind !== 'decimal')
          return resultColumn(
            inner,
            name,
            call.type,
            'number',
            mayBeNull,
            null,
            abiCall(inner, 'averagesOf', sums.owner, counts.owner, groups),
          );
        const shift = call.type.scale - (shape.type.kind === 'decimal' ? shape.type.scale : 0);
        return resultColumn(
          inner,
          name,
          call.type,
          'any',
          mayBeNull,
          null,
          abiCall(inner, 'decimalAveragesOf', sums.owner, counts.owner, groups, b.number(shift)),
        );
      });
    }
    case 'min':
    case 'max': {
      if (shape.form === 'code')
        return extremeString(pool, call, name, shape, value, key, nullable ? present() : rowCount(pool), nullable);
      if (shape.form !== 'number') return null;
      const extremes = shared(pool, `${call.operation} ${key}`, () =>
        extremeCells(emission, `${name}_${call.operation}`, call.operation === 'min', shape, value),
      );
      const counts = present();
      return cells((inner, groups, keyed) => {
        const mayBeNull = nullable || !keyed;
        return resultColumn(
          inner,
          name,
          call.type,
          'number',
          mayBeNull,
          shape.range,
          abiCall(inner, 'valuesOf', extremes.owner, mayBeNull ? counts.owner : b.nothing(), groups),
        );
      });
    }
    default:
      return null;
  }
}

/** `min` and `max` of strings of a dictionary compare their ranks in it. */
function extremeString(
  pool: CellPool,
  call: AggregateCall,
  name: string,
  shape: Value,
  value: (scope: Scope) => Value,
  key: string,
  counts: CellArray,
  nullable: boolean,
): CallPlan {
  const { emission } = pool;
  const strings = shape.strings!;
  const ranks = ranksOf(emission, strings);
  const rank: Value = { ...shape, form: 'number', range: INT32, strings: null };
  const extremes = shared(pool, `${call.operation} ${key}`, () => {
    return extremeCells(emission, `${name}_${call.operation}`, call.operation === 'min', rank, (scope) => {
      const text = value(scope);
      return { ...rank, code: b.at(scope.use(ranks), text.code), isNull: text.isNull };
    });
  });
  return cells((inner, groups, keyed) => {
    const mayBeNull = nullable || !keyed;
    const make = abiCall(
      inner,
      'rankedStrings',
      extremes.owner,
      mayBeNull ? counts.owner : b.nothing(),
      groups,
      strings,
      ranks,
    );
    return resultColumn(inner, name, call.type, 'code', mayBeNull, null, make, strings);
  });
}

function cells(result: ResultOf): CallPlan {
  return { kind: 'cells', result };
}

function counting(pool: CellPool, call: AggregateCall, name: string, counts: CellArray | null): CallPlan {
  const { filter } = call;
  const used =
    counts ??
    (filter === null
      ? rowCount(pool)
      : shared(pool, `count * ${JSON.stringify(filter)}`, () =>
          countCells(pool.emission, `${name}_rows`, (scope) =>
            isTrue({ ...scope, columns: pool.flow.columns }, filter),
          ),
        ));
  return cells((inner, groups) =>
    resultColumn(
      inner,
      name,
      call.type,
      'number',
      false,
      { low: 0, high: 2 ** 52 },
      abiCall(inner, 'countsOf', used.owner, groups),
    ),
  );
}

function rowCount(pool: CellPool): CellArray {
  return shared(pool, 'count *', () => countCells(pool.emission, 'row_count', () => null));
}

function shared(pool: CellPool, key: string, make: () => CellArray): CellArray {
  let found = pool.cells.get(key);
  if (found === undefined) pool.cells.set(key, (found = make()));
  return found;
}

/** A value that is NULL also where FILTER is not TRUE. */
function restricted(scope: Scope, value: Value, filter: Scalar | null, flow: Flow): Value {
  if (filter === null) return value;
  const passes = isTrue({ ...scope, columns: flow.columns }, filter);
  return { ...value, isNull: eitherNull(value.isNull, b.parenthesized(b.binary(b.parenthesized(passes), '^', 1))) };
}

function notNull(value: Value): b.Expression | null {
  return value.isNull === null ? null : b.binary(b.parenthesized(value.isNull), '^', 1);
}

/** Any aggregate, with DISTINCT, FILTER and ORDER BY, by the runtime's table of aggregates. */
function planState(pool: CellPool, call: AggregateCall, name: string): CallPlan {
  const { emission } = pool;
  const state = emission.names.fresh(`${name}_state`);
  const order = call.orderBy.map((key) => ({ descending: key.descending, nullsFirst: key.nullsFirst }));
  const types = call.args.map((arg) => arg.type);
  emission.declarations.push(
    b.constant(
      state,
      abiCall(
        emission,
        'aggregateState',
        b.string(call.operation),
        b.data(types),
        b.data(call.type),
        b.boolean(call.distinct),
        b.data(order),
      ),
    ),
  );
  return {
    kind: 'state',
    state,
    scalars: [...call.args, ...call.orderBy.map((key) => key.value)],
    restrict: (flow, ids) => (call.filter === null ? { flow, ids } : restrictRows(emission, flow, ids, call.filter)),
    result: (inner, groups) =>
      resultColumn(inner, name, call.type, 'any', true, null, b.method(state, 'finish', groups)),
  };
}

/** The rows that FILTER lets through, and their group ids. */
function restrictRows(
  emission: Emission,
  flow: Flow,
  ids: string,
  filter: Scalar,
): { readonly flow: Flow; readonly ids: string } {
  const withPositions: Flow = { ...flow, spaces: [...flow.spaces, { rows: null, start: '0', shared: false }] };
  const kept = keepWhere(
    emission,
    withPositions,
    'filter',
    'Rows that the aggregate takes.',
    (scope) => isTrue(scope, filter),
    true,
  );
  const picked = emission.names.fresh('ids');
  emission.out.push(
    b.constant(picked, abiCall(emission, 'pickRows', kept.spaces.at(-1)!.rows!, kept.count, ids, b.number(0))),
  );
  return { flow: { ...kept, spaces: kept.spaces.slice(0, -1) }, ids: picked };
}
