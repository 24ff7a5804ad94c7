import type { LimitValues } from './limit-settings.ts';
import type { GrantInfo } from './access.ts';
import type { DataType, Field } from './data-type.ts';

/** A column of CREATE TABLE or ADD COLUMN. */
export interface ColumnDefinition extends Field {
  readonly defaultText: string | null;
  readonly comment: string | null;
}

/** Columns by name; `text` is the expression of a CHECK. */
export interface ConstraintDefinition {
  readonly kind: 'primary_key' | 'unique' | 'check' | 'foreign_key';
  readonly name: string | null;
  readonly columns: readonly string[];
  readonly text: string | null;
}

/**
 * A change of the catalog as a statement asks for it. Names are as written, texts are source text. `Query` is how the query of `create table … as` is given:
 * a typed query in the compiler, its position among the module's queries in a manifest.
 */
export type CatalogChange<Query> =
  | { readonly kind: 'create_schema'; readonly name: string; readonly ifNotExists: boolean }
  | {
      readonly kind: 'create_table';
      readonly schema: string;
      readonly name: string;
      readonly columns: readonly ColumnDefinition[];
      readonly constraints: readonly ConstraintDefinition[];
      readonly ifNotExists: boolean;
      readonly orReplace: boolean;
      readonly temporary: boolean;
      readonly as: Query | null;
      /** Of a materialized view: its query's text, and the names of its columns where they are given. */
      readonly materialized?: { readonly text: string; readonly names: readonly string[] };
    }
  | {
      readonly kind: 'create_view';
      readonly schema: string;
      readonly name: string;
      readonly fields: readonly Field[];
      readonly text: string;
      readonly orReplace: boolean;
      readonly ifNotExists: boolean;
    }
  | {
      readonly kind: 'create_index';
      readonly name: string;
      readonly schema: string;
      readonly table: string;
      readonly columns: readonly string[];
      readonly unique: boolean;
      readonly ifNotExists: boolean;
    }
  | { readonly kind: 'define_routine'; readonly routine: string; readonly replace: boolean }
  /** Other options for a procedure that is there; `text` is its declaration with them. */
  | {
      readonly kind: 'set_options';
      readonly routine: string;
      readonly options: Readonly<Record<string, unknown>>;
      readonly text: string;
    }
  | { readonly kind: 'define_struct'; readonly name: string; readonly fields: readonly Field[]; readonly text: string }
  | { readonly kind: 'define_exception'; readonly name: string; readonly message: string | null; readonly text: string }
  | {
      readonly kind: 'define_automation';
      readonly object: 'trigger' | 'schedule' | 'pipeline';
      readonly name: string;
      readonly options: Readonly<Record<string, unknown>>;
      readonly text: string;
      readonly body: string | null;
    }
  | { readonly kind: 'alter_table'; readonly schema: string; readonly table: string; readonly action: AlterAction }
  | {
      readonly kind: 'drop';
      readonly object:
        | 'table'
        | 'view'
        | 'materialized view'
        | 'schema'
        | 'index'
        | 'procedure'
        | 'function'
        | 'trigger'
        | 'schedule'
        | 'pipeline'
        | 'type'
        | 'role'
        | 'secret';
      readonly schema: string;
      readonly name: string;
      readonly ifExists: boolean;
    }
  | {
      readonly kind: 'enable';
      readonly object: 'trigger' | 'schedule';
      readonly name: string;
      readonly enabled: boolean;
    }
  | { readonly kind: 'create_role'; readonly name: string; readonly limits: LimitValues }
  /** `grants` are given, or taken back. */
  | { readonly kind: 'grant'; readonly revoke: boolean; readonly grants: readonly GrantInfo[] }
  | { readonly kind: 'comment'; readonly object: string; readonly name: string; readonly text: string | null }
  | { readonly kind: 'refresh_view'; readonly schema: string; readonly name: string }
  | { readonly kind: 'truncate'; readonly schema: string; readonly table: string };

export type AlterAction =
  /** `constraints`: keys and checks of the column, in order. */
  | {
      readonly kind: 'add_column';
      readonly column: ColumnDefinition;
      readonly constraints?: readonly ConstraintDefinition[];
    }
  | { readonly kind: 'add_constraint'; readonly constraint: ConstraintDefinition }
  | { readonly kind: 'drop_constraint'; readonly name: string; readonly ifExists: boolean }
  | { readonly kind: 'drop_column'; readonly name: string }
  | { readonly kind: 'rename_column'; readonly name: string; readonly to: string }
  | { readonly kind: 'rename_table'; readonly to: string }
  | { readonly kind: 'set_type'; readonly name: string; readonly type: DataType; readonly using: string | null }
  | { readonly kind: 'set_default'; readonly name: string; readonly defaultText: string | null }
  | { readonly kind: 'set_not_null'; readonly name: string; readonly notNull: boolean };
