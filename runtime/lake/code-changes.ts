import type { CatalogDatabase } from './database.ts';

const KINDS = ['procedure', 'function', 'type', 'trigger', 'schedule', 'pipeline', 'access'] as const;

/**
 * What each snapshot up to `newest` changed in code, as `created_procedure:"p"`, `altered_…` or `dropped_…`, by snapshot. DuckLake's own list of changes
 * cannot hold these: programs that do not know a word of it refuse the lake.
 */
export function codeChanges(database: CatalogDatabase, newest: number): ReadonlyMap<number, readonly string[]> {
  const found = new Map<number, string[]>();
  for (const kind of KINDS) {
    for (const [snapshot, names] of changedNames(database, kind, newest)) {
      const changes = found.get(snapshot) ?? [];
      found.set(snapshot, changes);
      for (const [key, { name, begins, ends }] of names)
        changes.push(
          `${begins ? (ends ? 'altered' : 'created') : 'dropped'}_${kind === 'access' ? key.split(':')[0] : kind}:"${name.replaceAll('"', '""')}"`,
        );
    }
  }
  return found;
}

interface Changed {
  readonly name: string;
  /** Whether a version begins at the snapshot, and whether one ends there. */
  begins: boolean;
  ends: boolean;
}

function changedNames(
  database: CatalogDatabase,
  kind: (typeof KINDS)[number],
  newest: number,
): ReadonlyMap<number, ReadonlyMap<string, Changed>> {
  // overloads share a name, so routines are told apart by their ids, which begin with their kind
  const named =
    kind === 'procedure' || kind === 'function'
      ? `substr(id, ${kind.length + 2}) AS name, id AS key`
      : kind === 'access'
        ? `substr(id, instr(id, ':') + 1) AS name, id AS key`
        : 'name, name AS key';
  const snapshots = new Map<number, Map<string, Changed>>();
  const changed = (snapshot: number, key: string, name: string): Changed => {
    const names = snapshots.get(snapshot) ?? new Map<string, Changed>();
    snapshots.set(snapshot, names);
    const known = names.get(key) ?? { name, begins: false, ends: false };
    names.set(key, known);
    return known;
  };
  const versions = database.all(
    `SELECT ${named}, begin_snapshot, end_snapshot FROM gobi_${kind} WHERE begin_snapshot <= ? ORDER BY begin_snapshot, rowid`,
    newest,
  );
  for (const { name, key, begin_snapshot: begin, end_snapshot: end } of versions) {
    const [same, shown] = [String(key).toLowerCase(), String(name)];
    changed(Number(begin), same, shown).begins = true;
    if (end !== null && Number(end) <= newest) changed(Number(end), same, shown).ends = true;
  }
  return snapshots;
}
