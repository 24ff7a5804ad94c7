/*
 * The planned module: the typed module plus a plan for each of its queries and data changes. Nodes are found by identity.
 * The parameters of a plan name the typed expressions whose values the generated code passes, in order.
 */
import type { Dml, KeyAccess } from '../contract/dml.ts';
import type { QueryPlan } from '../contract/plan.ts';
import type { TypedDml, TypedExpression } from './typed-expression.ts';
import type { TypedQuery } from './typed-query.ts';
import type { TypedModule } from './typed.ts';

export interface PlannedQuery {
  readonly index: number;
  readonly plan: QueryPlan;
  /** One for each parameter of the plan. */
  readonly arguments: readonly TypedExpression[];
  /** Set when the query is a lookup by a whole key of one table, with nothing but columns and scalars in its select list. */
  readonly keyAccess: KeyAccess | null;
}

export interface PlannedDml {
  readonly index: number;
  readonly dml: Dml;
  /** Of `dml.query`. */
  readonly arguments: readonly TypedExpression[];
  /** Of the queries of DO UPDATE and RETURNING: their parameters after the rows. */
  readonly updateArguments: readonly TypedExpression[];
  readonly returningArguments: readonly TypedExpression[];
  /** For updates and deletes by a whole key, and `null` otherwise. */
  readonly keyAccess: KeyAccess | null;
  /** INSERT … VALUES of one row of scalars: the row in table column order, else `null`. */
  readonly row: readonly TypedExpression[] | null;
}

export interface PlannedModule {
  readonly typed: TypedModule;
  readonly queries: readonly PlannedQuery[];
  readonly dmls: readonly PlannedDml[];
  readonly queryOf: ReadonlyMap<TypedQuery, PlannedQuery>;
  readonly dmlOf: ReadonlyMap<TypedDml, PlannedDml>;
}
