import type { TableInfo } from '../contract/catalog-view.ts';
import type { Plan } from '../contract/plan.ts';
import type { PlannedDml, PlannedModule, PlannedQuery } from '../ir/planned.ts';
import type { TypedDml } from '../ir/typed-expression.ts';
import type { TypedQuery } from '../ir/typed-query.ts';
import type { TypedModule } from '../ir/typed.ts';
import type { Facts } from './facts.ts';
import { keyOfDml, keyOfQuery } from './key-access.ts';
import { lowerDml, singleRow } from './lower/dml.ts';
import { functionsOf } from './inline.ts';
import type { Functions } from './lower/environment.ts';
import { newInputs } from './lower/inputs.ts';
import { queryPlan } from './lower/query-plan.ts';
import { lowerQuery } from './lower/query.ts';
import { optimize } from './optimize.ts';
import { parts } from './typed-parts.ts';

/** Gives each outermost query and data change of a module its plan, rewritten by the rules; `rewrite` is another in their place. */
export function plan(typed: TypedModule, rewrite: (plan: Plan, facts: Facts) => Plan = optimize): PlannedModule {
  const planner = new Planner(typed, rewrite);
  for (const routine of typed.routines) planner.visit(routine.body);
  for (const statement of typed.statements) planner.visit(statement);
  return { typed, queries: planner.queries, dmls: planner.dmls, queryOf: planner.queryOf, dmlOf: planner.dmlOf };
}

/** Walks typed trees and numbers what it plans. Queries inside of a query belong to its plan, but for those among its arguments. */
class Planner {
  readonly queries: PlannedQuery[] = [];
  readonly dmls: PlannedDml[] = [];
  readonly queryOf = new Map<TypedQuery, PlannedQuery>();
  readonly dmlOf = new Map<TypedDml, PlannedDml>();
  readonly #tables: ReadonlyMap<number, TableInfo>;

  readonly #rewrite: (plan: Plan) => Plan;
  readonly #functions: Functions;

  constructor(typed: TypedModule, rewrite: (plan: Plan, facts: Facts) => Plan) {
    const facts: Facts = { rowCount: (table) => this.#tables.get(table)?.rowCount ?? null };
    this.#rewrite = (lowered) => rewrite(lowered, facts);
    this.#functions = functionsOf(typed);
    this.#tables = new Map(typed.usedTables.map(({ table }) => [table.id, table]));
  }

  visit(node: object): void {
    const { kind } = node as { readonly kind?: string };
    if (kind === 'Query') this.#query(node as TypedQuery);
    else if (kind === 'Insert' || kind === 'Update' || kind === 'Delete' || kind === 'Merge')
      this.#dml(node as TypedDml);
    else for (const part of parts(node)) this.visit(part);
  }

  #query(query: TypedQuery): void {
    if (this.queryOf.has(query)) return;
    const inputs = newInputs();
    let lowered: Plan | undefined;
    const plan = queryPlan(
      inputs,
      this.#functions,
      (place) => {
        const made = lowerQuery(query, place);
        lowered ??= made;
        return made;
      },
      this.#rewrite,
    );
    const planned: PlannedQuery = {
      index: this.queries.length,
      plan,
      arguments: inputs.arguments,
      keyAccess: keyOfQuery(lowered!, this.#tables),
    };
    this.queries.push(planned);
    this.queryOf.set(query, planned);
    for (const argument of inputs.arguments) this.visit(argument);
  }

  #dml(typed: TypedDml): void {
    const {
      dml,
      arguments: args,
      updateArguments,
      returningArguments,
    } = lowerDml(typed, this.#tables, this.#functions, this.#rewrite);
    const row = typed.kind === 'Insert' ? singleRow(typed) : null;
    const planned: PlannedDml = {
      index: this.dmls.length,
      dml,
      arguments: args,
      updateArguments,
      returningArguments,
      keyAccess: keyOfDml(dml, this.#tables),
      row,
    };
    this.dmls.push(planned);
    this.dmlOf.set(typed, planned);
    for (const argument of [...args, ...updateArguments, ...returningArguments, ...(row ?? [])]) this.visit(argument);
  }
}
