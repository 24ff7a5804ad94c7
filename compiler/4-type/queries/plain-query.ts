import type { Field } from '../../contract/data-type.ts';
import type { TableType } from '../../contract/type.ts';
import type { Span } from '../../contract/span.ts';
import type { TypedItem, TypedQuery, TypedQueryBody, TypedSelect } from '../../ir/typed-query.ts';

/** A query that is a body and nothing else: no WITH, no order, no limit. */
export function plainQuery(body: TypedQueryBody, type: TableType, fields: readonly Field[], span: Span): TypedQuery {
  return {
    kind: 'Query',
    span,
    type,
    fields,
    ctes: [],
    body,
    orderBy: [],
    limit: null,
    offset: null,
    stream: false,
  };
}

/** `select items from source`, and nothing else. */
export function plainSelect(from: TypedSelect['from'], items: readonly TypedItem[], span: Span): TypedSelect {
  return {
    kind: 'Select',
    span,
    from,
    where: null,
    groupBy: [],
    groupingSets: null,
    grouped: false,
    having: null,
    qualify: null,
    items,
    distinct: null,
  };
}
