import { planInputs } from '../contract/plan-children.ts';
import type { Plan } from '../contract/plan.ts';

/** What the rules may know of the world beside the plan. */
export interface Facts {
  /** Rows of a catalog table when the query was planned; `null` when nobody knows. */
  readonly rowCount: (table: number) => number | null;
}

/** Of nothing anything is known. */
export const NO_FACTS: Facts = { rowCount: () => null };

/** Which share of rows a test is thought to leave, and how many rows share a group: good enough to tell a small side of a join from a large one. */
const FILTER_SHARE = 0.3;
const GROUP_SHARE = 0.1;

/** Rounds of a recursion are many and small. */
const ROUND_ROWS = 100;

/** About how many rows a plan gives; `null` when it depends on something unknown. */
export function estimatedRows(plan: Plan, facts: Facts): number | null {
  const inputs = planInputs(plan).map((input) => estimatedRows(input, facts));
  const [first = null, second = null] = inputs;
  switch (plan.kind) {
    case 'scan':
      return plan.since === undefined ? facts.rowCount(plan.table) : null;
    case 'values':
      return plan.rows.length;
    case 'file_scan':
    case 'table_parameter':
    case 'unnest':
    case 'table_function':
      return null;
    case 'recursive':
      return null;
    case 'working_table':
      return ROUND_ROWS;
    case 'filter':
      return first === null ? null : first * FILTER_SHARE;
    case 'aggregate':
      return plan.keys.length === 0 ? 1 : first === null ? null : first * GROUP_SHARE;
    case 'limit': {
      if (plan.percent === true) return first;
      const limit = plan.limit?.kind === 'constant' && typeof plan.limit.value === 'number' ? plan.limit.value : null;
      return limit === null ? first : first === null ? limit : Math.min(first, limit);
    }
    case 'join':
      if (plan.join === 'semi' || plan.join === 'anti') return first === null ? null : first * FILTER_SHARE;
      if (first === null || second === null) return null;
      return plan.equal.length === 0 ? first * second : Math.max(first, second);
    case 'set_operation':
      return first === null || second === null ? null : first + second;
    default:
      return first;
  }
}
