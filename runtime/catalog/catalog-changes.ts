import type { AccessEntry } from './access.ts';
import type {
  AutomationEntry,
  CatalogState,
  ModuleEntry,
  RoutineEntry,
  SchemaEntry,
  TableEntry,
  TypeEntry,
  ViewEntry,
} from './catalog-state.ts';
import type { DeployedEntry } from './deployed.ts';

/** What one state has and another has not, entry by entry: plain data. `altered` entries keep their id. */
export interface CatalogChanges {
  readonly schemas: Difference<SchemaEntry>;
  readonly tables: Difference<TableEntry>;
  readonly views: Difference<ViewEntry>;
  readonly routines: Difference<RoutineEntry>;
  readonly types: Difference<TypeEntry>;
  readonly automation: Difference<AutomationEntry>;
  readonly access: Difference<AccessEntry>;
  readonly modules: Difference<ModuleEntry>;
  readonly deployed: Difference<DeployedEntry>;
}

export interface Difference<T> {
  readonly created: readonly T[];
  readonly dropped: readonly T[];
  readonly altered: readonly { readonly before: T; readonly after: T }[];
}

const NOTHING: Difference<never> = Object.freeze({ created: [], dropped: [], altered: [] });

/** No changes at all. */
export const noChanges: CatalogChanges = Object.freeze({
  ...{ schemas: NOTHING, tables: NOTHING, views: NOTHING, routines: NOTHING, types: NOTHING },
  ...{ automation: NOTHING, access: NOTHING, modules: NOTHING, deployed: NOTHING },
});

/** The way from `base` to `next`. An entry that is the same object in both has not changed. */
export function catalogChanges(base: CatalogState, next: CatalogState): CatalogChanges {
  return {
    schemas: difference(base.schemas, next.schemas),
    tables: difference(base.tables, next.tables),
    views: difference(base.views, next.views),
    routines: difference(base.routines, next.routines),
    types: difference(base.types, next.types),
    automation: difference(base.automation, next.automation),
    access: difference(base.access, next.access),
    modules: difference(base.modules, next.modules),
    deployed: difference(base.deployed, next.deployed),
  };
}

/** Whether there is nothing in it. */
export function isUnchanged(changes: CatalogChanges): boolean {
  return Object.values(changes as unknown as Record<string, Difference<unknown>>).every(
    (d) => d === NOTHING || (d.created.length === 0 && d.dropped.length === 0 && d.altered.length === 0),
  );
}

function difference<K, T>(base: ReadonlyMap<K, T>, next: ReadonlyMap<K, T>): Difference<T> {
  if (base === next) return NOTHING;
  const created: T[] = [];
  const altered: { before: T; after: T }[] = [];
  const dropped: T[] = [];
  for (const [key, after] of next) {
    const before = base.get(key);
    if (before === undefined) created.push(after);
    else if (before !== after) altered.push({ before, after });
  }
  for (const [key, before] of base) if (!next.has(key)) dropped.push(before);
  return { created, dropped, altered };
}
