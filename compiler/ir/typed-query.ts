/*
 * Typed queries. Invariants:
 * - stars are expanded, positions in ORDER BY and GROUP BY resolved, views replaced by their (typed) queries;
 * - each source has an id that is unique in the module; columns refer to sources by id;
 * - set operations have equal column counts and carry the casts to the common types;
 * - a query with a source known only at run time is not here: it is a `TypedDynamic`.
 */
import type { Field } from '../contract/data-type.ts';
import type { Span } from '../contract/span.ts';
import type { TableType } from '../contract/type.ts';
import type { TypedExpression, TypedLocal } from './typed-expression.ts';

export interface TypedQuery {
  readonly kind: 'Query';
  readonly span: Span;
  readonly type: TableType;
  readonly fields: readonly Field[];
  readonly ctes: readonly TypedCte[];
  readonly body: TypedQueryBody;
  readonly orderBy: readonly TypedOrderKey[];
  readonly limit: TypedExpression | null;
  /** `limit` is a share of the rows, in a hundred. */
  readonly percent?: true;
  readonly offset: TypedExpression | null;
  readonly stream: boolean;
}

/** `source` is the id under which `CteSource`s refer to it. A recursive one refers to itself inside of its query. */
export interface TypedCte {
  readonly id: number;
  readonly name: string;
  readonly query: TypedQuery;
  readonly recursive: boolean;
}

export type TypedQueryBody =
  TypedSelect | TypedSetOperation | TypedValues | { readonly kind: 'Nested'; readonly query: TypedQuery };

export interface TypedSelect {
  readonly kind: 'Select';
  readonly span: Span;
  /** `null`: one row without columns. */
  readonly from: TypedSource | null;
  readonly where: TypedExpression | null;
  readonly groupBy: readonly TypedExpression[];
  /** Grouping sets as sets of positions in `groupBy`; `null` for plain grouping. */
  readonly groupingSets: readonly (readonly number[])[] | null;
  /** Has GROUP BY or an aggregate: items see keys and aggregates only. */
  readonly grouped: boolean;
  readonly having: TypedExpression | null;
  readonly qualify: TypedExpression | null;
  readonly items: readonly TypedItem[];
  readonly distinct: null | 'all' | readonly TypedExpression[];
}

export interface TypedItem {
  readonly name: string;
  readonly value: TypedExpression;
}

export interface TypedSetOperation {
  readonly kind: 'SetOperation';
  readonly span: Span;
  readonly operation: 'union' | 'intersect' | 'except';
  readonly all: boolean;
  readonly left: TypedQueryBody;
  readonly right: TypedQueryBody;
  readonly fields: readonly Field[];
  /** For each output column the cast of either side's column to the common type, `null` where none is needed. */
  readonly casts: readonly Field[];
}

export interface TypedValues {
  readonly kind: 'Values';
  readonly span: Span;
  readonly fields: readonly Field[];
  readonly rows: readonly (readonly TypedExpression[])[];
}

export interface TypedOrderKey {
  readonly value: TypedExpression;
  readonly descending: boolean;
  readonly nullsFirst: boolean;
}

export type TypedSource = TypedLeaf | TypedJoin;

interface Leaf {
  readonly id: number;
  readonly alias: string | null;
  readonly fields: readonly Field[];
  readonly span: Span;
  readonly sample?: TypedSample;
}

/** `exactly`: a share in a hundred of all rows, not the chance of each. */
export interface TypedSample {
  readonly amount: TypedExpression;
  readonly unit: 'rows' | 'percent';
  readonly exactly: boolean;
  readonly seed: TypedExpression | null;
}

/** Snapshot ids or times; `high` is null for "until now". */
export interface TypedChangeBounds {
  readonly low: TypedExpression;
  readonly high: TypedExpression | null;
}

export type TypedLeaf =
  | (Leaf & {
      readonly kind: 'TableSource';
      readonly table: number;
      readonly name: string;
      readonly asOf: TypedExpression | null;
      /** With `asOf`: the names of the columns in the table, whatever the query calls them. */
      readonly names?: readonly string[];
      /** SINCE: not the rows but what was done to them in (low, high], with the columns of `CHANGE_COLUMNS` behind the table's own. */
      readonly since?: TypedChangeBounds;
    })
  | (Leaf & {
      readonly kind: 'QuerySource';
      readonly query: TypedQuery;
      readonly lateral: boolean;
      /** The view, as `schema.name`, that the query is of. */
      readonly view?: string;
    })
  | (Leaf & { readonly kind: 'CteSource'; readonly cte: number })
  | (Leaf & { readonly kind: 'FileSource'; readonly path: TypedExpression; readonly secrets?: readonly string[] })
  | (Leaf & { readonly kind: 'LocalSource'; readonly local: TypedLocal })
  | (Leaf & { readonly kind: 'ListSource'; readonly list: TypedExpression })
  /** A table that depends on no row and is made before the query runs. */
  | (Leaf & { readonly kind: 'ValueSource'; readonly value: TypedExpression })
  | (Leaf & {
      readonly kind: 'FunctionSource';
      readonly function: string;
      readonly routine: boolean;
      readonly args: readonly TypedExpression[];
    });

/** `using` names the merged columns (already in `on`); `fields` are left's then right's. */
export interface TypedJoin {
  readonly kind: 'JoinSource';
  readonly join: 'inner' | 'left' | 'right' | 'full' | 'cross' | 'semi' | 'anti';
  readonly left: TypedSource;
  readonly right: TypedSource;
  readonly on: TypedExpression | null;
  /** `asof`: of the right rows that match a left one, the nearest by the one order in `on`. `positional`: rows by their numbers, a full join without `on`. */
  readonly matching?: 'asof' | 'positional';
  readonly span: Span;
}
