import type { Plan } from '../contract/plan.ts';
import type { Facts } from './facts.ts';
import { extractJoinConditions } from './rules/extract-join-conditions.ts';
import { foldConstants } from './rules/fold-constants.ts';
import { keepSmallerSides } from './rules/keep-smaller-sides.ts';
import { limitSorts } from './rules/limit-sorts.ts';
import { moveLateralConditions } from './rules/move-lateral-conditions.ts';
import { pruneScans } from './rules/prune-scans.ts';
import { pushDownPredicates } from './rules/push-down-predicates.ts';
import { pushDownProjections } from './rules/push-down-projections.ts';
import { unnestSubqueries } from './rules/unnest-subqueries.ts';

/** A pure rewrite of a plan: the same rows, less work. */
export type Rule = (plan: Plan, facts: Facts) => Plan;

/** All rules, in the order in which they are applied. */
export const RULES: readonly Rule[] = [
  moveLateralConditions,
  foldConstants,
  unnestSubqueries,
  pushDownPredicates,
  extractJoinConditions,
  keepSmallerSides,
  limitSorts,
  pruneScans,
  pushDownProjections,
];
