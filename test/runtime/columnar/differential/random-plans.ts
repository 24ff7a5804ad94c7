import {
  BOOLEAN,
  decimal,
  FLOAT,
  INT,
  sameDataType,
  STRING,
  type DataType,
  type Field,
} from '../../../../compiler/contract/data-type.ts';
import { planInputs } from '../../../../compiler/contract/plan-children.ts';
import type { AggregateCall, Plan, SortKey, WindowCall } from '../../../../compiler/contract/plan.ts';
import type { Scalar } from '../../../../compiler/contract/scalar.ts';
import type { Random } from './random.ts';
import { column, constant, decimalScalar, operation, predicate, scalar, type Row } from './random-scalars.ts';
import type { TestTable } from './tables.ts';

/** Makes random plans over the test tables. Every plan gives the same bag of rows whatever order its operators work in. */
export function randomPlan(
  random: Random,
  tables: readonly TestTable[],
  depth: number,
  outer: readonly (readonly Field[])[] = [],
): Plan {
  if (depth === 0) return scan(random, tables);
  const below = (): Plan => randomPlan(random, tables, depth - 1, outer);
  const row = (plan: Plan): Row => ({ fields: plan.fields, outer });
  switch (random.below(11)) {
    case 0:
    case 1:
    case 2: {
      const input = below();
      return {
        kind: 'filter',
        input,
        predicate: random.chance(0.25) ? subquery(random, tables, row(input)) : predicate(random, row(input), 2),
        fields: input.fields,
      };
    }
    case 3:
      return project(random, below(), row);
    case 4:
    case 5:
      return aggregate(random, below(), row);
    case 6:
    case 7:
      return join(random, below(), randomPlan(random, tables, Math.max(0, depth - 2), outer), outer);
    case 8:
      return sorted(random, below());
    case 9:
      return random.chance(0.5) ? distinct(random, below()) : setOperation(random, below());
    default:
      return window(random, below());
  }
}

function scan(random: Random, tables: readonly TestTable[]): Plan {
  const { name, table } = random.pick(tables);
  const columns = table.fields.map((_, i) => i).filter(() => random.chance(0.8));
  const chosen = columns.length === 0 ? [0] : columns;
  return {
    kind: 'scan',
    table: 1,
    name,
    columns: chosen,
    fields: chosen.map((i) => table.fields[i]!),
    asOf: null,
    prune: [],
    rowPosition: false,
  };
}

function fieldsOf(scalars: readonly Scalar[]): Field[] {
  return scalars.map((each, i) => ({
    name: each.kind === 'column' ? each.name : `e${i}`,
    type: each.type,
    nullable: each.nullable,
  }));
}

function project(random: Random, input: Plan, row: (plan: Plan) => Row): Plan {
  const expressions = random.list(1 + random.below(4), () => {
    const { type } = random.pick(input.fields);
    if (type.kind === 'decimal' && random.chance(0.3)) return decimalScalar(random, row(input));
    return scalar(random, row(input), type, 2);
  });
  return { kind: 'project', input, expressions, fields: fieldsOf(expressions) };
}

function reference(fields: readonly Field[], index: number): Scalar {
  const field = fields[index]!;
  return { kind: 'column', index, name: field.name, type: field.type, nullable: field.nullable };
}

function aggregate(random: Random, input: Plan, row: (plan: Plan) => Row): Plan {
  const keys = random.list(random.below(3), () =>
    random.chance(0.8)
      ? reference(input.fields, random.below(input.fields.length))
      : scalar(random, row(input), BOOLEAN, 1),
  );
  const aggregates = random.list(1 + random.below(3), () => aggregateCall(random, input, row(input)));
  const fields = [
    ...fieldsOf(keys),
    ...aggregates.map((call, i): Field => ({ name: `a${i}`, type: call.type, nullable: call.nullable })),
  ];
  return { kind: 'aggregate', input, keys, aggregates, fields };
}

