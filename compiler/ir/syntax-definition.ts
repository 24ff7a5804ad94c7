import type { Span } from '../contract/span.ts';
import type { Expression } from './syntax-expression.ts';
import type { StringLiteral, StructLiteral } from './syntax-literal.ts';
import type { Identifier, Name } from './syntax-name.ts';
import type { OrderItem, Query } from './syntax-query.ts';
import type { OptionList, Parameter } from './syntax-routine.ts';
import type { TypeSyntax } from './syntax-type.ts';

/** Statements that define, change and drop catalog objects other than routines. */
export type DefinitionStatement =
  | CreateTable
  | CreateView
  | CreateIndex
  | CreateSchema
  | CreateRole
  | CreateSecret
  | DefineSecret
  | DefineException
  | DefineStruct
  | AlterTable
  | Drop
  | RefreshView
  | Truncate
  | CommentOn
  | Grant;

/** `create [or replace] [temp] table [if not exists] t (columns, constraints)` or `as query`. */
export interface CreateTable {
  readonly kind: 'CreateTable';
  readonly span: Span;
  readonly orReplace: boolean;
  readonly temporary: boolean;
  readonly ifNotExists: boolean;
  readonly name: Name;
  readonly columns: readonly ColumnDefinition[];
  readonly constraints: readonly TableConstraint[];
  readonly query?: Query;
}

/** `name type constraint…`. */
export interface ColumnDefinition {
  readonly kind: 'ColumnDefinition';
  readonly span: Span;
  readonly name: Identifier;
  readonly type: TypeSyntax;
  readonly constraints: readonly ColumnConstraint[];
}

export type ColumnConstraint =
  PrimaryKey | NotNull | Unique | DefaultValue | Check | Generated | ColumnComment | ForeignKey;

/** `primary key` of a column (no columns) or of a table. `name` is that of CONSTRAINT. */
export interface PrimaryKey {
  readonly kind: 'PrimaryKey';
  readonly span: Span;
  readonly name?: Identifier;
  readonly columns: readonly Identifier[];
}

/** `not null`. */
export interface NotNull {
  readonly kind: 'NotNull';
  readonly span: Span;
}

/** `unique` of a column (no columns) or of a table. */
export interface Unique {
  readonly kind: 'Unique';
  readonly span: Span;
  readonly name?: Identifier;
  readonly columns: readonly Identifier[];
}

/** `default expression`. */
export interface DefaultValue {
  readonly kind: 'DefaultValue';
  readonly span: Span;
  readonly value: Expression;
}

/** `check (condition)`, of a column or a table. */
export interface Check {
  readonly kind: 'Check';
  readonly span: Span;
  readonly name?: Identifier;
  readonly condition: Expression;
}

/** `generated always as (expression)`. */
export interface Generated {
  readonly kind: 'Generated';
  readonly span: Span;
  readonly value: Expression;
}

/** `comment 'text'` of a column. */
export interface ColumnComment {
  readonly kind: 'ColumnComment';
  readonly span: Span;
  readonly text: StringLiteral;
}

export type TableConstraint = PrimaryKey | Unique | Check | ForeignKey;

/** `foreign key (a) references t [(b)]`, or `references t [(b)]` of a column (no columns). Without the other table's columns they are its primary key. */
export interface ForeignKey {
  readonly kind: 'ForeignKey';
  readonly span: Span;
  readonly name?: Identifier;
  readonly columns: readonly Identifier[];
  readonly table: Name;
  readonly references: readonly Identifier[];
}

/** `create [or replace] [materialized] view v [(columns)] as query`. */
export interface CreateView {
  readonly kind: 'CreateView';
  readonly span: Span;
  readonly orReplace: boolean;
  readonly materialized: boolean;
  readonly ifNotExists: boolean;
  readonly name: Name;
  readonly columns: readonly Identifier[];
  readonly query: Query;
}

/** `create [unique] index i on t [using method] (columns)`. */
export interface CreateIndex {
  readonly kind: 'CreateIndex';
  readonly span: Span;
  readonly unique: boolean;
  readonly ifNotExists: boolean;
  readonly name: Identifier;
  readonly table: Name;
  readonly method?: Identifier;
  readonly columns: readonly Identifier[];
}

/** `create schema [if not exists] s`. */
export interface CreateSchema {
  readonly kind: 'CreateSchema';
  readonly span: Span;
  readonly ifNotExists: boolean;
  readonly name: Name;
}

/** `create role r [( … )]`. */
export interface CreateRole {
  readonly kind: 'CreateRole';
  readonly span: Span;
  readonly name: Identifier;
  readonly options?: OptionList;
}

/** The old spelling `create secret n type secret as 'value'`. */
export interface CreateSecret {
  readonly kind: 'CreateSecret';
  readonly span: Span;
  readonly name: Name;
  readonly value: StringLiteral;
}

