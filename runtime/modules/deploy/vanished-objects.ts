import type { CatalogState, TableEntry } from '../../catalog/catalog-state.ts';
import { deployedAs, type DeployedEntry } from '../../catalog/deployed.ts';
import { shownRelation } from './declared-objects.ts';
import { breaking, risky, safe, type DeployConsent, type Difference, type PlannedChange } from './deploy-change.ts';

/** An object that is to go. */
export type Drop =
  | { readonly kind: 'table' | 'view'; readonly schema: string; readonly name: string; readonly key: string }
  | { readonly kind: 'routine'; readonly id: string; readonly key: string }
  | { readonly kind: 'type'; readonly name: string; readonly key: string }
  | { readonly kind: 'trigger' | 'schedule' | 'pipeline'; readonly name: string; readonly key: string };

interface Vanished {
  readonly drop: Drop;
  readonly kind: string;
  readonly name: string;
  readonly difference: Difference;
}

/** What an earlier deploy made and the project does not declare any more. What a session changed since is the session's, and stays. */
export function vanishedObjects(
  declared: ReadonlySet<string>,
  state: CatalogState,
  { allow = false, prune = false }: DeployConsent,
): { readonly drops: readonly Drop[]; readonly changes: readonly PlannedChange[] } {
  const drops: Drop[] = [];
  const changes: PlannedChange[] = [];
  for (const entry of state.deployed.values()) {
    if (declared.has(entry.object)) continue;
    const found = vanished(entry, state);
    if (found === null) continue;
    const { drop, kind, name, difference } = found;
    if (prune) drops.push(drop);
    changes.push({
      action: prune ? 'drop' : 'keep',
      // what stays touches nobody
      ...{ kind, name, file: null, level: prune ? difference.level : 'safe', details: [difference.text] },
      needs: [...(prune ? [] : ['prune' as const]), ...(difference.risky && !allow ? ['allow' as const] : [])],
      touches: [],
      ...{ key: entry.object, differences: prune ? [difference] : [] },
    });
  }
  return { drops, changes };
}

function vanished({ object: key }: DeployedEntry, state: CatalogState): Vanished | null {
  const kind = key.slice(0, key.indexOf(':'));
  const name = key.slice(key.indexOf(':') + 1);
  const isOurs = (text: string | null): boolean => deployedAs(state, key, text) !== null;
  const gone = 'is not declared any more';
  switch (kind) {
    case 'procedure':
    case 'function': {
      const routine = [...state.routines.values()].find(({ id }) => id.toLowerCase() === key);
      if (routine === undefined || !isOurs(routine.text)) return null;
      return { drop: { kind: 'routine', id: routine.id, key }, kind, name, difference: breaking(gone) };
    }
    case 'table': {
      const relation = state.relations.get(name);
      const table = relation?.kind === 'table' ? state.tables.get(relation.id) : undefined;
      if (table === undefined) return null;
      const shown = table.materialized === undefined ? 'table' : 'materialized view';
      return {
        drop: { kind: 'table', schema: table.schema, name: table.name, key },
        kind: shown,
        name: shownRelation(table.schema, table.name),
        difference: lossOf(table, gone),
      };
    }
    case 'view': {
      const relation = state.relations.get(name);
      const view = relation?.kind === 'view' ? state.views.get(relation.id) : undefined;
      if (view === undefined || !isOurs(view.text)) return null;
      const drop = { kind, schema: view.schema, name: view.name, key } as const;
      return { drop, kind, name: shownRelation(view.schema, view.name), difference: breaking(gone) };
    }
    case 'type': {
      const type = state.types.get(name);
      if (type === undefined || !isOurs(type.text)) return null;
      return { drop: { kind, name: type.name, key }, kind, name: type.name, difference: breaking(gone) };
    }
    case 'trigger':
    case 'schedule':
    case 'pipeline': {
      const entry = state.automation.get(key);
      if (entry === undefined || !isOurs(entry.text)) return null;
      return { drop: { kind, name: entry.name, key }, kind, name: entry.name, difference: safe(gone) };
    }
    default:
      return null;
  }
}

/** The rows of a materialized view are those of its query: nothing is lost. */
function lossOf({ rowCount, materialized }: TableEntry, gone: string): Difference {
  if (rowCount === 0 || materialized !== undefined) return breaking(gone);
  return risky(rowCount === null ? gone : `${gone}, and has ${rowCount} row${rowCount === 1 ? '' : 's'}`);
}