function aggregateCall(random: Random, input: Plan, row: Row): AggregateCall {
  const filter = random.chance(0.2) ? predicate(random, row, 1) : null;
  const base = { distinct: false, filter, orderBy: [], nullable: true } as const;
  const arg = reference(input.fields, random.below(input.fields.length));
  const numeric = arg.type.kind === 'int' || arg.type.kind === 'decimal' || arg.type.kind === 'float';
  switch (random.below(8)) {
    case 0:
      return { ...base, operation: 'count', args: [], type: INT, nullable: false };
    case 1:
      return { ...base, operation: 'count', args: [arg], distinct: random.chance(0.5), type: INT, nullable: false };
    case 2:
    case 3: {
      const value = numeric ? arg : (column(random, { ...row, outer: [] }, INT) ?? constant(INT, 3));
      return { ...base, operation: 'sum', args: [value], distinct: random.chance(0.15), type: sumType(value.type) };
    }
    case 4: {
      const value = arg.type.kind === 'int' || arg.type.kind === 'float' ? arg : constant(INT, 3);
      return { ...base, operation: 'avg', args: [value], type: FLOAT };
    }
    case 5:
      return arg.type.kind === 'boolean'
        ? { ...base, operation: random.pick(['bool_and', 'bool_or']), args: [arg], type: BOOLEAN }
        : { ...base, operation: random.pick(['min', 'max']), args: [arg], type: arg.type };
    case 6: {
      const text = column(random, { ...row, outer: [] }, STRING);
      if (text === null) return { ...base, operation: 'max', args: [arg], type: arg.type };
      const orderBy: SortKey[] = [{ value: text, descending: random.chance(0.5), nullsFirst: false }];
      return { ...base, operation: 'string_agg', args: [text, constant(STRING, '|')], orderBy, type: STRING };
    }
    default: {
      const spread: readonly string[] = ['median', 'var_pop', 'stddev'];
      const ofPairs: readonly string[] = ['corr', 'covar_pop', 'covar_samp', 'regr_count', 'regr_sxy', 'regr_slope'];
      const value = column(random, { ...row, outer: [] }, INT);
      if (value === null || value.kind !== 'column' || value.name !== 'i')
        return { ...base, operation: random.pick(['min', 'max']), args: [arg], type: arg.type };
      const float: Scalar = { kind: 'cast', value, safe: false, type: FLOAT, nullable: true };
      if (random.chance(0.5)) return { ...base, operation: random.pick(spread), args: [float], type: FLOAT };
      const operation = random.pick(ofPairs);
      return { ...base, operation, args: [float, float], type: operation === 'regr_count' ? INT : FLOAT };
    }
  }
}

function sumType(type: DataType): DataType {
  if (type.kind === 'decimal') return decimal(38, type.scale);
  return type.kind === 'float' ? FLOAT : decimal(38, 0);
}

/** About how many rows a plan can have; joins that would explode are not made. */
function mostRows(plan: Plan): number {
  const [left = 75, right = 0] = planInputs(plan).map(mostRows);
  if (plan.kind === 'join')
    return plan.join === 'semi' || plan.join === 'anti'
      ? left
      : plan.equal.length === 0
        ? left * right
        : (left * right) / 4 + left + right;
  return left + right;
}

const TOO_MANY_ROWS = 20_000;

function join(random: Random, left: Plan, right: Plan, outer: readonly (readonly Field[])[]): Plan {
  if (mostRows(left) * mostRows(right) > TOO_MANY_ROWS) return left;
  const kind = random.pick(['inner', 'inner', 'left', 'right', 'full', 'semi', 'anti', 'cross'] as const);
  const pairs = left.fields.flatMap((field, i) =>
    right.fields.flatMap((other, j) =>
      sameDataType(field.type, other.type)
        ? [{ left: reference(left.fields, i), right: reference(right.fields, j) }]
        : [],
    ),
  );
  const equal =
    kind === 'cross' || pairs.length === 0 ? [] : random.list(random.pick([1, 1, 2]), () => random.pick(pairs));
  const both = [...left.fields, ...right.fields];
  const withResidual = kind !== 'cross' && (equal.length === 0 || random.chance(0.3));
  const residual = withResidual ? predicate(random, { fields: both, outer: kind === 'inner' ? outer : [] }, 1) : null;
  const leftNullable = kind === 'right' || kind === 'full';
  const rightNullable = kind === 'left' || kind === 'full';
  const half = kind === 'semi' || kind === 'anti';
  const fields = [
    ...left.fields.map((f) => ({ ...f, nullable: f.nullable || leftNullable })),
    ...(half ? [] : right.fields.map((f) => ({ ...f, nullable: f.nullable || rightNullable }))),
  ];
  return { kind: 'join', join: kind, left, right, equal, residual, fields };
}

/** ORDER BY all columns, so that LIMIT is a matter of values and not of luck. */
function sorted(random: Random, input: Plan): Plan {
  const start = random.below(input.fields.length);
  const keys = input.fields.map((_, i): SortKey => ({
    value: reference(input.fields, (i + start) % input.fields.length),
    descending: random.chance(0.5),
    nullsFirst: random.chance(0.5),
  }));
  const limit = random.chance(0.8) ? constant(INT, random.below(30)) : null;
  const offset = random.chance(0.3) ? constant(INT, random.below(10)) : null;
  const top = limit !== null && offset === null && random.chance(0.7) ? limit : null;
  const sort: Plan = { kind: 'sort', input, keys, top, fields: input.fields };
  return { kind: 'limit', input: sort, limit, offset, fields: input.fields };
}

function distinct(random: Random, input: Plan): Plan {
  const columns = input.fields.map((_, i) => i).filter(() => random.chance(0.5));
  const expressions = (columns.length === 0 ? [0] : columns).map((i) => reference(input.fields, i));
  return {
    kind: 'distinct',
    input: { kind: 'project', input, expressions, fields: fieldsOf(expressions) },
    on: null,
    fields: fieldsOf(expressions),
  };
}

