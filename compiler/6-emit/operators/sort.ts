import type { Sort, SortKey } from '../../contract/plan.ts';
import type { Scalar } from '../../contract/scalar.ts';
import * as b from '../builder.ts';
import { abiCall, writeInto, type Consume, type Emission, type Relation, type Scope } from '../kernel-emission.ts';
import { INT32, within, type Bound, type Flow } from '../kernel-flow.ts';
import { ranksOf } from '../kernel-ranks.ts';
import { produceRelation } from '../kernel-leaf.ts';
import { materialise, relationColumn, storeBlock, type StoredVector } from '../kernel-vectors.ts';
import { compileBound } from '../scalar/scope.ts';
import { driverScope } from '../kernel-driver.ts';
import { compile } from '../scalar/scope.ts';
import { keepWhere } from './filter.ts';
import { shapeOf } from './group-keys.ts';
import { boundTo } from './project.ts';

export function produceSort(emission: Emission, plan: Sort, consume: Consume): void {
  produceRelation(emission, sortRelation(emission, plan), consume);
}

/** The input's rows, kept, with the order of the keys as a list of row numbers. */
export function sortRelation(emission: Emission, plan: Sort): Relation {
  if (plan.top !== null) return topRelation(emission, plan, plan.top);
  const width = plan.fields.length;
  const relation = materialise(emission, (consume) => emission.produce(emission, plan.input, consume), {
    extra: (flow) => keyColumns(plan.keys, flow),
  });
  const order = emission.names.fresh('order');
  const keys = plan.keys.map((key, i) => sortKey(key, vectorOf(relation.columns[width + i]!)));
  emission.out.push(b.constant(order, abiCall(emission, 'sortedRows', b.array(keys), relation.length, 'context')));
  return { length: relation.length, columns: relation.columns.slice(0, width), order };
}

/** Sort keys as columns; strings of a dictionary sort by their rank in it. */
function keyColumns(keys: readonly SortKey[], flow: Flow): readonly Bound[] {
  return keys.map((key, i) => boundTo(flow.columns, key.value, `key_${i + 1}`));
}

function sortKey(key: SortKey, vector: string): b.Expression {
  return b.object({ vector, descending: b.boolean(key.descending), nullsFirst: b.boolean(key.nullsFirst) });
}

function vectorOf(column: Bound): string {
  return column.kind === 'stored' ? column.vector! : '';
}

/** ORDER BY … LIMIT: rows that cannot be among the first are left out as soon as that is known. */
function topRelation(emission: Emission, plan: Sort, top: Scalar): Relation {
  const { names } = emission;
  const size = names.fresh('size');
  const limit = names.fresh('limit');
  const rows = names.fresh('top');
  const scope = driverScope(emission);
  const count = compile(scope, top);
  emission.out.push(
    ...scope.out,
    b.constant(
      limit,
      abiCall(
        emission,
        'rowLimit',
        count.isNull === null ? count.code : b.conditional(b.binary(count.isNull, '===', 0), count.code, b.nothing()),
      ),
    ),
  );
  emission.out.push(
    b.variable(size, 0),
    b.constant(rows, b.construct('TopRows', limit, b.boolean(plan.keys[0]!.descending), 'context')),
  );
  emission.abi.add('TopRows');
  let stored: readonly StoredVector[] = [];
  let columns: readonly Bound[] = [];
  let keys: b.Expression[] = [];
  emission.produce(emission, plan.input, (flow) => {
    columns = [...flow.columns, ...keyColumns(plan.keys, flow)];
    const kept = withinBound(emission, flow, plan.keys[0]!, columns[flow.columns.length]!, rows);
    const distinct = [...new Set(columns)];
    const keep = writeInto(emission, () => {
      const vectors = storeBlock(emission, kept, distinct, size, 'rows', 'Keeps rows that may be among the first.');
      stored = columns.map((column) => vectors[distinct.indexOf(column)]!);
      keys = plan.keys.map((key, i) => sortKey(key, stored[flow.columns.length + i]!.vector));
      const all = b.array(vectors.map((each) => each.vector));
      emission.out.push(b.assign(size, b.method(rows, 'trim', b.array(keys), all, b.binary(size, '+', kept.count))));
    });
    emission.out.push(b.when(b.binary(kept.count, '>', 0), keep));
  });
  const order = names.fresh('order');
  emission.out.push(
    b.constant(
      order,
      b.method(abiCall(emission, 'sortedRows', b.array(keys), size, 'context'), 'subarray', b.number(0), limit),
    ),
  );
  const length = names.fresh('length');
  emission.out.push(b.constant(length, b.member(order, 'length')));
  return {
    length,
    columns: columns
      .slice(0, plan.fields.length)
      .map((column, i) => relationColumn(emission, column.name, stored[i]!, 0, emission.out)),
    order,
  };
}

/** Drops the rows of a block whose first key lies beyond the worst of the rows that are enough. Strings of a dictionary are judged by their ranks. */
function withinBound(emission: Emission, flow: Flow, key: SortKey, column: Bound, rows: string): Flow {
  const shape = shapeOf(emission, flow, column);
  if (shape.form !== 'number' && shape.form !== 'code') return flow;
  const ranks = shape.form === 'code' ? ranksOf(emission, shape.strings!) : null;
  const bound = emission.names.fresh('bound');
  const test = (scope: Scope): b.Expression => {
    const value = compileBound(scope, column);
    const whole = value.form === 'code' || (value.form === 'number' && within(value.range, INT32));
    emission.out.push(b.constant(bound, b.method(rows, whole ? 'wholeBoundBy' : 'boundBy', ranks ?? b.nothing())));
    const place = ranks === null ? value.code : b.at(scope.use(ranks), value.code);
    const reached = b.unary('!', b.parenthesized(b.binary(place, key.descending ? '<' : '>', scope.use(bound))));
    return value.isNull === null ? reached : b.binary(reached, '||', b.binary(b.parenthesized(value.isNull), '!==', 0));
  };
  return keepWhere(emission, flow, 'within_bound', 'Rows that may be among the first.', test, true, true);
}
