import type { Span } from '../contract/span.ts';
import type { Expression, Interpolation } from './syntax-expression.ts';
import type { Identifier, Name } from './syntax-name.ts';
import type { Query, Values, With } from './syntax-query.ts';
import type { SelectItem } from './syntax-select.ts';
import type { Source, TableSource } from './syntax-source.ts';

/** Statements that change rows; with RETURNING they are queries too. */
export type DataChange = Insert | Update | Delete | UpsertInto | Merge;

/** The table changed: a name (of a table, or of a local that holds one's name) or `{local}`. */
export type ChangeTarget = Name | Interpolation;

/** `insert into t (a, b) values … | query | default values [on conflict …] [returning …]`. */
export interface Insert {
  readonly kind: 'Insert';
  readonly span: Span;
  readonly target: ChangeTarget;
  readonly columns: readonly Identifier[];
  readonly source: Values | Query | DefaultValues;
  readonly conflict?: OnConflict;
  readonly returning: readonly SelectItem[];
}

/** `default values`. */
export interface DefaultValues {
  readonly kind: 'DefaultValues';
  readonly span: Span;
}

/** `on conflict (a) do nothing` (no assignments) or `do update set … [where …]`. */
export interface OnConflict {
  readonly kind: 'OnConflict';
  readonly span: Span;
  readonly columns: readonly Identifier[];
  readonly assignments: readonly Assignment[];
  readonly where?: Expression;
}

/** `column = value` in SET. */
export interface Assignment {
  readonly kind: 'Assignment';
  readonly span: Span;
  readonly column: Name;
  readonly value: Expression;
}

/** `[with …] update t [alias] set … [from …] [where …] [returning …]`. */
export interface Update {
  readonly kind: 'Update';
  readonly span: Span;
  readonly with?: With;
  readonly target: ChangeTarget;
  readonly alias?: Identifier;
  readonly assignments: readonly Assignment[];
  readonly from: readonly TableSource[];
  readonly where?: Expression;
  readonly returning: readonly SelectItem[];
}

/** `[with …] delete from t [alias] [using …] [where …] [returning …]`. */
export interface Delete {
  readonly kind: 'Delete';
  readonly span: Span;
  readonly with?: With;
  readonly target: ChangeTarget;
  readonly alias?: Identifier;
  readonly using: readonly TableSource[];
  readonly where?: Expression;
  readonly returning: readonly SelectItem[];
}

/** `upsert into t (…) values … | query [on keys] [returning …]`; without keys it is the primary key. */
export interface UpsertInto {
  readonly kind: 'UpsertInto';
  readonly span: Span;
  readonly target: ChangeTarget;
  readonly columns: readonly Identifier[];
  readonly source: Values | Query;
  readonly on: readonly Identifier[];
  readonly returning: readonly SelectItem[];
}

/** `[with …] merge into t [alias] using s on … | using (columns) when … [returning …]`. */
export interface Merge {
  readonly kind: 'Merge';
  readonly span: Span;
  readonly with?: With;
  readonly target: ChangeTarget;
  readonly alias?: Identifier;
  readonly source: Source;
  readonly on?: Expression;
  readonly using: readonly Identifier[];
  readonly clauses: readonly MergeClause[];
  readonly returning: readonly SelectItem[];
}

/** `when [not] matched [by source|target] [and condition] then action`. */
export interface MergeClause {
  readonly kind: 'MergeClause';
  readonly span: Span;
  readonly matched: boolean;
  readonly by?: 'source' | 'target';
  readonly condition?: Expression;
  readonly action: MergeUpdate | MergeDelete | MergeInsert | MergeNothing;
}

/** `update [set …]`; without assignments all columns are taken by name. */
export interface MergeUpdate {
  readonly kind: 'MergeUpdate';
  readonly span: Span;
  readonly assignments: readonly Assignment[];
}

/** `delete`. */
export interface MergeDelete {
  readonly kind: 'MergeDelete';
  readonly span: Span;
}

/** `insert [(columns)] [values (…)]`; without values all columns are taken by name. */
export interface MergeInsert {
  readonly kind: 'MergeInsert';
  readonly span: Span;
  readonly columns: readonly Identifier[];
  readonly values: readonly Expression[];
}

/** `do nothing`. */
export interface MergeNothing {
  readonly kind: 'MergeNothing';
  readonly span: Span;
}
