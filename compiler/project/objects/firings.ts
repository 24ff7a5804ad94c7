import type { Followed } from '../lineage/follow.ts';
import type { FollowedObject } from '../lineage/followed-object.ts';
import { textsOf } from './runs.ts';

/** A trigger that changes fire. */
export interface Firing {
  readonly trigger: FollowedObject;
  /** The table as the trigger names it. */
  readonly target: string;
  readonly events: readonly string[];
}

/** The triggers that changes fire: `insert main.t`, `update main.t.note`. */
export function firedBy(followed: Followed, changes: ReadonlySet<string>): readonly Firing[] {
  return [...followed.objects.values()].flatMap((trigger) => {
    const events = trigger.kind === 'trigger' ? eventsFired(followed, trigger, changes) : [];
    return events.length === 0 ? [] : [{ trigger, target: targetOf(trigger) ?? '', events }];
  });
}

/** The table that a trigger is for, as written. */
export function targetOf({ options }: FollowedObject): string | undefined {
  return textsOf(options, 'target')[0];
}

/** The events of a trigger that the changes are; an update counts if it touches one of its columns, where it names some. */
export function eventsFired(
  { view }: Pick<Followed, 'view'>,
  trigger: FollowedObject,
  changes: ReadonlySet<string>,
): readonly string[] {
  const target = targetOf(trigger);
  if (target === undefined) return [];
  const table = (target.includes('.') ? target : `${view.currentSchema}.${target}`).toLowerCase();
  const columns = textsOf(trigger.options, 'columns').map((column) => column.toLowerCase());
  return textsOf(trigger.options, 'event').filter((written) => {
    const event = written.toLowerCase();
    if (event !== 'update') return changes.has(`${event} ${table}`);
    const start = `update ${table}.`;
    return [...changes].some(
      (change) => change.startsWith(start) && (columns.length === 0 || columns.includes(change.slice(start.length))),
    );
  });
}
