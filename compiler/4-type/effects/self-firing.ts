import { report, type Checker } from '../checker.ts';
import { objectName, runnable } from '../automation/objects.ts';
import { optionsOf, textsIn } from '../automation/option-check.ts';
import { topEnv } from '../routines/frames.ts';
import type { Instance } from '../routines/routine-entry.ts';

/** PLG1313: a trigger whose procedure, by itself or through what it calls, makes a change that fires the trigger again. */
export function reportSelfFiring(checker: Checker): void {
  for (const node of checker.bound.automation) {
    if (node.kind !== 'UpsertTrigger') continue;
    const options = optionsOf(checker, 'trigger', node.options);
    const called = textsIn(options.values, 'call')[0] ?? node.call?.parts.at(-1)?.text;
    const [target] = textsIn(options.values, 'target');
    const entry =
      called === undefined
        ? null
        : (runnable(topEnv(checker), called).find((each) => each.kind === 'procedure')?.entry ?? null);
    if (entry === null || target === undefined) continue;
    const table = (target.includes('.') ? target : `${checker.context.view.currentSchema}.${target}`).toLowerCase();
    const columns = textsIn(options.values, 'columns').map((column) => column.toLowerCase());
    const changes = new Set([...entry.instances.values()].flatMap((instance) => [...changesOf(instance, new Set())]));
    const event = textsIn(options.values, 'event').find((each) => fires(changes, each.toLowerCase(), table, columns));
    if (event !== undefined)
      report({ checker }, 'PLG1313', { trigger: objectName(node), table: target, event }, node.name.span);
  }
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
