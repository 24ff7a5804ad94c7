import { BOOLEAN, INT, type DataType, type Field } from '../../contract/data-type.ts';
import type { Join, Plan, SortKey, WindowCall, WindowFrame } from '../../contract/plan.ts';
import type { Operation, Scalar } from '../../contract/scalar.ts';
import { and } from './join-condition.ts';

/** How an ASOF join orders: `left operator right`. */
export interface AsofOrder {
  readonly operator: 'less' | 'less_equal' | 'greater' | 'greater_equal';
  readonly left: Scalar;
  readonly right: Scalar;
}

/** The n-th row of one side beside the n-th of the other; where one side has fewer rows, its columns are NULL. */
export function positionalJoin(left: Plan, right: Plan): Plan {
  const [a, b] = [numbered(left), numbered(right)];
  const fields = [...a.fields, ...b.fields].map(asNullable);
  const equal = [{ left: columnAt(a, left.fields.length), right: columnAt(b, right.fields.length) }];
  const both: Plan = { kind: 'join', join: 'full', left: a, right: b, equal, residual: null, fields };
  const wanted = fields.flatMap((_, i) => (i === left.fields.length || i === fields.length - 1 ? [] : [i]));
  return picked(
    both,
    wanted,
    wanted.map((i) => fields[i]!),
  );
}

/**
 * For each left row the nearest right one with equal keys. Both sides go into one order, by keys and then time, in which right rows are counted: the
 * left rows with one count belong to the right row that made it. NULLs match nothing: such right rows are left out, such left rows come first.
 */
export function asofJoin(
  join: 'inner' | 'left',
  left: Plan,
  right: Plan,
  equal: Join['equal'],
  order: AsofOrder,
): Plan {
  const width = equal.length;
  const [leftAt, rightAt] = [width + 2, width + 2 + left.fields.length];
  const known = [...equal.map((pair) => pair.right), order.right]
    .filter((value) => value.nullable)
    .map((value) => operation('is_not_null', [value]));
  const predicate = and(known);
  const rights: Plan = predicate === null ? right : { kind: 'filter', input: right, predicate, fields: right.fields };
  const marks = (side: 'left' | 'right'): readonly Scalar[] => [
    ...equal.map((pair) => pair[side]),
    order[side],
    int(side === 'left' ? 0 : 1),
  ];
  const fields: readonly Field[] = [
    ...marks('left').map((mark, i) => field(`mark${i}`, mark.type, mark.nullable || marks('right')[i]!.nullable)),
    ...left.fields.map(asNullable),
    ...right.fields.map(asNullable),
  ];
  const all: Plan = {
    kind: 'set_operation',
    operation: 'union',
    all: true,
    left: {
      kind: 'project',
      input: left,
      expressions: [...marks('left'), ...columnsOf(left), ...right.fields.map(nothing)],
      fields,
    },
    right: {
      kind: 'project',
      input: rights,
      expressions: [...marks('right'), ...left.fields.map(nothing), ...columnsOf(right)],
      fields,
    },
    fields,
  };
  const isRight = columnAt(all, width + 1);
  const keys = equal.map((_, i) => columnAt(all, i));
  const backwards = order.operator.startsWith('less');
  const rightFirst: SortKey = { value: isRight, descending: true, nullsFirst: false };
  const counted = windowed(all, [
    {
      ...call('count', [], INT, false),
      partitionBy: keys,
      orderBy: [
        { value: columnAt(all, width), descending: backwards, nullsFirst: true },
        { ...rightFirst, descending: order.operator.endsWith('equal') },
      ],
      frame: UP_TO_HERE,
      filter: operation('equal', [isRight, int(1)]),
    },
  ]);
  const near = windowed(
    counted,
    [isRight, ...right.fields.map((_, i) => columnAt(all, rightAt + i))].map((value) => ({
      ...call('first_value', [value], value.type, value.nullable),
      partitionBy: [...keys, columnAt(counted, fields.length)],
      orderBy: [rightFirst],
      frame: WHOLE,
    })),
  );
  const found = operation('equal', [columnAt(near, fields.length + 1), int(1)]);
  const lefts = operation('equal', [isRight, int(0)]);
  const rows: Plan = {
    kind: 'filter',
    input: near,
    predicate: and(join === 'inner' ? [lefts, found] : [lefts])!,
    fields: near.fields,
  };
  return picked(
    rows,
    [...left.fields.map((_, i) => leftAt + i), ...right.fields.map((_, i) => fields.length + 2 + i)],
    [...left.fields.map(asNullable), ...right.fields.map(asNullable)],
  );
}

const UP_TO_HERE: WindowFrame = {
  unit: 'rows',
  start: { kind: 'unbounded_preceding' },
  end: { kind: 'current_row' },
  exclude: null,
};
const WHOLE: WindowFrame = { ...UP_TO_HERE, end: { kind: 'unbounded_following' } };

/** The rows with their number behind their columns. */
function numbered(input: Plan): Plan {
  return windowed(input, [call('row_number', [], INT, false)]);
}

function windowed(input: Plan, calls: readonly WindowCall[]): Plan {
  const fields = [...input.fields, ...calls.map((each) => field(each.operation, each.type, each.nullable))];
  return { kind: 'window', input, calls, fields };
}

function call(operation: string, args: readonly Scalar[], type: DataType, nullable: boolean): WindowCall {
  return {
    operation,
    args,
    distinct: false,
    inputOrder: [],
    partitionBy: [],
    orderBy: [],
    frame: null,
    ignoreNulls: false,
    filter: null,
    type,
    nullable,
  };
}

function picked(input: Plan, columns: readonly number[], fields: readonly Field[]): Plan {
  return { kind: 'project', input, expressions: columns.map((i) => columnAt(input, i)), fields };
}

function columnsOf(plan: Plan): readonly Scalar[] {
  return plan.fields.map((_, i) => columnAt(plan, i));
}

function columnAt({ fields }: Plan, index: number): Scalar {
  const { name, type, nullable } = fields[index]!;
  return { kind: 'column', index, name, type, nullable };
}

function nothing({ type }: Field): Scalar {
  return { kind: 'constant', value: null, type, nullable: true };
}

function int(value: number): Scalar {
  return { kind: 'constant', value, type: INT, nullable: false };
}

function operation(operation: Operation, args: readonly Scalar[]): Scalar {
  const nullable = operation !== 'is_not_null' && args.some((arg) => arg.nullable);
  return { kind: 'operation', operation, args, type: BOOLEAN, nullable };
}

function field(name: string, type: DataType, nullable: boolean): Field {
  return { name, type, nullable };
}

function asNullable(each: Field): Field {
  return each.nullable ? each : { ...each, nullable: true };
}
