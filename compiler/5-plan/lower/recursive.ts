import { workingTables } from '../../contract/plan-children.ts';
import type { Plan } from '../../contract/plan.ts';
import type { TypedCte, TypedQuery, TypedQueryBody } from '../../ir/typed-query.ts';
import { castTo } from './columns.ts';
import type { Place } from './environment.ts';

/** A common table that may read itself: rounds where it does, the rows of its query where it does not. */
export function lowerRecursive(cte: TypedCte, place: Place): Plan {
  const { id, name, query } = cte;
  const { body, fields } = query;
  if (body.kind !== 'SetOperation') return place.lowerQuery(query, place);
  const inside: Place = { ...place, rounds: new Set([...(place.rounds ?? []), id]) };
  const step = inside.lowerQuery(side(query, body.right), inside);
  if (!workingTables(step).has(id)) return place.lowerQuery(query, place);
  const first = place.lowerQuery(side(query, body.left), place);
  return {
    kind: 'recursive',
    id,
    name,
    all: body.all,
    first: castTo(first, fields),
    step: castTo(step, fields),
    fields,
  };
}

/** One part of the union, which sees the common tables of the whole query. */
function side(query: TypedQuery, body: TypedQueryBody): TypedQuery {
  return { ...query, body, orderBy: [], limit: null, offset: null };
}