/** `type secret as n ( … )`. */
export interface DefineSecret {
  readonly kind: 'DefineSecret';
  readonly span: Span;
  readonly name: Name;
  readonly options: OptionList;
}

/** `type exception as E ['message']`; `create type E as exception ('message')` is the same. */
export interface DefineException {
  readonly kind: 'DefineException';
  readonly span: Span;
  readonly name: Name;
  readonly message?: StringLiteral;
}

/** `type struct as S(fields) [{value}]`; `create type S as struct (fields)` is the same. */
export interface DefineStruct {
  readonly kind: 'DefineStruct';
  readonly span: Span;
  readonly name: Name;
  readonly fields: readonly Parameter[];
  readonly value?: StructLiteral;
}

/** `alter table t action`. */
export interface AlterTable {
  readonly kind: 'AlterTable';
  readonly span: Span;
  readonly name: Name;
  readonly action: AlterAction;
}

export type AlterAction =
  | AddColumn
  | DropColumn
  | RenameColumn
  | RenameTable
  | AlterColumnType
  | SetColumnDefault
  | DropColumnDefault
  | SetColumnNullability
  | AddConstraint
  | DropConstraint
  | SetPartitioning
  | SetSorting;

/** `add [column] name type constraint…`. */
export interface AddColumn {
  readonly kind: 'AddColumn';
  readonly span: Span;
  readonly column: ColumnDefinition;
}

/** `drop [column] c`. */
export interface DropColumn {
  readonly kind: 'DropColumn';
  readonly span: Span;
  readonly column: Identifier;
}

/** `rename [column] a to b`. */
export interface RenameColumn {
  readonly kind: 'RenameColumn';
  readonly span: Span;
  readonly column: Identifier;
  readonly to: Identifier;
}

/** `rename to t`. */
export interface RenameTable {
  readonly kind: 'RenameTable';
  readonly span: Span;
  readonly to: Identifier;
}

/** `alter [column] c type T [using expression]`. */
export interface AlterColumnType {
  readonly kind: 'AlterColumnType';
  readonly span: Span;
  readonly column: Identifier;
  readonly type: TypeSyntax;
  readonly using?: Expression;
}

/** `alter [column] c set default expression`. */
export interface SetColumnDefault {
  readonly kind: 'SetColumnDefault';
  readonly span: Span;
  readonly column: Identifier;
  readonly value: Expression;
}

/** `alter [column] c drop default`. */
export interface DropColumnDefault {
  readonly kind: 'DropColumnDefault';
  readonly span: Span;
  readonly column: Identifier;
}

/** `alter [column] c set not null` or `drop not null`. */
export interface SetColumnNullability {
  readonly kind: 'SetColumnNullability';
  readonly span: Span;
  readonly column: Identifier;
  readonly nullable: boolean;
}

/** `add [constraint c] primary key (a)`, `unique (a)`, `check (…)`, `foreign key (a) references t`. */
export interface AddConstraint {
  readonly kind: 'AddConstraint';
  readonly span: Span;
  readonly constraint: TableConstraint;
}

/** `drop constraint [if exists] c`. */
export interface DropConstraint {
  readonly kind: 'DropConstraint';
  readonly span: Span;
  readonly ifExists: boolean;
  readonly name: Identifier;
}

/** `set partitioned by (…)`. */
export interface SetPartitioning {
  readonly kind: 'SetPartitioning';
  readonly span: Span;
  readonly keys: readonly Expression[];
}

/** `set sorted by (…)`. */
export interface SetSorting {
  readonly kind: 'SetSorting';
  readonly span: Span;
  readonly keys: readonly OrderItem[];
}

/** `drop object [if exists] name`; `object` in lower case: `table`, `materialized view`, `procedure`, … */
export interface Drop {
  readonly kind: 'Drop';
  readonly span: Span;
  readonly object: string;
  readonly ifExists: boolean;
  readonly name: Name;
}

/** `refresh materialized view v`. */
export interface RefreshView {
  readonly kind: 'RefreshView';
  readonly span: Span;
  readonly name: Name;
}

/** `truncate t`. */
export interface Truncate {
  readonly kind: 'Truncate';
  readonly span: Span;
  readonly name: Name;
}

/** `comment on object name is 'text'`; the text is missing after `is null`. */
export interface CommentOn {
  readonly kind: 'CommentOn';
  readonly span: Span;
  readonly object: string;
  readonly name: Name;
  readonly text?: StringLiteral;
}

/** `grant privileges on object name to role`, or `revoke … from role`. Privileges and object in lower case. */
export interface Grant {
  readonly kind: 'Grant';
  readonly span: Span;
  readonly revoke: boolean;
  readonly privileges: readonly string[];
  readonly object: string;
  readonly name: Name;
  readonly role: Identifier;
}
