import type { If, While } from '../../ir/syntax-statement.ts';
import { walk } from '../../ir/walk.ts';
import type { TypedBlock, TypedIf } from '../../ir/typed-statement.ts';
import { report, type Env } from '../checker.ts';
import { checkCondition } from '../expressions/condition.ts';
import { checkBlock } from './block.ts';
import { outcomeOf, withPlaces, withoutLocals } from './facts.ts';
import { join, type Flow } from './flow.ts';
import type { CheckedStatement } from './let.ts';
import { assignedIn } from './locals.ts';

/** Every `elif` is an `if` inside of the one before: so many levels are a table, not a program. */
const MOST_BRANCHES = 1000;

/** `if … elif … else`: each branch knows what the conditions before it said. */
export function checkIf(env: Env, node: If): CheckedStatement {
  const surplus = node.branches[MOST_BRANCHES];
  if (surplus !== undefined) {
    report(env, 'PLG1008', { limit: MOST_BRANCHES }, surplus.condition.span);
    return { statements: [], flow: { facts: env.facts, leaves: false } };
  }
  const { statement, flow } = checkBranch(env, node, 0);
  return { statements: [statement], flow };
}

function checkBranch(env: Env, node: If, index: number): { readonly statement: TypedIf; readonly flow: Flow } {
  const branch = node.branches[index]!;
  const condition = checkCondition(env, branch.condition, index === 0 ? 'if' : 'elif');
  const outcome = outcomeOf(condition);
  const then = checkBlock({ ...env, facts: withPlaces(env.facts, outcome.whenTrue) }, branch.body);
  const otherwise = checkOtherwise({ ...env, facts: withPlaces(env.facts, outcome.whenFalse) }, node, index + 1);
  return {
    statement: {
      kind: 'If',
      condition,
      then: then.block,
      otherwise: otherwise.block,
      span: index === 0 ? node.span : branch.span,
    },
    flow: join(then.flow, otherwise.flow),
  };
}

function checkOtherwise(env: Env, node: If, index: number): { readonly block: TypedBlock | null; readonly flow: Flow } {
  const branch = node.branches[index];
  if (branch !== undefined) {
    const { statement, flow } = checkBranch(env, node, index);
    return { block: { kind: 'Block', statements: [statement], span: branch.span }, flow };
  }
  if (node.otherwise === undefined) return { block: null, flow: { facts: env.facts, leaves: false } };
  const { block, flow } = checkBlock(env, node.otherwise);
  return { block, flow };
}

/** `while`: what the body assigns is not known at its start. */
export function checkWhile(env: Env, node: While): CheckedStatement {
  const facts = withoutLocals(env.facts, assignedIn(env, node));
  const condition = checkCondition({ ...env, facts }, node.condition, 'while');
  const body = checkBlock({ ...env, facts: withPlaces(facts, outcomeOf(condition).whenTrue) }, node.body);
  // Without `break` the loop ends because its condition is false.
  const broken = mayBreak(node.body);
  const after = broken ? facts : withPlaces(facts, outcomeOf(condition).whenFalse);
  const forever = node.condition.kind === 'BooleanLiteral' && node.condition.value;
  return {
    statements: [{ kind: 'While', condition, body: body.block, span: node.span }],
    flow: { facts: after, leaves: forever && !broken },
  };
}

/** Whether a `break` of this loop is in it; those of loops inside end only these. */
function mayBreak(body: While['body']): boolean {
  let found = false;
  walk(body, (node) => {
    if (node.kind === 'Break') found = true;
    return !found && node.kind !== 'Lambda' && node.kind !== 'While' && node.kind !== 'For';
  });
  return found;
}
