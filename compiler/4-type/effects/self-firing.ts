import { report, type Checker } from '../checker.ts';
import type { AutomationSyntax } from '../../ir/bound.ts';
import { objectName, runnable } from '../automation/objects.ts';
import { optionsOf, textsIn } from '../automation/option-check.ts';
import { topEnv } from '../routines/frames.ts';
import type { Instance } from '../routines/routine-entry.ts';

/** A trigger of the module: what it fires for, and what its procedure changes, by itself or through what it calls. */
interface Firing {
  readonly node: AutomationSyntax;
  readonly target: string;
  readonly table: string;
  readonly events: readonly string[];
  readonly columns: readonly string[];
  readonly changes: ReadonlySet<string>;
}

/** PLG1313: a trigger whose procedure makes a change that fires the trigger again, at once or through other triggers. */
export function reportSelfFiring(checker: Checker): void {
  const triggers = checker.bound.automation.flatMap((node) => firingOf(checker, node));
  const known = new Set<Firing>();
  for (const trigger of triggers) {
    const event = eventFired(trigger.changes, trigger);
    if (event === undefined) continue;
    known.add(trigger);
    const { node, target } = trigger;
    report({ checker }, 'PLG1313', { trigger: objectName(node), table: target, event }, node.name.span);
  }
  // Of a circle the trigger that closes it is named.
  for (const [i, trigger] of triggers.entries()) {
    const circle = known.has(trigger) ? null : wayBack(trigger, triggers.slice(0, i + 1));
    if (circle === null) continue;
    for (const each of [trigger, ...circle]) known.add(each);
    const through = circle.map(({ node }) => objectName(node));
    const { node, target } = trigger;
    report({ checker }, 'PLG1313', { trigger: objectName(node), table: target, event: '', through }, node.name.span);
  }
}

function firingOf(checker: Checker, node: AutomationSyntax): readonly Firing[] {
  if (node.kind !== 'UpsertTrigger') return [];
  const options = optionsOf(checker, 'trigger', node.options);
  const called = textsIn(options.values, 'call')[0] ?? node.call?.parts.at(-1)?.text;
  const [target] = textsIn(options.values, 'target');
  const entry =
    called === undefined
      ? null
      : (runnable(topEnv(checker), called).find((each) => each.kind === 'procedure')?.entry ?? null);
  if (entry === null || target === undefined) return [];
  return [
    {
      node,
      target,
      table: (target.includes('.') ? target : `${checker.context.view.currentSchema}.${target}`).toLowerCase(),
      events: textsIn(options.values, 'event'),
      columns: textsIn(options.values, 'columns').map((column) => column.toLowerCase()),
      changes: new Set([...entry.instances.values()].flatMap((instance) => [...changesOf(instance, new Set())])),
    },
  ];
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
function eventFired(changes: ReadonlySet<string>, trigger: Firing): string | undefined {
  return trigger.events.find((event) => fires(changes, event.toLowerCase(), trigger.table, trigger.columns));
}

/** Whether one of the changes is the event on the table; an update counts if it touches one of the columns, where these are named. */
function fires(changes: ReadonlySet<string>, event: string, table: string, columns: readonly string[]): boolean {
  if (event !== 'update') return changes.has(`${event} ${table}`);
  return [...changes].some(
    (change) =>
      change.startsWith(`update ${table}.`) &&
      (columns.length === 0 || columns.includes(change.slice(`update ${table}.`.length))),
  );
}

/** The changes of a routine and of all that it waits for. */
function changesOf(instance: Instance, seen: Set<Instance>): Set<string> {
  if (seen.has(instance)) return new Set();
  seen.add(instance);
  const changes = new Set(instance.sites.changes);
  for (const { callee, detached } of instance.sites.calls)
    if (!detached) for (const change of changesOf(callee, seen)) changes.add(change);
  return changes;
}
