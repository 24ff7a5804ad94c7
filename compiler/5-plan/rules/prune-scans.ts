import type { Plan } from '../../contract/plan.ts';
import type { Scalar } from '../../contract/scalar.ts';
import { conjunctsOf } from '../conjuncts.ts';
import { rewritePlan } from '../rewrite.ts';

/*
 * before: filter day >= '2024-01-01' and len(note) > 3 (scan)
 * after:  filter day >= '2024-01-01' and len(note) > 3 (scan prune day >= '2024-01-01')
 */

const COMPARISONS = new Set(['equal', 'less', 'less_equal', 'greater', 'greater_equal']);

/** Tells a scan which tests its rows will have to pass, where the statistics of a segment or file can refute them. */
export function pruneScans(plan: Plan): Plan {
  return rewritePlan(plan, (each) => {
    if (each.kind !== 'filter' || each.input.kind !== 'scan') return each;
    const prune = conjunctsOf(each.predicate).filter(isRefutable);
    return prune.length === 0 ? each : { ...each, input: { ...each.input, prune } };
  });
}

/** A column against something known before the scan, or a test for NULL. */
function isRefutable(term: Scalar): boolean {
  if (term.kind === 'in_list') return !term.negated && term.value.kind === 'column' && term.list.every(isKnown);
  if (term.kind !== 'operation') return false;
  const [a, c] = term.args;
  if (term.operation === 'is_null' || term.operation === 'is_not_null') return a!.kind === 'column';
  return (
    COMPARISONS.has(term.operation) && ((a!.kind === 'column' && isKnown(c!)) || (isKnown(a!) && c!.kind === 'column'))
  );
}

function isKnown(scalar: Scalar): boolean {
  return scalar.kind === 'constant' || scalar.kind === 'parameter';
}
