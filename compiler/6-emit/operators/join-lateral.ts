import type { Join } from '../../contract/plan.ts';
import * as b from '../builder.ts';
import {
  abiCall,
  settled,
  writeInto,
  type Consume,
  type Emission,
  type Reference,
  type Relation,
} from '../kernel-emission.ts';
import type { Bound, Flow, Space, Stored } from '../kernel-flow.ts';
import { storeBlock } from '../kernel-vectors.ts';
import { wholeRange } from '../scalar/convert.ts';
import { declareOutside } from '../scalar/parameter.ts';
import { outerColumns } from '../scalar/subquery-correlated.ts';
import { isWhole } from '../scalar/value.ts';

/** The right side runs once for each left row, as a function of the columns that it refers to; its rows are paired with that row. */
export function produceLateral(emission: Emission, plan: Join, consume: Consume): void {
  const { names } = emission;
  if (plan.residual !== null || plan.equal.length > 0)
    throw new Error('a lateral join with a condition: it belongs into its right side');
  const referred = outerColumns(plan.right, 1);
  const { name, columns } = declareRight(emission, plan, referred);
  emission.produce(emission, plan.left, (flow) => {
    const vectors = storeBlock(
      emission,
      flow,
      referred.map((column) => flow.columns[column.index]!),
      0,
      'outer',
      'What the right side refers to.',
    );
    const result = names.fresh('lateral');
    const call = abiCall(
      emission,
      'lateralRows',
      name,
      b.array(vectors.map((each) => each.vector)),
      flow.count,
      b.boolean(plan.join === 'left'),
      b.data(columns.map(formOf)),
    );
    emission.out.push(b.constant(result, call));
    const at = names.fresh('at');
    const inside = writeInto(emission, () => consume(pairs(emission, flow, columns, result, at)));
    emission.out.push(b.loop(at, 0, b.member(result, 'count'), inside, b.name(emission.block)));
  });
}

/** The right side as a function that gives `{ vectors, length }`. */
function declareRight(
  emission: Emission,
  plan: Join,
  referred: ReturnType<typeof outerColumns>,
): { readonly name: string; readonly columns: readonly Stored[] } {
  const { names, declarations, outer } = emission;
  const name = names.fresh('right_side');
  const parameters = referred.map((column) => names.fresh(`outer_${column.name}`));
  const local: b.Statement[] = [];
  const row: Reference[] = [];
  for (const [i, column] of referred.entries())
    row[column.index] = declareOutside(
      { emission },
      column.name,
      column,
      b.name(parameters[i]!),
      local,
      isWhole(column.type) && wholeRange(column.type) === null,
    );
  emission.outer = [row, ...outer];
  emission.declarations = local;
  let relation: Relation | null = null;
  const statements = writeInto(emission, () => {
    relation = emission.relation(emission, plan.right);
  });
  emission.outer = outer;
  emission.declarations = declarations;
  const made = relation! as Relation;
  const columns = made.columns as readonly Stored[];
  const answer = b.object({
    vectors: b.array(columns.map((column) => column.vector!)),
    length: made.length,
    order: made.order ?? b.nothing(),
  });
  emission.out.push(
    b.constant(
      name,
      b.arrow(parameters, [...settled(emission, local), ...settled(emission, statements), b.returns(answer)]),
    ),
  );
  return { name, columns };
}

/** A chunk of the pairs: left rows by position, right rows side by side. */
function pairs(emission: Emission, flow: Flow, columns: readonly Stored[], result: string, at: string): Flow {
  const { names, out } = emission;
  const count = names.fresh('n');
  const positions = names.fresh('positions');
  out.push(b.variable(count, b.method('Math', 'min', emission.block, b.binary(b.member(result, 'count'), '-', at))));
  out.push(b.constant(positions, b.method(b.member(result, 'positions'), 'subarray', at, b.binary(at, '+', count))));
  const spaces: Space[] = flow.spaces.map((space) => {
    const rows = names.fresh('rows');
    emission.declarations.push(b.constant(rows, b.construct('Int32Array', emission.block)));
    out.push(b.run(abiCall(emission, 'rowsAt', positions, count, space.rows ?? b.nothing(), space.start, rows)));
    return { rows, start: space.start, shared: false };
  });
  const right = columns.map((column, i): Bound => resultColumn(emission, column, result, i, flow.spaces.length));
  return {
    columns: [...flow.columns, ...right],
    spaces: [...spaces, { rows: null, start: at, shared: false }],
    count,
    label: flow.label,
  };
}

/** A column of the collected right rows; each can be NULL, since a left row may have none. */
function resultColumn(emission: Emission, column: Stored, result: string, index: number, space: number): Stored {
  const values = emission.names.fresh(`${column.name}_right`);
  const vector = b.at(b.member(result, 'vectors'), b.number(index));
  emission.out.push(b.constant(values, b.member(vector, 'values')));
  const { access } = column;
  // each block of left rows has strings of its own: their codes would mean something else in the next
  if (access.form === 'any' || access.form === 'code')
    return { ...column, space, vector: null, access: { form: 'any', values }, nulls: { kind: 'value' } };
  const nulls = emission.names.fresh(`${column.name}_right_null`);
  emission.out.push(b.constant(nulls, b.member(vector, 'nulls')));
  const moved = access.form === 'read' || access.form === 'position' ? access : { ...access, values };
  return { ...column, space, vector: null, access: moved, nulls: { kind: 'bytes', name: nulls } };
}

function formOf(column: Stored): string {
  switch (column.access.form) {
    case 'number':
      return 'f64';
    case 'boolean':
      return 'u8';
    default:
      return 'any';
  }
}
