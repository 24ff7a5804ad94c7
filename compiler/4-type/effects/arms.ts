import type { Effects } from '../../contract/signature.ts';
import { isException } from '../../contract/runtime-error.ts';
import type { Span } from '../../contract/span.ts';
import { report, type Checker, type Env } from '../checker.ts';
import type { Instance } from '../routines/routine-entry.ts';
import type { EffectSites } from './sites.ts';

/**
 * PLG1107 for an arm that one before it shadows. What a `try` calls may throw what only the effects of all routines
 * tell, so that an arm for a declared exception that its own code does not throw is noted for `reportUnreachedArms`.
 */
export function checkArms(
  env: Env,
  arms: readonly { readonly exception: string | null; readonly span: Span }[],
  before: { readonly throws: number; readonly calls: number },
): void {
  const { sites } = env.frame;
  const thrown = sites.throws.slice(before.throws).map((site) => site.exception);
  const calls = sites.calls.slice(before.calls);
  const caught: string[] = [];
  for (const { exception, span } of arms) {
    const wider = caught.find((each) => isException(exception ?? 'Exception', each));
    caught.push(exception ?? 'Exception');
    if (wider !== undefined) {
      report(env, 'PLG1107', { taken: wider === 'Exception' ? 'every exception' : `\`${wider}\`` }, span);
      continue;
    }
    if (exception === null || env.checker.bound.exceptions.get(exception.toLowerCase())?.origin === 'builtin') continue;
    // A trigger may throw what it likes, and so may a change of rows that fires it.
    if (sites.writes.size === 0 && !thrown.some((each) => isException(each, exception)))
      sites.arms.push({ exception, span, calls });
  }
}

/** PLG1504: an arm for a declared exception that nothing in the body throws. */
export function reportUnreachedArms(
  checker: Checker,
  sites: EffectSites,
  solved: ReadonlyMap<Instance, Effects>,
): void {
  for (const { exception, span, calls } of sites.arms) {
    const mayThrow = calls.some(({ callee }) => {
      const effects = solved.get(callee) ?? callee.signature?.effects;
      return (
        effects === undefined ||
        effects.writes.length > 0 ||
        effects.raises.some((each) => each === 'Exception' || isException(each, exception))
      );
    });
    if (!mayThrow) report({ checker }, 'PLG1504', { exception }, span);
  }
}
