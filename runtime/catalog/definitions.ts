import type { AutomationInfo, RoutineInfo, TypeInfo } from '../../compiler/contract/catalog-view.ts';
import type { ForeignKeyEntry } from './catalog-state.ts';
import type { DataType, Field } from '../../compiler/contract/data-type.ts';
import type { Value } from '../columnar/value.ts';

/** A column as DDL gives it. */
export interface ColumnDefinition extends Field {
  /** Source of the DEFAULT expression; `null` when there is none. */
  readonly defaultText: string | null;
  /** Its value where it is a constant; `undefined` where it is computed for every row. */
  readonly defaultValue: Value | undefined;
}

/** PRIMARY KEY or UNIQUE; columns by position. Without a name one is made from the table's and columns' names. */
export interface KeyDefinition {
  readonly name: string | null;
  readonly primary: boolean;
  readonly columns: readonly number[];
}

export interface CheckDefinition {
  readonly name: string | null;
  readonly text: string;
}

/** What the columns refer to is kept as text, `schema.table (columns)`. */
export interface ForeignKeyDefinition extends Omit<ForeignKeyEntry, 'name'> {
  readonly name: string | null;
}

export interface TableDefinition {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly ColumnDefinition[];
  readonly keys: readonly KeyDefinition[];
  readonly checks: readonly CheckDefinition[];
  readonly foreignKeys?: readonly ForeignKeyEntry[];
  /** The query of a materialized view. */
  readonly materialized?: string;
}

export interface ViewDefinition {
  readonly schema: string;
  readonly name: string;
  readonly text: string;
  /** The text as DuckDB reads it; `null` when it cannot be said in its dialect. */
  readonly portableText: string | null;
  readonly fields: readonly Field[];
}

export interface RoutineDefinition extends RoutineInfo {
  readonly options: Readonly<Record<string, unknown>>;
  readonly body: string;
}

export type TypeDefinition = TypeInfo;
export type AutomationDefinition = AutomationInfo;

/** One change of a table's shape. Columns by position. */
export type TableChange =
  /** `existing`: the value that rows already there get: the default's value at this moment, or NULL. */
  | { readonly kind: 'add_column'; readonly column: ColumnDefinition; readonly existing: Value }
  | { readonly kind: 'drop_column'; readonly column: number }
  | { readonly kind: 'rename_column'; readonly column: number; readonly name: string }
  /** Widening only; nothing is rewritten. */
  | { readonly kind: 'change_type'; readonly column: number; readonly type: DataType }
  /** Another column in its place, with an id of its own: the rows must be written anew. */
  | { readonly kind: 'replace_column'; readonly column: number; readonly by: ColumnDefinition }
  | {
      readonly kind: 'set_default';
      readonly column: number;
      readonly defaultText: string | null;
      readonly defaultValue: Value | undefined;
    }
  | { readonly kind: 'set_nullable'; readonly column: number; readonly nullable: boolean }
  | { readonly kind: 'add_key'; readonly key: KeyDefinition }
  | { readonly kind: 'add_index'; readonly name: string; readonly columns: readonly number[] }
  | { readonly kind: 'drop_index'; readonly name: string }
  | { readonly kind: 'add_check'; readonly check: CheckDefinition }
  | { readonly kind: 'add_foreign_key'; readonly key: ForeignKeyDefinition }
  | { readonly kind: 'drop_constraint'; readonly name: string }
  | { readonly kind: 'rename_table'; readonly name: string }
  | { readonly kind: 'comment'; readonly column: number | null; readonly text: string | null };
