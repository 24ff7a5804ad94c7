/*
 * Typed statements of bodies and scripts. Invariants: clauses are in canonical form (`elif` is a nested If), THEN blocks are For loops
 * over queries, conditions are boolean.
 */
import type {
  AlterAction,
  CatalogChange as Change,
  ColumnDefinition,
  ConstraintDefinition,
} from '../contract/catalog-change.ts';
import type { DataType } from '../contract/data-type.ts';
import type { CsvLayout } from '../contract/manifest.ts';
import type { Span } from '../contract/span.ts';
import type { TypedArmBody, TypedCatchArm, TypedExpression, TypedLocal } from './typed-expression.ts';
import type { TypedQuery } from './typed-query.ts';

export interface TypedBlock {
  readonly kind: 'Block';
  readonly statements: readonly TypedStatement[];
  readonly span: Span;
}

interface Node {
  readonly span: Span;
}

export type TypedStatement =
  | TypedBlock
  | TypedLet
  | TypedAssign
  | TypedExpressionStatement
  | TypedReturn
  | TypedIf
  | TypedWhile
  | TypedFor
  | TypedBreak
  | TypedContinue
  | TypedThrow
  | TypedTryStatement
  | TypedTransaction
  | TypedDdl
  | TypedCopy
  | TypedShow
  | TypedExplain;

export interface TypedLet extends Node {
  readonly kind: 'Let';
  /** It stands in the head of a script, and tells no result. */
  readonly parameter?: true;
  readonly local: TypedLocal;
  readonly value: TypedExpression;
}

/** `path` leads from the local to the part that changes: struct fields, list indexes and the keys of maps, outermost first. */
export interface TypedAssign extends Node {
  readonly kind: 'Assign';
  readonly local: TypedLocal;
  readonly path: readonly (
    | { readonly kind: 'field'; readonly name: string }
    | {
        readonly kind: 'index';
        readonly index: TypedExpression;
        /** The type of a map's keys. */ readonly keys: DataType | null;
      }
  )[];
  readonly value: TypedExpression;
}

/** Calls, DML, and in scripts queries, whose result is shown. */
export interface TypedExpressionStatement extends Node {
  readonly kind: 'ExpressionStatement';
  readonly value: TypedExpression;
}
export interface TypedReturn extends Node {
  readonly kind: 'Return';
  readonly value: TypedExpression | null;
}
export interface TypedIf extends Node {
  readonly kind: 'If';
  readonly condition: TypedExpression;
  readonly then: TypedBlock;
  readonly otherwise: TypedBlock | null;
}
export interface TypedWhile extends Node {
  readonly kind: 'While';
  readonly condition: TypedExpression;
  readonly body: TypedBlock;
}

/**
 * Over a list, a table or an iterator. `item` is the element or the row struct; `columns` bind the row's columns to locals of their own (THEN blocks);
 * `index` counts from 0.
 */
export interface TypedFor extends Node {
  readonly kind: 'For';
  readonly item: TypedLocal | null;
  readonly columns: readonly { readonly column: number; readonly local: TypedLocal }[];
  readonly index: TypedLocal | null;
  readonly over: 'list' | 'table' | 'range';
  /** The list or table; for `range` the exclusive end is the second of `bounds`. */
  readonly iterable: TypedExpression | null;
  readonly bounds: readonly [TypedExpression, TypedExpression] | null;
  readonly body: TypedBlock;
}

export interface TypedBreak extends Node {
  readonly kind: 'Break';
}
export interface TypedContinue extends Node {
  readonly kind: 'Continue';
}

/** `null`: the exception being handled, again. */
export interface TypedThrow extends Node {
  readonly kind: 'Throw';
  readonly value: TypedExpression | null;
}
export interface TypedTryStatement extends Node {
  readonly kind: 'TryStatement';
  readonly body: TypedBlock;
  readonly arms: readonly TypedCatchArm[];
}

export interface TypedTransaction extends Node {
  readonly kind: 'Transaction';
  readonly action: 'begin' | 'commit' | 'rollback' | 'savepoint' | 'rollback_to' | 'release';
  readonly name: string | null;
}

/** DDL as data for the catalog. Texts are source text. */
export interface TypedDdl extends Node {
  readonly kind: 'Ddl';
  readonly change: CatalogChange;
}

export type CatalogChange = Change<TypedQuery>;
export type { AlterAction, ColumnDefinition, ConstraintDefinition };

/** `copy (query) to 'file'`, `copy t to 'file'`, `copy 'file' to t`. */
export type TypedCopy = Node &
  (
    | {
        readonly kind: 'Copy';
        readonly direction: 'out';
        readonly query: TypedQuery;
        readonly path: TypedExpression;
        readonly format: string | null;
        readonly layout: CsvLayout | null;
        /** Names of secrets for the web server that has the file. */
        readonly secrets: readonly string[];
      }
    | {
        readonly kind: 'Copy';
        readonly direction: 'in';
        readonly path: TypedExpression;
        readonly schema: string;
        readonly table: string;
        readonly create: boolean;
        readonly format: string | null;
        readonly layout: CsvLayout | null;
        readonly secrets: readonly string[];
      }
  );

export interface TypedShow extends Node {
  readonly kind: 'Show';
  readonly what: string;
  readonly name: string | null;
}
export interface TypedExplain extends Node {
  readonly kind: 'Explain';
  readonly analyze: boolean;
  readonly statement: TypedStatement;
}

export type { TypedArmBody };
