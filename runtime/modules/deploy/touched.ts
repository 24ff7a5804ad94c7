import { follow, usersOf, type Followed, type Project } from '../build/project.ts';
import type { Difference, PlannedChange } from './deploy-change.ts';

/** The changes that are not safe, with those who use what changes; `project` was checked with all code there is. */
export function withTouched(
  changes: readonly PlannedChange[],
  modules: Parameters<typeof follow>[0],
  project: Project,
): readonly PlannedChange[] {
  if (changes.every(({ level }) => level === 'safe')) return changes;
  const followed = follow(modules, project.view, project.surroundings);
  return changes.map((change) => {
    if (change.level === 'safe') return change;
    const grave = change.differences.filter(({ level }) => level !== 'safe');
    const touches = new Set(grave.flatMap((difference) => touchedBy(followed, change, difference)));
    return { ...change, touches: [...touches].sort() };
  });
}

function touchedBy(followed: Followed, { key }: PlannedChange, { column }: Difference): readonly string[] {
  const kind = key.slice(0, key.indexOf(':'));
  const name = key.slice(key.indexOf(':') + 1);
  const none = { relation: null, column: null, routine: null };
  switch (kind) {
    case 'procedure':
    case 'function':
      return usersOf(followed, { ...none, routine: key });
    case 'table':
    case 'view':
      return usersOf(followed, { ...none, relation: name, column: column?.toLowerCase() ?? null });
    default:
      return [];
  }
}
