import type { Aggregate, AggregateCall } from '../../contract/plan.ts';
import { PLACE, type Scalar } from '../../contract/scalar.ts';
import * as b from '../builder.ts';
import { abiCall, writeInto, type Consume, type Emission, type Relation } from '../kernel-emission.ts';
import type { Bound, Flow } from '../kernel-flow.ts';
import { emitLoop, POSITION } from '../kernel-loop.ts';
import { produceRelation } from '../kernel-leaf.ts';
import { relationColumn, settleCalls, storeBlock, type StoredVector } from '../kernel-vectors.ts';
import type { CellArray } from './accumulators.ts';
import { planCall, type CallPlan, type CellPool } from './aggregate-calls.ts';
import { writeIds } from './group-keys.ts';
import { boundTo } from './project.ts';

export function produceAggregate(emission: Emission, plan: Aggregate, consume: Consume): void {
  produceRelation(emission, aggregateRelation(emission, plan), consume);
}

/** Runs the input through the aggregates; one row per group, keys first. */
export function aggregateRelation(emission: Emission, plan: Aggregate): Relation {
  const known = emission.names.fresh('known_groups');
  let keys: readonly StoredVector[] = [];
  let calls: readonly CallPlan[] = [];
  let owner: string | null = null;
  if (plan.keys.length > 0) emission.out.push(b.variable(known, 0));
  const names = plan.fields.map((field) => field.name);
  // The objects that hold groups are declared before the pipeline's loops, in this list.
  emission.produce(emission, plan.input, (input) => {
    const { flow, keys: bounds, aggregates } = withCallsMade(emission, input, plan);
    let ids: string | null = null;
    if (bounds.length > 0) {
      const written = writeIds(emission, flow, bounds);
      ids = written.ids;
      owner = written.owner;
      keys = storeFreshKeys(emission, flow, bounds, owner, known);
    }
    const pool: CellPool = { emission, flow, cells: new Map(), rows: null };
    calls = aggregates.map((call, i) =>
      emission.placed(emission, call[PLACE], () => planCall(pool, call, names[bounds.length + i]!)),
    );
    updateCells(emission, flow, [...pool.cells.values()], ids, owner);
    for (const [i, call] of calls.entries())
      if (call.kind === 'state')
        emission.placed(emission, aggregates[i]![PLACE], () => feedState(emission, flow, call, ids, owner));
  });
  const count = emission.names.fresh('group_count');
  emission.out.push(b.constant(count, owner === null ? 1 : b.member(owner, 'count')));
  const columns = [
    ...keys.map((key, i) => relationColumn(emission, names[i]!, key, 0, emission.out)),
    ...calls.map((call, i) =>
      emission.placed(emission, plan.aggregates[i]![PLACE], () => call.result(emission, count, owner !== null)),
    ),
  ];
  return { length: count, columns, order: null };
}

/** Keys and arguments that call something are computed first, as further columns of the flow; arguments behind a FILTER only for the rows that pass it. */
function withCallsMade(
  emission: Emission,
  input: Flow,
  plan: Aggregate,
): { readonly flow: Flow; readonly keys: readonly Bound[]; readonly aggregates: readonly AggregateCall[] } {
  const scalars = [...plan.keys, ...plan.aggregates.flatMap((call) => (call.filter === null ? call.args : []))];
  const bounds = scalars.map((scalar, i) => boundTo(input.columns, scalar, plan.fields[i]?.name ?? 'argument'));
  const settled = settleCalls(emission, input, bounds);
  const width = input.columns.length;
  const flow: Flow = { ...settled.flow, columns: [...input.columns, ...settled.columns] };
  let next = width + plan.keys.length;
  const aggregates = plan.aggregates.map((call): AggregateCall => {
    if (call.filter !== null) return call;
    const args = call.args.map((arg): Scalar => {
      const index = next++;
      const made = settled.columns[index - width] !== bounds[index - width];
      return made ? { kind: 'column', index, name: 'argument', type: arg.type, nullable: arg.nullable } : arg;
    });
    return { ...call, args };
  });
  return { flow, keys: settled.columns.slice(0, plan.keys.length), aggregates };
}

