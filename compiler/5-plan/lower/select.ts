import type { Field } from '../../contract/data-type.ts';
import { gobiError } from '../../contract/runtime-error.ts';
import type { Plan, SortKey } from '../../contract/plan.ts';
import type { Scalar } from '../../contract/scalar.ts';
import type { TypedExpression } from '../../ir/typed-expression.ts';
import type { TypedOrderKey, TypedSelect } from '../../ir/typed-query.ts';
import type { Environment, Place } from './environment.ts';
import { lowerExpression } from './expression.ts';
import { grouped } from './group.ts';
import { columnsOf } from './columns.ts';
import { limited, type Limits } from './limit.ts';
import { lowerSource, rowOf, type Rows } from './source.ts';
import { windowed } from './window.ts';

/** FROM, WHERE, GROUP BY, HAVING, windows, QUALIFY, DISTINCT ON, select list, DISTINCT, ORDER BY, LIMIT: in this order. */
export function lowerSelect(
  select: TypedSelect,
  orderBy: readonly TypedOrderKey[],
  place: Place,
  limits: Limits,
): Plan {
  const from: Rows =
    select.from === null
      ? { plan: { kind: 'values', rows: [[]], fields: [] }, offsets: new Map() }
      : lowerSource(select.from, place);
  const read = select.where === null ? from : { ...from, plan: filter(from.plan, select.where, rowOf(place, from)) };
  const rest = [
    ...select.items.map((item) => item.value),
    ...(select.qualify === null ? [] : [select.qualify]),
    ...orderBy.map((key) => key.value),
    ...(Array.isArray(select.distinct) ? (select.distinct as readonly TypedExpression[]) : []),
  ];
  let row = { plan: read.plan, environment: rowOf(place, read) };
  if (select.grouped) {
    row = grouped(select, [...rest, ...(select.having === null ? [] : [select.having])], read, place);
    if (select.having !== null) row = { ...row, plan: filter(row.plan, select.having, row.environment) };
  }
  row = windowed(rest, row.plan, row.environment);
  if (select.qualify !== null) row = { ...row, plan: filter(row.plan, select.qualify, row.environment) };
  return output(select, orderBy, row.plan, row.environment, place, limits);
}

function filter(input: Plan, predicate: TypedExpression, environment: Environment): Plan {
  return { kind: 'filter', input, predicate: lowerExpression(predicate, environment), fields: input.fields };
}

function output(
  select: TypedSelect,
  orderBy: readonly TypedOrderKey[],
  input: Plan,
  environment: Environment,
  place: Place,
  limits: Limits,
): Plan {
  const items = select.items.map((item) => lowerExpression(item.value, environment));
  const fields = select.items.map(({ name }, i): Field => ({
    name,
    type: items[i]!.type,
    nullable: items[i]!.nullable,
  }));
  const overItems: Environment = {
    ...environment,
    replaced: (e) => (e.kind === 'Output' ? items[e.index]! : environment.replaced(e)),
  };
  const keys = orderBy.map(({ value, descending, nullsFirst }) => ({
    value: lowerExpression(value, overItems),
    descending,
    nullsFirst,
  }));
  if (Array.isArray(select.distinct))
    return distinctOn(
      select.distinct as readonly TypedExpression[],
      { input, environment: overItems, items, fields, keys },
      place,
      limits,
    );
  const hidden: Scalar[] = [];
  const sortKeys = keys.map((key): SortKey => ({ ...key, value: outputColumn(key.value, items, fields, hidden) }));
  if (select.distinct === 'all' && hidden.length > 0)
    throw gobiError('Unsupported', {
      what: 'ORDER BY an expression that SELECT DISTINCT does not select',
      instead: 'select it, or group by it',
    });
  const wide: readonly Field[] = [
    ...fields,
    ...hidden.map((h): Field => ({ name: '$order', type: h.type, nullable: h.nullable })),
  ];
  let plan: Plan = { kind: 'project', input, expressions: [...items, ...hidden], fields: wide };
  if (select.distinct === 'all') plan = { kind: 'distinct', input: plan, on: null, fields };
  if (sortKeys.length > 0) plan = { kind: 'sort', input: plan, keys: sortKeys, top: null, fields: wide };
  plan = limited(plan, limits, place);
  return hidden.length === 0
    ? plan
    : { kind: 'project', input: plan, expressions: columnsOf(plan).slice(0, fields.length), fields };
}

/** A sort key as a column of the projection: a select item's where it is one, else one more behind them. */
function outputColumn(key: Scalar, items: readonly Scalar[], fields: readonly Field[], hidden: Scalar[]): Scalar {
  const text = JSON.stringify(key);
  const item = items.findIndex((i) => JSON.stringify(i) === text);
  const known = hidden.findIndex((h) => JSON.stringify(h) === text);
  const index = item >= 0 ? item : fields.length + (known >= 0 ? known : hidden.push(key) - 1);
  return { kind: 'column', index, name: fields[index]?.name ?? '$order', type: key.type, nullable: key.nullable };
}

interface Selected {
  readonly input: Plan;
  readonly environment: Environment;
  readonly items: readonly Scalar[];
  readonly fields: readonly Field[];
  readonly keys: readonly SortKey[];
}

/** DISTINCT ON keeps the first row of each group in the order given, so it sorts before it projects. */
function distinctOn(
  on: readonly TypedExpression[],
  { input, environment, items, fields, keys }: Selected,
  place: Place,
  limits: Limits,
): Plan {
  const sorted: Plan = keys.length === 0 ? input : { kind: 'sort', input, keys, top: null, fields: input.fields };
  const first: Plan = {
    kind: 'distinct',
    input: sorted,
    on: on.map((e) => lowerExpression(e, environment)),
    fields: input.fields,
  };
  return limited({ kind: 'project', input: first, expressions: items, fields }, limits, place);
}
