import { isException } from '../../contract/runtime-error.ts';
import type { Span } from '../../contract/span.ts';
import { report, type Env } from '../checker.ts';

/** PLG1504: an arm for a declared exception that nothing in the body throws. Calls may throw what only their own check tells, so they count as throwing. */
export function warnOfUnreachedArms(
  env: Env,
  arms: readonly { readonly exception: string | null; readonly span: Span }[],
  before: { readonly throws: number; readonly calls: number },
): void {
  const { sites } = env.frame;
  const thrown = sites.throws.slice(before.throws).map((site) => site.exception);
  const opaque = sites.calls.length > before.calls || sites.writes.size > 0;
  const caught: string[] = [];
  for (const { exception, span } of arms) {
    if (exception === null) {
      caught.push('Exception');
      continue;
    }
    const origin = env.checker.bound.exceptions.get(exception.toLowerCase())?.origin;
    const shadowed = caught.some((wider) => isException(exception, wider));
    if (shadowed || (origin !== 'builtin' && !opaque && !thrown.some((each) => isException(each, exception))))
      report(env, 'PLG1504', { exception }, span);
    caught.push(exception);
  }
}