/** Keys of groups that a block brought for the first time are kept, each once. */
function storeFreshKeys(
  emission: Emission,
  flow: Flow,
  keys: readonly Bound[],
  owner: string,
  known: string,
): readonly StoredVector[] {
  const { names } = emission;
  const count = names.fresh('fresh');
  let stored: readonly StoredVector[] = [];
  const body = writeInto(emission, () => {
    emission.out.push(b.constant(count, b.binary(b.member(owner, 'count'), '-', known)));
    const spaces = flow.spaces.map((space) => {
      const rows = names.fresh('fresh_rows');
      emission.out.push(
        b.constant(
          rows,
          abiCall(emission, 'pickRows', b.member(owner, 'fresh'), count, space.rows ?? b.nothing(), space.start),
        ),
      );
      return { rows, start: space.start, shared: false };
    });
    stored = storeBlock(emission, { ...flow, spaces, count }, keys, known, 'groups', 'Keeps the keys of new groups.');
    emission.out.push(b.assign(known, b.member(owner, 'count')));
  });
  emission.out.push(b.when(b.binary(b.member(owner, 'count'), '>', known), body));
  return stored;
}

/** All typed cells in one loop; without keys the cells are locals of the loop's function. */
function updateCells(
  emission: Emission,
  flow: Flow,
  cells: readonly CellArray[],
  ids: string | null,
  owner: string | null,
): void {
  if (cells.length === 0) return;
  const groups = owner === null ? b.number(1) : b.member(owner, 'count');
  for (const each of cells) if (each.foldAfter !== null) writeFolding(emission, flow, each);
  for (const each of cells) emission.out.push(b.constant(each.values, b.method(each.owner, 'reserve', groups)));
  const call = emitLoop(emission, flow, 'update_groups', 'Adds a block to the aggregates.', (scope) => {
    if (ids !== null) scope.out.push(b.constant('g', b.at(scope.use(ids), POSITION)));
    for (const each of cells) {
      const cell = b.at(scope.use(each.values), ids === null ? 0 : 'g');
      if (ids !== null) {
        each.update(scope, cell);
        continue;
      }
      const local = emission.names.fresh('cell');
      scope.before.push(b.variable(local, cell));
      each.update(scope, b.name(local));
      scope.after.push(b.assign(cell, local));
    }
  });
  emission.out.push(b.run(call));
}

function writeFolding(emission: Emission, flow: Flow, cells: CellArray): void {
  const pending = emission.names.fresh('since_fold');
  emission.declarations.push(b.variable(pending, 0));
  emission.out.push(
    b.assign(pending, flow.count, '+='),
    b.when(b.binary(pending, '>', b.number(cells.foldAfter!)), [
      b.run(b.method(cells.owner, 'fold')),
      b.assign(pending, flow.count),
    ]),
  );
}

/** Hands a block to an aggregate of the runtime: ids and argument vectors, of the rows that FILTER lets through. */
function feedState(
  emission: Emission,
  flow: Flow,
  call: Extract<CallPlan, { kind: 'state' }>,
  ids: string | null,
  owner: string | null,
): void {
  const groupIds = ids ?? emission.names.fresh('no_groups');
  if (ids === null) emission.declarations.push(b.constant(groupIds, b.construct('Int32Array', emission.block)));
  const filtered = call.restrict(flow, groupIds);
  const columns = call.scalars.map((scalar: Scalar, i) => boundTo(flow.columns, scalar, `argument_${i + 1}`));
  const vectors = storeBlock(
    emission,
    filtered.flow,
    columns,
    0,
    'arguments',
    'Arguments of an aggregate, side by side.',
  );
  const groups = owner === null ? b.number(1) : b.member(owner, 'count');
  emission.out.push(
    b.run(
      b.method(
        call.state,
        'add',
        filtered.ids,
        filtered.flow.count,
        b.array(vectors.map((each) => each.vector)),
        groups,
      ),
    ),
  );
}
