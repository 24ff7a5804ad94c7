import type { Column } from '../../contract/type.ts';
import type { TypedExpression } from '../../ir/typed-expression.ts';
import type { CommonTable } from '../../ir/syntax-query.ts';
import type { Call, WindowSpecification } from '../../ir/syntax-call.ts';

/** A table as a query sees it. `columns` carry the NULLs that outer joins add. */
export interface ScopeSource {
  readonly id: number;
  /** The alias, or the table's own name; `null` when it has none. */
  readonly name: string | null;
  readonly columns: readonly Column[];
  /** Has columns that only run time knows. */
  readonly dynamic: boolean;
  /** May have columns that only run time knows, of an older snapshot: a query that names one is typed again then. */
  readonly former?: boolean;
  /** Other names of columns, which `*` does not show: column positions by lower-case name. */
  readonly synonyms?: ReadonlyMap<string, number>;
  /** For tables of the catalog: the columns of the primary key, by position; and the table's name. */
  readonly key: readonly number[] | null;
  /** All its keys, by column positions: a value of one has at most one row. */
  readonly keys: readonly (readonly number[])[];
  readonly table: string | null;
  /** On the far side of SEMI and ANTI joins: visible in ON alone. */
  readonly hidden: 'SEMI' | 'ANTI' | null;
  /** The outer join that keeps rows without a match in this source. */
  readonly far?: 'LEFT' | 'RIGHT';
  /** Columns merged by USING: not found by their bare name, since the merged one is. */
  readonly merged: ReadonlySet<string>;
}

/** A column that USING or NATURAL made of two. */
export interface MergedColumn {
  readonly name: string;
  readonly value: TypedExpression;
}

/** What the clauses of one query see. Made anew where clauses see more or less. */
export interface QueryScope {
  readonly sources: readonly ScopeSource[];
  readonly mergedColumns: readonly MergedColumn[];
  readonly parent: QueryScope | null;
  /** Clause in which an aggregate would be a mistake, or `null` where they are allowed. */
  readonly noAggregates: string | null;
  readonly noWindows: string | null;
  /** Set while the arguments of an aggregate are checked: its name. */
  readonly aggregate: string | null;
  /** Select items by lower-case alias, where they are visible. */
  readonly aliases: ReadonlyMap<string, () => TypedExpression | null> | null;
  /** Aliases of the select list, in lower case, for messages where they are not visible. */
  readonly unseen?: ReadonlySet<string>;
  readonly windows: ReadonlyMap<string, WindowSpecification>;
  /** Without GROUP BY an aggregate is over all rows, and may be over none. */
  readonly mayBeEmpty: boolean;
  /** Filled while clauses are checked: whether aggregates and window functions occur. */
  readonly found: Found;
  readonly ctes: ReadonlyMap<CommonTable, CteShape>;
  /** While a select list is checked: what its calls of `unnest` stand for. */
  readonly unnested?: ReadonlyMap<Call, TypedExpression>;
}

export interface Found {
  aggregates: boolean;
  windows: boolean;
}

/** A common table expression while the query that uses it is checked. */
export interface CteShape {
  readonly id: number;
  readonly columns: readonly Column[];
  readonly dynamic: boolean;
  /** While the query that makes a recursive one is checked. */
  readonly inRounds?: true;
}

export const EMPTY_SCOPE: QueryScope = {
  sources: [],
  mergedColumns: [],
  parent: null,
  noAggregates: 'FROM',
  noWindows: 'FROM',
  aggregate: null,
  aliases: null,
  windows: new Map(),
  mayBeEmpty: true,
  found: { aggregates: false, windows: false },
  ctes: new Map(),
};

/** The common table expressions visible here, of this query and those around it. */
export function findCte(scope: QueryScope | null, table: CommonTable): CteShape | undefined {
  for (let each = scope; each !== null; each = each.parent) {
    const shape = each.ctes.get(table);
    if (shape !== undefined) return shape;
  }
  return undefined;
}
