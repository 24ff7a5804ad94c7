import type { Plan } from '../../contract/plan.ts';
import type {
  TypedOrderKey,
  TypedQuery,
  TypedQueryBody,
  TypedSetOperation,
  TypedValues,
} from '../../ir/typed-query.ts';
import { cast, castTo, columnsOf } from './columns.ts';
import { rowless, type Environment, type Place } from './environment.ts';
import { lowerExpression } from './expression.ts';
import { limited } from './limit.ts';
import { lowerSelect } from './select.ts';

/** A query as a plan; its place tells what it sees of the queries around it. */
export function lowerQuery(query: TypedQuery, around: Place): Plan {
  const place: Place = {
    ...around,
    ctes: new Map([...around.ctes, ...query.ctes.map((cte) => [cte.id, cte] as const)]),
  };
  const sorted =
    query.body.kind === 'Select'
      ? lowerSelect(query.body, query.orderBy, place, query)
      : sortOutputs(lowerBody(query.body, place), query.orderBy, place);
  return query.body.kind === 'Select' ? sorted : limited(sorted, query, place);
}

function lowerBody(body: TypedQueryBody, place: Place): Plan {
  switch (body.kind) {
    case 'Select':
      return lowerSelect(body, [], place, { limit: null, offset: null });
    case 'SetOperation':
      return setOperation(body, place);
    case 'Values':
      return values(body, place);
    case 'Nested':
      return lowerQuery(body.query, place);
  }
}

function setOperation(body: TypedSetOperation, place: Place): Plan {
  const { operation, all, fields } = body;
  const left = castTo(lowerBody(body.left, place), fields);
  const right = castTo(lowerBody(body.right, place), fields);
  return { kind: 'set_operation', operation, all, left, right, fields };
}

function values(body: TypedValues, place: Place): Plan {
  const environment = rowless(place);
  const rows = body.rows.map((row) => row.map((cell, i) => cast(lowerExpression(cell, environment), body.fields[i]!)));
  return { kind: 'values', rows, fields: body.fields };
}

/** ORDER BY of a set operation or VALUES: keys are made of its output columns. */
function sortOutputs(input: Plan, orderBy: readonly TypedOrderKey[], place: Place): Plan {
  if (orderBy.length === 0) return input;
  const columns = columnsOf(input);
  const environment: Environment = {
    ...rowless(place),
    replaced: (e) => (e.kind === 'Output' ? columns[e.index]! : null),
  };
  const keys = orderBy.map(({ value, descending, nullsFirst }) => ({
    value: lowerExpression(value, environment),
    descending,
    nullsFirst,
  }));
  return { kind: 'sort', input, keys, top: null, fields: input.fields };
}
