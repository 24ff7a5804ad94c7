import type { TypedCte, TypedQuery, TypedQueryBody, TypedSelect } from '../../ir/typed-query.ts';
import { assertNever } from '../../source/assert-never.ts';
import { expressionFlow, orderFlow } from './expression-flow.ts';
import { columnOf, everything, join, NOTHING, sizeOf, tableFlow, union, type Flow } from './flow.ts';
import { sourceFlow } from './source-flow.ts';
import type { Walk } from './walk.ts';

/** Where the columns of a query come from, and what decides about its rows. */
export function queryFlow(walk: Walk, query: TypedQuery): Flow {
  for (const cte of query.ctes) cteFlow(walk, cte);
  const body = bodyFlow(walk, query.body);
  const outer = walk.outputs;
  walk.outputs = body.fields?.map((field) => field.flow) ?? [];
  const order = orderFlow(walk, query.orderBy);
  const counts = [query.limit, query.offset].flatMap((each) =>
    each === null ? [] : [everything(expressionFlow(walk, each))],
  );
  walk.outputs = outer;
  const chosen = counts.length === 0 ? [] : [order, ...counts];
  const fields = body.fields?.map(({ name, flow }, i) => ({ name: query.fields[i]?.name ?? name, flow })) ?? [];
  return tableFlow(fields, union(body.influences, ...chosen));
}

/** One that reads itself is followed until nothing new comes. */
export function cteFlow(walk: Walk, cte: TypedCte): void {
  if (!cte.recursive) {
    walk.ctes.set(cte.id, queryFlow(walk, cte.query));
    return;
  }
  let before = -1;
  let flow = NOTHING;
  while (sizeOf(flow) !== before) {
    before = sizeOf(flow);
    walk.ctes.set(cte.id, flow);
    flow = join(flow, queryFlow(walk, cte.query));
  }
}

function bodyFlow(walk: Walk, body: TypedQueryBody): Flow {
  switch (body.kind) {
    case 'Select':
      return selectFlow(walk, body);
    case 'Nested':
      return queryFlow(walk, body.query);
    case 'Values':
      return tableFlow(
        body.fields.map(({ name }, i) => ({
          name,
          flow: body.rows.reduce(
            (all, row) => join(all, row[i] === undefined ? NOTHING : expressionFlow(walk, row[i])),
            NOTHING,
          ),
        })),
      );
    case 'SetOperation': {
      const left = bodyFlow(walk, body.left);
      const right = bodyFlow(walk, body.right);
      const names = body.fields.map((field) => field.name);
      const chosen = union(left.influences, right.influences);
      if (body.operation === 'union') {
        const both = (name: string, i: number): Flow => join(columnOf(left, i, name), columnOf(right, i, name));
        return tableFlow(
          names.map((name, i) => ({ name, flow: both(name, i) })),
          chosen,
        );
      }
      // Rows of the left side, chosen by those of the right.
      const compared = names.map((name, i) => everything(columnOf(right, i, name)));
      return tableFlow(left.fields ?? [], union(chosen, ...compared));
    }
    default:
      return assertNever(body);
  }
}

function selectFlow(walk: Walk, select: TypedSelect): Flow {
  const from = select.from === null ? new Set<string>() : sourceFlow(walk, select.from);
  const keys = select.groupBy.map((key) => everything(expressionFlow(walk, key)));
  const filters = [select.where, select.having, select.qualify].flatMap((each) =>
    each === null ? [] : [everything(expressionFlow(walk, each))],
  );
  const fields = select.items.map(({ name, value }) => ({ name, flow: expressionFlow(walk, value) }));
  const distinct =
    select.distinct === null || select.distinct === 'all'
      ? []
      : select.distinct.map((each) => everything(expressionFlow(walk, each)));
  return tableFlow(fields, union(from, ...keys, ...filters, ...distinct));
}
