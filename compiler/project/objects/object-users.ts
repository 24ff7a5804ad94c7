import type { Followed } from '../lineage/follow.ts';
import type { FollowedObject } from '../lineage/followed-object.ts';
import { targetOf } from './firings.ts';
import { runsOf } from './runs.ts';

/** A relation (`main.orders`), one column of it, or a routine by its id. Lower case. */
export interface UsedPart {
  readonly relation: string | null;
  readonly column: string | null;
  readonly routine: string | null;
}

/** The objects whose own code uses a part, in order: `procedure load`, `view report`. Statements of files do not count. */
export function usersOf(followed: Followed, part: UsedPart): readonly string[] {
  const users = [...followed.objects.values()].filter(
    (object) => object.kind !== 'script' && isOther(object, part) && uses(followed, object, part),
  );
  return [...new Set(users.map(({ kind, name }) => `${kind} ${name}`))].sort();
}

function isOther({ id, code }: FollowedObject, { relation, routine }: UsedPart): boolean {
  return id !== routine && !(code.kind === 'query' && code.relation.toLowerCase() === relation);
}

/** Whether the code of an object reads, writes, calls or is fired by a part of the project. */
export function uses(followed: Followed, object: FollowedObject, { relation, column, routine }: UsedPart): boolean {
  const summary = followed.summaries.get(object.id);
  if (routine !== null)
    return (
      [...(summary?.calls.values() ?? [])].some((call) => call.routine === routine) ||
      runsOf(followed, object).includes(routine)
    );
  if (relation === null || summary === undefined) return false;
  const target = object.kind === 'trigger' ? targetOf(object)?.toLowerCase() : undefined;
  if (column === null && (target === relation || `${followed.view.currentSchema}.${target}`.toLowerCase() === relation))
    return true;
  return [summary.reads, summary.writes].some((all) => {
    const columns = all.get(relation);
    return columns !== undefined && (column === null || columns.has(column));
  });
}
