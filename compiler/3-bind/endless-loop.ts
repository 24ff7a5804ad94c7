import type { BoundLocal } from '../ir/bound.ts';
import type { Expression } from '../ir/syntax-expression.ts';
import type { Block, While } from '../ir/syntax-statement.ts';
import type { Syntax } from '../ir/syntax.ts';
import { walk } from '../ir/walk.ts';
import { report, type Binder } from './binder.ts';

/** PLG1117 for a `while` that nothing leaves and whose condition stays what it is: it reads locals alone, and none of them is assigned inside. */
export function warnOfEndlessLoop(binder: Binder, node: While, assigned: ReadonlySet<BoundLocal>): void {
  const because =
    node.condition.kind === 'BooleanLiteral' && node.condition.value
      ? 'it has no `break`'
      : isConstant(binder, node.condition, assigned)
        ? 'nothing in it changes its condition'
        : null;
  if (because !== null && !mayLeave(node.body)) report(binder, 'PLG1117', { because }, node.condition.span);
}

const PLAIN: ReadonlySet<Syntax['kind']> = new Set([
  'Binary',
  'Unary',
  'IsNull',
  'Identifier',
  'NumberLiteral',
  'StringLiteral',
  'NullLiteral',
]);

/** Reads at least one local, and nothing else than locals that the loop does not assign. */
function isConstant(binder: Binder, condition: Expression, assigned: ReadonlySet<BoundLocal>): boolean {
  let locals = 0;
  let constant = true;
  walk(condition, (node) => {
    if (!PLAIN.has(node.kind)) constant = false;
    if (node.kind === 'Identifier') {
      const meaning = binder.meanings.get(node);
      if (meaning?.kind !== 'local' || assigned.has(meaning.local)) constant = false;
      else locals++;
    }
    return constant;
  });
  return constant && locals > 0;
}

/** By `break`, `return` or `throw`, or by calling what may throw. A `break` of an inner loop counts as well. */
function mayLeave(body: Block): boolean {
  let found = false;
  walk(body, (node) => {
    if (node.kind === 'Break' || node.kind === 'Return' || node.kind === 'Throw') found = true;
    if (node.kind === 'Call' && node.callee.kind === 'Identifier' && /^(error|assert)$/i.test(node.callee.text))
      found = true;
    return !found;
  });
  return found;
}
