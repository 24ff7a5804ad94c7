import { silently, type Env } from '../checker.ts';
import { noSites } from '../effects/sites.ts';
import type { Constraint } from './inference.ts';

/**
 * Checks code once for what it says about types that are not known yet: nothing is reported, and no local or effect stays behind.
 * Gives the constraints that were found.
 */
export function rehearse(env: Env, run: (env: Env) => void): readonly Constraint[] {
  const constraints: Constraint[] = [];
  const { frame } = env;
  const inside: Env = {
    ...env,
    frame: {
      ...frame,
      locals: [...frame.locals],
      typed: new Map(frame.typed),
      sites: noSites(),
      returned: [],
      inference: { constraints },
      assignments: [],
    },
  };
  silently(env.checker, () => run(inside));
  return constraints;
}
