import type { Span } from '../contract/span.ts';
import type { Expression } from './syntax-expression.ts';
import type { Identifier } from './syntax-name.ts';
import type { Select } from './syntax-select.ts';
import type { Block } from './syntax-statement.ts';

/**
 * A whole query: `[stream] [with …] body [order by …] [limit …] [offset …] [then { … }]`. ORDER BY, LIMIT and OFFSET
 * stand here even if they were written inside a FROM-first core; `limit all` leaves no node.
 */
export interface Query {
  readonly kind: 'Query';
  readonly span: Span;
  readonly stream: boolean;
  readonly with?: With;
  readonly body: QueryBody;
  readonly orderBy: readonly OrderItem[];
  readonly limit?: Limit;
  readonly offset?: Expression;
  /** Runs once per row, with the columns as locals. */
  readonly then?: Block;
}

export type QueryBody = Select | SetOperation | Values | NestedQuery;

/** `with [recursive] a as (…), b as (…)`. */
export interface With {
  readonly kind: 'With';
  readonly span: Span;
  readonly recursive: boolean;
  readonly tables: readonly CommonTable[];
}

/** `c(a, b) as (query)`; `columns` is empty when not written. */
export interface CommonTable {
  readonly kind: 'CommonTable';
  readonly span: Span;
  readonly name: Identifier;
  readonly columns: readonly Identifier[];
  /** `as [not] materialized`: a wish that the plan need not follow; results are the same. */
  readonly materialized?: boolean;
  readonly query: Query;
}

/** INTERSECT binds tighter than UNION and EXCEPT, equals to the left. */
export interface SetOperation {
  readonly kind: 'SetOperation';
  readonly span: Span;
  readonly operator: 'union' | 'intersect' | 'except';
  readonly all: boolean;
  readonly left: QueryBody;
  readonly right: QueryBody;
}

/** `values (1, 'a'), (2, 'b')`. */
export interface Values {
  readonly kind: 'Values';
  readonly span: Span;
  readonly rows: readonly ValuesRow[];
}

/** One row of VALUES, with one value or more. */
export interface ValuesRow {
  readonly kind: 'ValuesRow';
  readonly span: Span;
  readonly values: readonly Expression[];
}

/** A query in parentheses that has clauses of its own (WITH, ORDER BY, LIMIT); any other is its bare body. */
export interface NestedQuery {
  readonly kind: 'NestedQuery';
  readonly span: Span;
  readonly query: Query;
}

/** One key of an order. Without `value` (`order by all`, `order by desc`) it stands for all select columns in turn. */
export interface OrderItem {
  readonly kind: 'OrderItem';
  readonly span: Span;
  readonly value?: Expression;
  readonly direction: 'asc' | 'desc';
  readonly nulls?: 'first' | 'last';
}

/** `limit 10`, `limit 10 %`. */
export interface Limit {
  readonly kind: 'Limit';
  readonly span: Span;
  readonly count: Expression;
  readonly unit: 'rows' | 'percent';
}
