import type { Effects } from '../../contract/signature.ts';
import { isException } from '../../contract/runtime-error.ts';
import type { Span } from '../../contract/span.ts';
import { report, type Checker } from '../checker.ts';
import type { Instance } from '../routines/routine-entry.ts';
import { reportUnreachedArms } from './arms.ts';
import type { EffectSites } from './sites.ts';
import { isCaught } from './solve.ts';

/**
 * What the solved effects of a routine break: undeclared exceptions, `sync` that is not, changes in queries. One that `mayThrow` what it likes need not
 * declare it.
 */
export function reportEffects(
  checker: Checker,
  instance: Instance,
  solved: ReadonlyMap<Instance, Effects>,
  { mayThrow }: { readonly mayThrow: boolean },
): void {
  if (!mayThrow || instance.entry.raises !== null) reportRaises(checker, instance, solved);
  reportMode(checker, instance);
  reportCalls(checker, instance.sites, solved);
}

/** What queries call in the code of a routine, or of the top level, and which catch arms nothing reaches. */
export function reportCalls(checker: Checker, sites: EffectSites, solved: ReadonlyMap<Instance, Effects>): void {
  reportUnreachedArms(checker, sites, solved);
  for (const { callee, span, inQuery } of sites.calls) {
    const effects = inQuery ? (solved.get(callee) ?? callee.signature?.effects) : undefined;
    if (effects !== undefined) reportQueryCall(checker, callee, effects, span);
  }
}

/** PLG1503 and PLG1502. Only exceptions that users declare must be caught or declared; one declared name takes them all. */
function reportRaises(checker: Checker, instance: Instance, solved: ReadonlyMap<Instance, Effects>): void {
  const { entry, sites } = instance;
  if (entry.raises?.length === 1) return;
  const declared = entry.raises ?? [];
  const thrown = new Set<string>();
  const found: { readonly exception: string; readonly span: Span; readonly trigger: string | undefined }[] = [];
  const tell = (exception: string, span: Span, trigger?: string): void => {
    thrown.add(exception);
    if (isBuiltin(checker, exception) || declared.some((name) => isException(exception, name))) return;
    found.push({ exception, span, trigger });
  };
  for (const site of sites.throws) if (!isCaught(site.exception, site.handler)) tell(site.exception, site.span);
  for (const call of sites.calls) {
    // What a routine throws by calling itself is told where it throws it.
    if (call.detached || call.callee === instance) continue;
    const raises = solved.get(call.callee)?.raises ?? call.callee.signature?.effects.raises ?? [];
    for (const exception of raises) if (!isCaught(exception, call.handler)) tell(exception, call.span, call.trigger);
  }
  const missing = [...new Set(found.map(({ exception }) => exception))].sort();
  for (const { exception, span, trigger } of found)
    report({ checker }, 'PLG1503', { exception, routine: entry.name, trigger, missing }, span);
  for (const [i, name] of declared.entries()) {
    const node = entry.syntax?.clauses.raises[i];
    if (node !== undefined && !isBuiltin(checker, name) && ![...thrown].some((each) => isException(each, name)))
      report({ checker }, 'PLG1502', { exception: name }, node.span);
  }
}

function isBuiltin(checker: Checker, exception: string): boolean {
  return checker.bound.exceptions.get(exception.toLowerCase())?.origin === 'builtin';
}

/** PLG1603: a body declared sync that sleeps or uses the network itself. Calling what is async is allowed: it waits. */
function reportMode(checker: Checker, { entry, sites }: Instance): void {
  if (entry.mode === 'sync' && sites.async !== null)
    report({ checker }, 'PLG1603', { routine: entry.name, because: sites.async.because }, sites.async.span);
}

/** PLG1601 and PLG1602: what a query calls neither waits nor changes anything. */
function reportQueryCall(
  checker: Checker,
  callee: Instance,
  effects: Effects,
  span: (typeof callee.sites.calls)[number]['span'],
): void {
  const { name } = callee.entry;
  if (effects.async) report({ checker }, 'PLG1601', { name, place: 'a query' }, span);
  const [written] = effects.writes;
  if (written !== undefined)
    report(
      { checker },
      'PLG1602',
      { name, effect: written === 'dynamic' ? 'it changes tables' : `it changes \`${written}\`` },
      span,
    );
  else if (effects.ddl) report({ checker }, 'PLG1602', { name, effect: 'it changes the catalog' }, span);
}
