import type { Join } from '../../contract/plan.ts';
import type { Scalar } from '../../contract/scalar.ts';
import * as b from '../builder.ts';
import { abiCall, lazyConstant, writeInto, type Emission } from '../kernel-emission.ts';
import type { Bound, Flow, Space, Stored } from '../kernel-flow.ts';
import { withoutOrder } from '../kernel-leaf.ts';
import { materialise, storeBlock } from '../kernel-vectors.ts';
import { isTrue } from '../scalar/logic.ts';
import { keepInto, keepWhere } from './filter.ts';
import { boundTo } from './project.ts';

/** The kept side of a join. */
export interface BuildSide {
  /** Variable of the `JoinTable`. */
  readonly table: string;
  /** Variable of the number of rows; behind them stands the row of NULLs, if there is one. */
  readonly length: string;
  /** The columns of the right side, as they are read through space 0. */
  readonly columns: readonly Stored[];
}

/** Keeps the right side and numbers its keys. `nullRow` adds a row of NULLs, for left rows without a match. */
export function buildSide(emission: Emission, plan: Join, nullRow: boolean): BuildSide {
  const width = plan.right.fields.length;
  const keysAreColumns = plan.equal.every((pair) => pair.right.kind === 'column');
  const relation = keysAreColumns
    ? withoutOrder(emission, emission.relation(emission, plan.right))
    : materialise(emission, (consume) => emission.produce(emission, plan.right, consume), {
        extra: (flow) => plan.equal.map((pair, i) => boundTo(flow.columns, pair.right, `key_${i + 1}`)),
      });
  const columns = relation.columns as readonly Stored[];
  const keys = plan.equal.map((pair, i) =>
    keysAreColumns && pair.right.kind === 'column' ? columns[pair.right.index]! : columns[width + i]!,
  );
  const table = emission.names.fresh('join_table');
  emission.abi.add('JoinTable');
  emission.out.push(
    b.constant(table, b.construct('JoinTable', b.array(keys.map((key) => key.vector!)), relation.length, 'context')),
  );
  const right = columns.slice(0, width);
  return { table, length: relation.length, columns: nullRow ? withNullRow(emission, right, relation.length) : right };
}

/** The columns with a row of NULLs behind the last one; their arrays are read anew, since they may have moved. */
function withNullRow(emission: Emission, columns: readonly Stored[], length: string): readonly Stored[] {
  const vectors = [...new Set(columns.map((column) => column.vector!))];
  const missing = emission.names.fresh('missing');
  emission.out.push(b.run(abiCall(emission, 'addNullRow', b.array(vectors), length)));
  lazyConstant(emission, emission.out, missing, abiCall(emission, 'nullRowFlags', length));
  return columns.map((column) => {
    if (column.access.form === 'read' || column.access.form === 'position') return column;
    const values = emission.names.fresh(`${column.name}_or_null`);
    lazyConstant(emission, emission.out, values, b.member(column.vector!, 'values'));
    const access = { ...column.access, values };
    if (access.form === 'any') return { ...column, access, nulls: { kind: 'value' } };
    if (column.nulls.kind !== 'bytes') return { ...column, access, nulls: { kind: 'bytes', name: missing } };
    const flags = emission.names.fresh(`${column.name}_null`);
    lazyConstant(emission, emission.out, flags, b.member(column.vector!, 'nulls'));
    return { ...column, access, nulls: { kind: 'bytes', name: flags } };
  });
}

export interface PairOptions {
  /** Left rows without a surviving pair come too, paired with the row of NULLs. Then pairs must meet `residual` to survive. */
  readonly left: { readonly residual: Scalar | null } | null;
  /** The pairs' positions in the block are wanted. */
  readonly positions: boolean;
}

/**
 * Writes what turns a block and the rows it found into blocks of pairs, for `consume` (once in the text, once per chunk at run time). With keys that occur
 * once a block stays a block.
 */
