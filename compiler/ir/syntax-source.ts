import type { Span } from '../contract/span.ts';
import type { Argument } from './syntax-call.ts';
import type { Expression, Interpolation } from './syntax-expression.ts';
import type { ListLiteral, StringLiteral } from './syntax-literal.ts';
import type { Identifier, Name } from './syntax-name.ts';
import type { Query, Values } from './syntax-query.ts';
import type { SelectItem } from './syntax-select.ts';

/** What stands in FROM. */
export type TableSource = Source | Join | Pivot | Unpivot;

/** One relation with what is said about it: alias, column names, time travel, secrets, sample. */
export interface Source {
  readonly kind: 'Source';
  readonly span: Span;
  readonly lateral: boolean;
  readonly relation: Relation;
  readonly alias?: Identifier;
  readonly columns: readonly Identifier[];
  readonly travel?: AsOf | Since;
  readonly secrets: readonly Identifier[];
  readonly sample?: Sample;
}

export type Relation =
  | TableName
  | FileSource
  | Interpolation
  | SubquerySource
  | ListLiteral
  | FunctionSource
  | Values
  | UnnestSource
  | NestedSource;

/** A name in a table's place: a CTE, a local, a table, a view, or a file such as `data.json`. */
export interface TableName {
  readonly kind: 'TableName';
  readonly span: Span;
  readonly name: Name;
}

/** A quoted string in a table's place: a file or a URL. */
export interface FileSource {
  readonly kind: 'FileSource';
  readonly span: Span;
  readonly path: StringLiteral;
  /** It was written as `httpfs('…')`. */
  readonly call?: true;
}

/** `(select …)` in a table's place. */
export interface SubquerySource {
  readonly kind: 'SubquerySource';
  readonly span: Span;
  readonly query: Query;
}

/** `f(args)` in a table's place. */
export interface FunctionSource {
  readonly kind: 'FunctionSource';
  readonly span: Span;
  readonly name: Name;
  readonly args: readonly Argument[];
}

/** `unnest(a, b) [with ordinality]`. */
export interface UnnestSource {
  readonly kind: 'UnnestSource';
  readonly span: Span;
  readonly lists: readonly Expression[];
  readonly ordinality: boolean;
}

/** `(a join b on …)`. */
export interface NestedSource {
  readonly kind: 'NestedSource';
  readonly span: Span;
  readonly source: TableSource;
}

/** `as of t`. */
export interface AsOf {
  readonly kind: 'AsOf';
  readonly span: Span;
  readonly time: Expression;
}

/** `since a [until b]`. */
export interface Since {
  readonly kind: 'Since';
  readonly span: Span;
  readonly low: Expression;
  readonly high?: Expression;
}

/** `sample 10%`, `tablesample reservoir (100 rows) repeatable (7)`. */
export interface Sample {
  readonly kind: 'Sample';
  readonly span: Span;
  readonly amount: Expression;
  readonly unit: 'rows' | 'percent';
  readonly method?: Identifier;
  readonly seed?: Expression;
}

/** One join; `on` and `using` exclude each other. */
export interface Join {
  readonly kind: 'Join';
  readonly span: Span;
  readonly type: 'inner' | 'left' | 'right' | 'full' | 'anti' | 'semi' | 'cross' | 'positional';
  readonly natural: boolean;
  /** Only the nearest right row, by the one order in the condition. */
  readonly asof?: true;
  readonly left: TableSource;
  readonly right: TableSource;
  readonly on?: Expression;
  readonly using: readonly Identifier[];
}

/** `source pivot (sum(x) as s for k in ('a' as a, 'b') group by g) [as p]`. */
export interface Pivot {
  readonly kind: 'Pivot';
  readonly span: Span;
  readonly source: TableSource;
  readonly aggregates: readonly SelectItem[];
  readonly axes: readonly PivotAxis[];
  readonly groupBy: readonly Expression[];
  readonly alias?: Identifier;
}

/** `for key in (values)`. */
export interface PivotAxis {
  readonly kind: 'PivotAxis';
  readonly span: Span;
  readonly key: Expression;
  readonly values: readonly SelectItem[];
}

/** `source unpivot [include nulls] (value for name in (a as 'x', b)) [as u]`. */
export interface Unpivot {
  readonly kind: 'Unpivot';
  readonly span: Span;
  readonly source: TableSource;
  readonly includeNulls: boolean;
  readonly value: Identifier;
  readonly name: Identifier;
  readonly columns: readonly UnpivotColumn[];
  readonly alias?: Identifier;
}

/** One column of UNPIVOT and the label that its rows get. */
export interface UnpivotColumn {
  readonly kind: 'UnpivotColumn';
  readonly span: Span;
  readonly column: Identifier;
  readonly label?: Expression;
}