function setOperation(random: Random, input: Plan): Plan {
  const width = Math.min(2, input.fields.length);
  const side = (): Plan => {
    const expressions = Array.from({ length: width }, (_, i) => reference(input.fields, i));
    const filtered: Plan = {
      kind: 'filter',
      input,
      predicate: predicate(random, { fields: input.fields, outer: [] }, 1),
      fields: input.fields,
    };
    return { kind: 'project', input: filtered, expressions, fields: fieldsOf(expressions) };
  };
  const left = side();
  return {
    kind: 'set_operation',
    operation: random.pick(['union', 'intersect', 'except']),
    all: random.chance(0.5),
    left,
    right: side(),
    fields: left.fields.map((f) => ({ ...f, nullable: true })),
  };
}

/** Window calls whose values do not depend on the order of equal rows. */
function window(random: Random, input: Plan): Plan {
  const order = (): SortKey[] =>
    random.list(1 + random.below(2), () => ({
      value: reference(input.fields, random.below(input.fields.length)),
      descending: random.chance(0.5),
      nullsFirst: random.chance(0.5),
    }));
  const partitionBy = random.list(random.below(2), () => reference(input.fields, random.below(input.fields.length)));
  const base = { partitionBy, distinct: false, inputOrder: [], ignoreNulls: false, filter: null, frame: null } as const;
  const make = (): WindowCall => {
    const arg = reference(input.fields, random.below(input.fields.length));
    switch (random.below(5)) {
      case 0:
        return {
          ...base,
          operation: random.pick(['rank', 'dense_rank']),
          args: [],
          orderBy: order(),
          type: INT,
          nullable: false,
        };
      case 1:
        return {
          ...base,
          operation: random.pick(['percent_rank', 'cume_dist']),
          args: [],
          orderBy: order(),
          type: FLOAT,
          nullable: false,
        };
      case 2:
        return {
          ...base,
          operation: 'count',
          args: [arg],
          orderBy: random.chance(0.5) ? order() : [],
          type: INT,
          nullable: false,
        };
      case 3:
        return {
          ...base,
          operation: random.pick(['min', 'max']),
          args: [arg],
          orderBy: order(),
          type: arg.type,
          nullable: true,
        };
      default: {
        const value = arg.type.kind === 'int' ? arg : constant(INT, 2);
        const orderBy = random.chance(0.5) ? [] : order();
        const groups =
          orderBy.length > 0 && random.chance(0.5)
            ? ({
                unit: 'groups',
                start: { kind: 'preceding', offset: constant(INT, random.below(3)) },
                end: random.pick([{ kind: 'current_row' }, { kind: 'following', offset: constant(INT, 1) }] as const),
                exclude: null,
              } as const)
            : null;
        return {
          ...base,
          operation: 'sum',
          args: [value],
          orderBy,
          frame: groups,
          type: decimal(38, 0),
          nullable: true,
        };
      }
    }
  };
  const calls = random.list(1 + random.below(2), make);
  return {
    kind: 'window',
    input,
    calls,
    fields: [
      ...input.fields,
      ...calls.map((call, i): Field => ({ name: `w${i}`, type: call.type, nullable: call.nullable })),
    ],
  };
}

/** A test with a subquery: EXISTS, IN or a comparison with a scalar one, often referring to the row around it. */
function subquery(random: Random, tables: readonly TestTable[], row: Row): Scalar {
  const outer = random.chance(0.6) ? [row.fields, ...row.outer] : [[], ...row.outer.map((): readonly Field[] => [])];
  const inner = randomPlan(random, tables, random.below(2), []);
  const filtered: Plan = {
    kind: 'filter',
    input: inner,
    predicate: predicate(random, { fields: inner.fields, outer }, 1),
    fields: inner.fields,
  };
  const negated = random.chance(0.4);
  if (random.chance(0.35))
    return { kind: 'subquery', mode: 'exists', value: null, negated, plan: filtered, type: BOOLEAN, nullable: false };
  const index = random.below(inner.fields.length);
  const picked = reference(inner.fields, index);
  if (random.chance(0.5)) {
    const plan: Plan = { kind: 'project', input: filtered, expressions: [picked], fields: fieldsOf([picked]) };
    return {
      kind: 'subquery',
      mode: 'in',
      value: scalar(random, row, picked.type, 1),
      negated,
      plan,
      type: BOOLEAN,
      nullable: true,
    };
  }
  const call: AggregateCall = {
    operation: 'max',
    args: [picked],
    distinct: false,
    filter: null,
    orderBy: [],
    type: picked.type,
    nullable: true,
  };
  const plan: Plan = {
    kind: 'aggregate',
    input: filtered,
    keys: [],
    aggregates: [call],
    fields: [{ name: 'm', type: picked.type, nullable: true }],
  };
  const value: Scalar = {
    kind: 'subquery',
    mode: 'scalar',
    value: null,
    negated: false,
    plan,
    type: picked.type,
    nullable: true,
  };
  return operation(
    random.pick(['equal', 'less', 'greater_equal']),
    BOOLEAN,
    scalar(random, row, picked.type, 1),
    value,
  );
}