export function matchedPairs(
  emission: Emission,
  flow: Flow,
  build: BuildSide,
  found: string,
  options: PairOptions,
  consume: (pairs: Flow, positions: string) => void,
): void {
  const { names } = emission;
  const matches = names.fresh('matches');
  const count = names.fresh('n');
  const step = names.fresh('step');
  emission.abi.add('Matches');
  emission.declarations.push(b.constant(matches, b.construct('Matches', build.table, emission.block, 'context')));
  const declareRows = (hint: string): string => {
    const name = names.fresh(hint);
    emission.declarations.push(b.constant(name, b.construct('Int32Array', emission.block)));
    return name;
  };
  const spaces: Space[] = flow.spaces.map((space) => ({
    rows: declareRows('rows'),
    start: space.start,
    shared: false,
  }));
  const buildRows = declareRows('build_rows');
  const residual = options.left?.residual ?? null;
  const positions = options.positions || residual !== null ? declareRows('positions') : null;
  const pairs: Flow = {
    columns: [...flow.columns, ...build.columns.map((column): Bound => ({ ...column, space: flow.spaces.length }))],
    spaces: [...spaces, { rows: buildRows, start: '0', shared: false }],
    count,
    label: flow.label,
  };
  const matched = residual === null ? null : declareFlags(emission);

  const gather = (from: b.Operand, size: b.Operand, rows: b.Operand): b.Statement[] => [
    ...flow.spaces.map((space, i) =>
      b.run(abiCall(emission, 'rowsAt', from, size, space.rows ?? b.nothing(), space.start, spaces[i]!.rows!)),
    ),
    ...(positions === null ? [] : [b.run(b.method(positions, 'set', b.method(from, 'subarray', b.number(0), size)))]),
    ...(rows === buildRows ? [] : [b.run(b.method(buildRows, 'set', b.method(rows, 'subarray', b.number(0), size)))]),
  ];
  const expand = [
    b.assign(count, b.method(matches, 'advance')),
    b.when(b.binary(count, '===', 0), [b.leave()]),
    ...gather(b.member(matches, 'positions'), count, b.member(matches, 'rows')),
  ];
  const inside = writeInto(emission, () => {
    emission.out.push(b.variable(count, 0));
    if (residual === null)
      emission.out.push(...expandOrKeep(emission, flow, pairs, build, found, step, expand, positions));
    else
      emission.out.push(
        ...expandWithRest(
          emission,
          flow,
          pairs,
          build,
          residual,
          matched!,
          step,
          matches,
          gather,
          buildRows,
          positions!,
        ),
      );
    consume(pairs, positions ?? '');
  });
  emission.out.push(
    b.run(b.method(matches, 'start', found, flow.count)),
    b.variable(step, b.boolean(true)),
    b.repeat(step, inside),
  );
}

function declareFlags(emission: Emission): string {
  const name = emission.names.fresh('matched');
  emission.declarations.push(b.constant(name, b.construct('Uint8Array', emission.block)));
  return name;
}

/** Keys that occur once: the block itself, without the rows that found nothing. Others: chunk after chunk. */
function expandOrKeep(
  emission: Emission,
  flow: Flow,
  pairs: Flow,
  build: BuildSide,
  found: string,
  step: string,
  expand: b.Statement[],
  positions: string | null,
): b.Statement[] {
  const numbered: Flow = {
    ...flow,
    spaces: [...flow.spaces, { rows: found, start: '0', shared: true }, { rows: null, start: '0', shared: true }],
  };
  const target: readonly Space[] =
    positions === null ? pairs.spaces : [...pairs.spaces, { rows: positions, start: '0', shared: false }];
  const kept = keepInto(emission, numbered, target, 'matches', 'Rows whose key was found.', (scope) =>
    b.unary('+', b.parenthesized(b.binary(b.at(scope.use(found), 'j'), '>=', 0))),
  );
  return [
    b.when(b.member(build.table, 'unique'), [b.assign(pairs.count, kept), b.assign(step, b.boolean(false))], expand),
  ];
}

/** A left join with more to its condition than keys: pairs that meet it, chunk after chunk; last, the rows that none met. */
function expandWithRest(
  emission: Emission,
  flow: Flow,
  pairs: Flow,
  build: BuildSide,
  residual: Scalar,
  matched: string,
  step: string,
  matches: string,
  gather: (from: b.Operand, size: b.Operand, rows: b.Operand) => b.Statement[],
  buildRows: string,
  positions: string,
): b.Statement[] {
  const { count } = pairs;
  const rest = emission.names.fresh('without');
  emission.declarations.push(b.constant(rest, b.construct('Int32Array', emission.block)));
  const chunk = writeInto(emission, () => {
    emission.out.push(...gather(b.member(matches, 'positions'), count, b.member(matches, 'rows')));
    const numbered: Flow = { ...pairs, spaces: [...pairs.spaces, { rows: positions, start: '0', shared: false }] };
    const kept = keepWhere(emission, numbered, 'residual', 'Pairs that meet the rest of the condition.', (scope) =>
      isTrue(scope, residual),
    );
    emission.out.push(b.run(abiCall(emission, 'markRows', matched, kept.spaces.at(-1)!.rows!, kept.count)));
  });
  const last = [
    b.assign(step, b.boolean(false)),
    b.assign(count, abiCall(emission, 'unmarkedRows', matched, flow.count, rest)),
    ...gather(rest, count, buildRows),
    b.run(b.method(buildRows, 'fill', build.length, b.number(0), count)),
  ];
  return [b.assign(count, b.method(matches, 'advance')), b.when(b.binary(count, '>', 0), chunk, last)];
}

/** Looks the block's keys up; the variable that comes back holds a build row for each position, `missing` ones the row of NULLs or -1. */
export function findRows(emission: Emission, flow: Flow, plan: Join, build: BuildSide, nullRow: boolean): string {
  const found = emission.names.fresh('found');
  emission.declarations.push(b.constant(found, b.construct('Int32Array', emission.block)));
  const keys: readonly Bound[] = plan.equal.map((pair, i) => boundTo(flow.columns, pair.left, `key_${i + 1}`));
  const stored = storeBlock(emission, flow, keys, 0, 'probe_keys', 'Keys of a block.');
  emission.out.push(
    b.run(
      b.method(
        build.table,
        'find',
        b.array(stored.map((each) => each.vector)),
        flow.count,
        found,
        nullRow ? build.length : b.number(-1),
      ),
    ),
  );
  return found;
}
