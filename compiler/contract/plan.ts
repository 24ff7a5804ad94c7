import type { DataType, Field } from './data-type.ts';
import type { Constant, PLACE, Scalar } from './scalar.ts';
import type { Span } from './span.ts';

/**
 * A relational plan: a tree of operators, serialisable. `fields` are the operator's output columns, in order; scalars refer to
 * input columns by position. One operator has one file of the same name in `6-emit/operators` and in `runtime/columnar/operators`.
 */
export type Plan =
  | Scan
  | FileScan
  | TableParameter
  | Unnest
  | TableFunction
  | Values
  | Filter
  | Project
  | Aggregate
  | Window
  | Join
  | Sort
  | Limit
  | Sample
  | Distinct
  | SetOperation
  | Recursive
  | WorkingTable;

export type PlanKind = Plan['kind'];

interface PlanBase {
  readonly fields: readonly Field[];
}

/** Reads a table of the catalog at the frame's snapshot and overlay. `columns` are positions in the table; `fields` follow them. */
export interface Scan extends PlanBase {
  readonly kind: 'scan';
  readonly table: number;
  readonly name: string;
  readonly columns: readonly number[];
  /** `AS OF`: another snapshot (id or timestamp), constant for the scan. */
  readonly asOf: Scalar | null;
  /** With `asOf`: the table's column names when the plan was made. Its columns are found by them in the table as it was. */
  readonly names?: readonly string[];
  /** `SINCE`: what was done to the table's rows in (low, high]. Positions behind its columns are those of `CHANGE_COLUMNS`. */
  readonly since?: ChangeBounds;
  /** Conjuncts over `fields` that a segment's statistics may refute; the filter above still decides each row. */
  readonly prune: readonly Scalar[];
  /** A last field `$row` (int): the row's position in the scanned table, counting deleted rows, segments laid end to end. For UPDATE and DELETE. */
  readonly rowPosition: boolean;
}

/** Snapshot ids or times, constant for the scan; `high` is null for "until the frame's snapshot". */
export interface ChangeBounds {
  readonly low: Scalar;
  readonly high: Scalar | null;
}

/** Reads a file or URL; `path` is a string scalar without columns, `format` follows from the name when `null`. */
export interface FileScan extends PlanBase {
  readonly kind: 'file_scan';
  readonly path: Scalar;
  /** Names of secrets for the web server that has the file; left out where there are none. */
  readonly secrets?: readonly string[];
  readonly format: string | null;
  readonly columns: readonly string[];
}

/** A table value from outside of the query (a local of table type), by position in the query's parameters. */
export interface TableParameter extends PlanBase {
  readonly kind: 'table_parameter';
  readonly index: number;
  readonly name: string;
}

/** A list as rows: columns `value` and `index` (from 0). `list` has no columns but outer ones. */
export interface Unnest extends PlanBase {
  readonly kind: 'unnest';
  readonly list: Scalar;
}

/** A table-valued native or routine in FROM. */
export interface TableFunction extends PlanBase {
  readonly kind: 'table_function';
  readonly id: string;
  readonly args: readonly Scalar[];
}

export interface Values extends PlanBase {
  readonly kind: 'values';
  readonly rows: readonly (readonly Scalar[])[];
}

/** Keeps the rows for which the predicate is TRUE. */
export interface Filter extends PlanBase {
  readonly kind: 'filter';
  readonly input: Plan;
  readonly predicate: Scalar;
}

export interface Project extends PlanBase {
  readonly kind: 'project';
  readonly input: Plan;
  readonly expressions: readonly Scalar[];
}

/** An aggregate function over the rows of a group. */
export interface AggregateCall {
  /** The aggregate's kernel operation, from its signature's trait (`count`, `sum`, `min`, …). */
  readonly operation: string;
  readonly args: readonly Scalar[];
  readonly distinct: boolean;
  readonly filter: Scalar | null;
  readonly orderBy: readonly SortKey[];
  readonly type: DataType;
  readonly nullable: boolean;
  readonly [PLACE]?: Span;
}

/** Output columns: the keys, then the aggregates. No keys: exactly one row. NULL is one group. */
export interface Aggregate extends PlanBase {
  readonly kind: 'aggregate';
  readonly input: Plan;
  readonly keys: readonly Scalar[];
  readonly aggregates: readonly AggregateCall[];
}

export interface WindowFrame {
  readonly unit: 'rows' | 'range' | 'groups';
  readonly start: FrameBound;
  readonly end: FrameBound;
  readonly exclude: 'current row' | 'group' | 'ties' | null;
}

export type FrameBound =
  | { readonly kind: 'unbounded_preceding' | 'current_row' | 'unbounded_following' }
  | { readonly kind: 'preceding' | 'following'; readonly offset: Scalar };

