import { planInputs, planScalars, readsOuter, subqueriesOf, workingTables } from '../contract/plan-children.ts';
import type { Plan } from '../contract/plan.ts';
import { writeInto, type Emission, type Relation } from './kernel-emission.ts';

/** Operators whose rows are worth keeping when a query asks for them twice (a CTE used twice, grouping sets over one join). */
const WORTH_KEEPING = new Set<Plan['kind']>([
  'aggregate',
  'join',
  'sort',
  'window',
  'distinct',
  'set_operation',
  'limit',
  'table_function',
  'recursive',
  'sample',
]);

/** The texts of the plans that occur more than once in a query, outside of anything that changes with a row or a round around them. */
export function repeatedPlans(plan: Plan): ReadonlySet<string> {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  const visit = (each: Plan): void => {
    if (WORTH_KEEPING.has(each.kind) && !readsOuter(each) && workingTables(each).size === 0) {
      const text = JSON.stringify(each);
      if (seen.has(text)) {
        repeated.add(text);
        return;
      }
      seen.add(text);
    }
    for (const subquery of planScalars(each).flatMap(subqueriesOf)) visit(subquery.plan);
    for (const input of planInputs(each)) visit(input);
  };
  visit(plan);
  return repeated;
}

/** The kept rows of a plan that occurs more than once, computed where the first use is met; `null` for any other plan. */
export function sharedRelation(emission: Emission, plan: Plan, compute: () => Relation): Relation | null {
  if (emission.repeated.size === 0 || !WORTH_KEEPING.has(plan.kind)) return null;
  const text = JSON.stringify(plan);
  if (!emission.repeated.has(text)) return null;
  const known = emission.shared.get(text);
  if (known !== undefined) return known;
  const { prologue, declarations } = emission;
  emission.declarations = prologue;
  let relation: Relation | null = null;
  const statements = writeInto(emission, () => {
    relation = compute();
  });
  emission.declarations = declarations;
  prologue.push(...statements);
  emission.shared.set(text, relation! as Relation);
  return relation;
}
