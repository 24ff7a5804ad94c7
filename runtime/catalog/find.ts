import type { RoutineKind } from '../../compiler/contract/catalog-view.ts';
import { gobiError } from '../../compiler/contract/runtime-error.ts';
import type {
  AutomationEntry,
  CatalogState,
  RelationName,
  RoutineEntry,
  SchemaEntry,
  TableEntry,
  TypeEntry,
  ViewEntry,
} from './catalog-state.ts';

/** The key of a table or view among `relations`. Names compare without case. */
export function relationKey(schema: string, name: string): string {
  return `${schema}.${name}`.toLowerCase();
}

/** The key of a trigger, schedule or pipeline among `automation`. */
export function automationKey(kind: AutomationEntry['kind'], name: string): string {
  return `${kind}:${name}`.toLowerCase();
}

export function findSchema(state: CatalogState, name: string): SchemaEntry | null {
  return state.schemas.get(name.toLowerCase()) ?? null;
}

/** What a name in table position stands for, `null` when there is nothing of that name. */
export function findRelation(state: CatalogState, schema: string, name: string): RelationName | null {
  return state.relations.get(relationKey(schema, name)) ?? null;
}

export function findTable(state: CatalogState, schema: string, name: string): TableEntry | null {
  const found = findRelation(state, schema, name);
  return found?.kind === 'table' ? (state.tables.get(found.id) ?? null) : null;
}

export function findView(state: CatalogState, schema: string, name: string): ViewEntry | null {
  const found = findRelation(state, schema, name);
  return found?.kind === 'view' ? (state.views.get(found.id) ?? null) : null;
}

/** All routines of a kind and name: functions may differ by their receivers. */
export function findRoutines(state: CatalogState, kind: RoutineKind, name: string): readonly RoutineEntry[] {
  const wanted = name.toLowerCase();
  return [...state.routines.values()].filter((r) => r.kind === kind && r.name.toLowerCase() === wanted);
}

export function findType(state: CatalogState, name: string): TypeEntry | null {
  return state.types.get(name.toLowerCase()) ?? null;
}

export function findAutomation(
  state: CatalogState,
  kind: AutomationEntry['kind'],
  name: string,
): AutomationEntry | null {
  return state.automation.get(automationKey(kind, name)) ?? null;
}

/** The schema of this name. `system` is the engine's own and refused. */
export function requireSchema(state: CatalogState, name: string): SchemaEntry {
  if (name.toLowerCase() === 'system')
    throw gobiError('ReadOnly', { what: 'schema system', reason: 'it belongs to the engine' });
  const schema = findSchema(state, name);
  if (schema === null)
    throw gobiError('ObjectNotFound', {
      kind: 'schema',
      name,
      ...nearest(
        name,
        [...state.schemas.values()].map((s) => s.name),
      ),
    });
  return schema;
}

/** `{ nearest }` when one of the names is a likely misspelling of `name`. */
export function nearest(name: string, names: readonly string[]): { nearest?: string } {
  const wanted = name.toLowerCase();
  let best: string | undefined;
  let least = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of names) {
    const distance = editDistance(wanted, candidate.toLowerCase());
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best === undefined ? {} : { nearest: best };
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length]!;
}
