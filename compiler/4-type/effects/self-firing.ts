import { report, type Checker } from '../checker.ts';
import type { AutomationSyntax } from '../../ir/bound.ts';
import type { Instance } from '../routines/routine-entry.ts';
import type { ChangeSite } from './sites.ts';
import { fires, type Trigger } from './triggers.ts';

/** A trigger of the module, and what its code changes, by itself or through what it calls. */
interface Firing extends Trigger {
  readonly node: AutomationSyntax;
  readonly changes: readonly ChangeSite[];
}

/** PLG1313: a trigger whose procedure makes a change that fires the trigger again, at once or through other triggers. */
export function reportSelfFiring(checker: Checker, all: readonly Trigger[]): void {
  const triggers = all.flatMap((trigger): readonly Firing[] => {
    const { node, code } = trigger;
    return node === null ? [] : [{ ...trigger, node, changes: code.flatMap((each) => changesOf(each, new Set())) }];
  });
  const known = new Set<Firing>();
  for (const trigger of triggers) {
    const event = eventFired(trigger.changes, trigger);
    if (event === undefined) continue;
    known.add(trigger);
    report({ checker }, 'PLG1313', { trigger: trigger.name, table: trigger.target, event }, trigger.node.name.span);
  }
  // Of a circle the trigger that closes it is named.
  for (const [i, trigger] of triggers.entries()) {
    const circle = known.has(trigger) ? null : wayBack(trigger, triggers.slice(0, i + 1));
    if (circle === null) continue;
    for (const each of [trigger, ...circle]) known.add(each);
    const through = circle.map(({ name }) => name);
    const { node, name, target } = trigger;
    report({ checker }, 'PLG1313', { trigger: name, table: target, event: '', through }, node.name.span);
  }
}

/** The triggers through which one fires itself again, in the order in which they fire; `null` if it does not. */
function wayBack(start: Firing, triggers: readonly Firing[]): readonly Firing[] | null {
  const ways = new Map<Firing, readonly Firing[]>([[start, []]]);
  for (const [trigger, way] of ways) {
    for (const next of triggers) {
      if (eventFired(trigger.changes, next) === undefined) continue;
      if (next === start) return way;
      if (!ways.has(next)) ways.set(next, [...way, next]);
    }
  }
  return null;
}

/** The first event of a trigger that one of the changes is. */
function eventFired(changes: readonly ChangeSite[], trigger: Firing): string | undefined {
  return trigger.events.find((event) => changes.some((change) => change.event === event && fires(change, trigger)));
}

/** The changes of a routine and of all that it waits for. */
function changesOf(instance: Instance, seen: Set<Instance>): readonly ChangeSite[] {
  if (seen.has(instance)) return [];
  seen.add(instance);
  const called = instance.sites.calls.filter(({ detached, trigger }) => !detached && trigger === undefined);
  return [...instance.sites.changes, ...called.flatMap(({ callee }) => changesOf(callee, seen))];
}
