import { common, type Facts } from './facts.ts';

/** What is known behind a statement, and whether control never gets there. */
export interface Flow {
  readonly facts: Facts;
  readonly leaves: boolean;
}

/** Behind two branches: what those that go on agree on. */
export function join(left: Flow, right: Flow): Flow {
  if (left.leaves) return right;
  if (right.leaves) return left;
  return { facts: common(left.facts, right.facts), leaves: false };
}
