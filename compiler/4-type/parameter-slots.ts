import type { BoundModule } from '../ir/bound.ts';
import type { CheckContext } from '../ir/check-context.ts';
import { variableFor } from './inference/assign-variables.ts';
import { rehearse } from './inference/rehearse.ts';
import { unify, type Unified } from './inference/unify.ts';
import { envOf, openFrame } from './routines/frames.ts';
import { checkStatements } from './statements/block.ts';
import { declareBound } from './statements/locals.ts';
import { declareSession, newChecker } from './type.ts';

/**
 * What the places of a statement's parameters say about their types. `open` are the names of those whose type is not known, as the scope has them (`$1`);
 * what the scope says of their types is not looked at.
 */
export function parameterSlots(
  bound: BoundModule,
  context: CheckContext,
  open: ReadonlySet<string>,
): ReadonlyMap<string, Unified> {
  const env = envOf(newChecker(bound, context), openFrame('top', 'top', null));
  for (const local of bound.session) {
    if (open.has(local.name))
      declareBound(env, local, local.name, { type: variableFor(local.name), nullable: false }, 'session');
    else declareSession(env, local);
  }
  const constraints = rehearse(env, (inside) => {
    checkStatements(inside, bound.program.statements, bound.program.span, { wantsValue: false, expected: null });
  });
  return new Map([...open].map((name) => [name, unify(variableFor(name).name, constraints)]));
}
