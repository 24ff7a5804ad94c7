import type { Plan } from '../contract/plan.ts';
import { NO_FACTS, type Facts } from './facts.ts';
import { RULES } from './rules.ts';

/** Rewrites a plan by the rules, in their order. The rows that it gives stay the same. */
export function optimize(plan: Plan, facts: Facts = NO_FACTS): Plan {
  return RULES.reduce((before, rule) => rule(before, facts), plan);
}
