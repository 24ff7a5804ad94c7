import { GobiError } from '../../compiler/contract/runtime-error.ts';
import type { CatalogState, ModuleEntry, RoutineEntry } from '../catalog/catalog-state.ts';
import type { RoutineDefinition } from '../catalog/definitions.ts';
import { addModule, upsertRoutine } from '../catalog/upsert-code.ts';
import type { ModuleManifest } from '../execution/module-link.ts';
import { components } from './build.ts';
import { placed, sourceOf, type RoutineSource } from './routine-source.ts';

/** What a stored routine becomes when a function that its module was made with has changed. */
export interface Redefinition {
  readonly routine: RoutineDefinition;
  readonly module: ModuleEntry;
}

/** How a module is made of texts of the catalog. */
export interface Recompiler {
  /** Errors of the text are thrown. */
  readonly compile: (source: RoutineSource, state: CatalogState) => ModuleManifest;
  readonly fingerprint: (manifest: ModuleManifest) => string;
}

/**
 * The routines that are to be stored again after a change of one function, in order: those that import it, those that import these, and so on. Routines that call
 * each other in a circle become one module. A routine that no longer checks is left as it is: calls of it tell that it is stale.
 */
export function redefinitions(state: CatalogState, changed: string, recompiler: Recompiler): readonly Redefinition[] {
  const ids = [...usersOfFunctions(state, [changed]), changed];
  if (ids.length === 1) return [];
  const index = new Map(ids.map((id, i) => [id, i]));
  const edges = ids.map((id) =>
    [...neededBy(state, state.routines.get(id)!)].flatMap((each) => (each === id ? [] : (index.get(each) ?? []))),
  );
  const result: Redefinition[] = [];
  let current = state;
  for (const component of components(edges)) {
    const entries = component.map((i) => current.routines.get(ids[i]!)!);
    if (entries.length === 1 && entries[0]!.id === changed) continue;
    for (const redefinition of redefined(current, entries, recompiler)) {
      result.push(redefinition);
      current = addModule(upsertRoutine(current, redefinition.routine, 0), redefinition.module);
    }
  }
  return result;
}

/** The routines that were made with some functions, however many steps away; not these themselves. */
export function usersOfFunctions(state: CatalogState, changed: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  if (changed.length === 0) return found;
  const users = new Map<string, string[]>();
  for (const entry of state.routines.values())
    for (const id of neededBy(state, entry)) users.set(id, [...(users.get(id) ?? []), entry.id]);
  const next = [...changed];
  for (let id = next.pop(); id !== undefined; id = next.pop()) {
    for (const user of users.get(id) ?? []) {
      if (changed.includes(user) || found.has(user)) continue;
      found.add(user);
      next.push(user);
    }
  }
  return found;
}

/** The functions that a routine's module was made with, and the other routines of the module. */
function neededBy({ modules }: CatalogState, { id, fingerprint }: RoutineEntry): ReadonlySet<string> {
  const manifest = modules.get(fingerprint)?.manifest;
  const needed = new Set([
    ...(manifest?.imports ?? []).map((each) => each.id),
    ...(manifest?.routines ?? []).map((each) => each.id),
  ]);
  needed.delete(id);
  return needed;
}

function redefined(
  state: CatalogState,
  entries: readonly RoutineEntry[],
  { compile, fingerprint: fingerprintOf }: Recompiler,
): readonly Redefinition[] {
  const places = entries.map((entry) => placed(state, entry));
  let manifest: ModuleManifest;
  try {
    manifest = compile(sourceOf(places), state);
  } catch (error) {
    if (error instanceof GobiError) return [];
    throw error;
  }
  const own = {
    ...manifest,
    source: { file: places[0]!.file, text: places.map(({ text }) => text).join('\n') },
    routines: places.flatMap(({ id, text, start, file }) => {
      const routine = manifest.routines.find((each) => each.id === id);
      return routine === undefined ? [] : [{ ...routine, text, start, file }];
    }),
  };
  const fingerprint = fingerprintOf(own);
  return entries.flatMap((entry) => {
    const routine = own.routines.find(({ id }) => id === entry.id);
    if (routine === undefined) return [];
    const { createdAt: _, modifiedAt: __, ...definition } = entry;
    return [
      {
        routine: { ...definition, signature: routine.signature, fingerprint },
        module: { fingerprint, manifest: { ...own, fingerprint } },
      },
    ];
  });
}
