import type { Plan } from '../contract/plan.ts';

/** A pure rewrite of a plan: the same rows, less work. */
export type Rule = (plan: Plan) => Plan;

/** All rules, in the order in which they are applied. */
export const RULES: readonly Rule[] = [];
