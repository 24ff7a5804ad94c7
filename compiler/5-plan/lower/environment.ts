import type { Plan } from '../../contract/plan.ts';
import type { Scalar } from '../../contract/scalar.ts';
import type { TypedColumn, TypedExpression } from '../../ir/typed-expression.ts';
import type { TypedCte, TypedQuery } from '../../ir/typed-query.ts';
import type { Inputs } from './inputs.ts';

/** What is known of the functions that a module calls, by their ids. */
export interface Functions {
  /** Computes a call in its place; `null` to call it. */
  readonly inline: (routine: string, args: readonly Scalar[]) => Scalar | null;
  /** Whether a call may give another value each time. */
  readonly isVolatile: (routine: string) => boolean;
}

/** Where a query stands: what it takes from its caller, the CTEs in scope, and the row of the query around it. */
export interface Place {
  readonly inputs: Inputs;
  readonly ctes: ReadonlyMap<number, TypedCte>;
  /** The recursive common tables whose step this is inside of, by id: they are read as the rows of the last round. */
  readonly rounds?: ReadonlySet<number> | undefined;
  readonly outer: Environment | null;
  readonly functions: Functions;
  /** Lowers a query inside of this one. */
  readonly lowerQuery: (query: TypedQuery, place: Place) => Plan;
}

/** Where an expression stands: a place, and what the row of its operator holds. */
export interface Environment extends Place {
  /** A column of the row, `null` when its source is not among the row's. */
  column(reference: TypedColumn): Scalar | null;
  /** What stands for a whole expression: a group key, an aggregate, a window call, a select item; `null` to lower it as it is. */
  replaced(expression: TypedExpression): Scalar | null;
}

/** An expression without a row: limits, paths, arguments of table functions. The rows around the query are still seen. */
export function rowless(place: Place): Environment {
  return { ...place, column: () => null, replaced: () => null };
}