export interface WindowCall {
  readonly operation: string;
  readonly args: readonly Scalar[];
  /** Of an aggregate: equal arguments count once in a frame. */
  readonly distinct: boolean;
  /** Of an aggregate: the order in which it takes the rows of a frame, where that is not the window's. */
  readonly inputOrder: readonly SortKey[];
  readonly partitionBy: readonly Scalar[];
  readonly orderBy: readonly SortKey[];
  readonly frame: WindowFrame | null;
  readonly ignoreNulls: boolean;
  readonly filter: Scalar | null;
  readonly type: DataType;
  readonly nullable: boolean;
  readonly [PLACE]?: Span;
}

/** Output columns: the input's, then one for each call. */
export interface Window extends PlanBase {
  readonly kind: 'window';
  readonly input: Plan;
  readonly calls: readonly WindowCall[];
}

export type JoinKind = 'inner' | 'left' | 'right' | 'full' | 'cross' | 'semi' | 'anti';

/** Output columns: left's then right's (`semi`, `anti`: left's). `equal` pairs have one side each and are compared with `=`; `residual` sees both sides. */
export interface Join extends PlanBase {
  readonly kind: 'join';
  readonly join: JoinKind;
  readonly left: Plan;
  readonly right: Plan;
  readonly equal: readonly { readonly left: Scalar; readonly right: Scalar }[];
  readonly residual: Scalar | null;
  /** The right side is computed for each row of the left one, which it sees as the nearest enclosing row (`outer`, depth 1). No `equal` pairs then. */
  readonly lateral?: boolean;
}

export interface SortKey {
  readonly value: Scalar;
  readonly descending: boolean;
  readonly nullsFirst: boolean;
}

/** Stable. `limit` set: only the first rows of the order are wanted (limit + offset of a `Limit` above). */
export interface Sort extends PlanBase {
  readonly kind: 'sort';
  readonly input: Plan;
  readonly keys: readonly SortKey[];
  readonly top: Scalar | null;
}

export interface Limit extends PlanBase {
  readonly kind: 'limit';
  readonly input: Plan;
  readonly limit: Scalar | null;
  /** `limit` is a share of the rows, in a hundred, rounded down: they are all made before the first one goes on. */
  readonly percent?: true;
  readonly offset: Scalar | null;
}

/**
 * Some of the rows, chosen at random: `amount` of them, or each with a chance of `amount` in a hundred (`exactly`: that share of them).
 * `seed` null takes the randomness of the run. `id` tells one sample from another of the same table.
 */
export interface Sample extends PlanBase {
  readonly kind: 'sample';
  readonly id: number;
  readonly input: Plan;
  readonly amount: Scalar;
  readonly unit: 'rows' | 'percent';
  readonly exactly: boolean;
  readonly seed: Scalar | null;
}

/** `on` null: all columns; else the first row for each value of the expressions. */
export interface Distinct extends PlanBase {
  readonly kind: 'distinct';
  readonly input: Plan;
  readonly on: readonly Scalar[] | null;
}

/** Inputs have as many columns each, already cast to the common types. */
export interface SetOperation extends PlanBase {
  readonly kind: 'set_operation';
  readonly operation: 'union' | 'intersect' | 'except';
  readonly all: boolean;
  readonly left: Plan;
  readonly right: Plan;
}

/**
 * A recursive common table: the rows of `first`, and what `step` makes again and again of the rows of the round before, which it reads as
 * the `WorkingTable` with this `id`, until a round adds none. Without `all` a row that came before counts for nothing. Both inputs have as many
 * columns, already cast to the types of `fields`.
 */
export interface Recursive extends PlanBase {
  readonly kind: 'recursive';
  readonly id: number;
  readonly name: string;
  readonly all: boolean;
  readonly first: Plan;
  readonly step: Plan;
}

/** The rows that the last round of the enclosing `Recursive` with this `id` added. */
export interface WorkingTable extends PlanBase {
  readonly kind: 'working_table';
  readonly id: number;
  readonly name: string;
}

/** A planned query as it stands in a manifest: the plan and what the caller passes to it. */
export interface QueryPlan {
  readonly plan: Plan;
  readonly parameters: readonly QueryParameter[];
  /** Where `plan` computes functions in place: the plan that calls them. It gives the same; what it raises has the function's place. */
  readonly called?: Plan;
}

/** A scalar, table or function that a query gets from its caller. Lifted literals carry their value. */
export type QueryParameter =
  | {
      readonly kind: 'scalar';
      readonly name: string;
      readonly type: DataType;
      readonly nullable: boolean;
      readonly value?: Constant;
    }
  | { readonly kind: 'table'; readonly name: string; readonly fields: readonly Field[] }
  | { readonly kind: 'function'; readonly name: string };
