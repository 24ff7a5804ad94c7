import { gobiError } from '../../compiler/contract/runtime-error.ts';
import type { Ages, CatalogState, ModuleEntry } from './catalog-state.ts';
import type { AutomationDefinition, RoutineDefinition, TypeDefinition } from './definitions.ts';
import { objectKey, withoutDeployed } from './deployed.ts';
import { automationKey, nearest } from './find.ts';

/**
 * Changes of code: procedures, functions, types, triggers, schedules, pipelines, modules. An object that is there keeps the time it was made at.
 * The schema's version stays: no table changes its shape.
 */
export function upsertRoutine(state: CatalogState, definition: RoutineDefinition, now: number): CatalogState {
  const before = state.routines.get(definition.id);
  const next = { ...state, changed: true, routines: put(state.routines, definition.id, definition, now) };
  return before === undefined ? next : withoutUnused(next, before.fingerprint);
}

export function dropRoutine(state: CatalogState, id: string): CatalogState {
  const before = state.routines.get(id);
  const rest = withoutDeployed(state, id);
  const next = { ...rest, changed: true, routines: without(state.routines, id, 'routine', id) };
  return before === undefined ? next : withoutUnused(next, before.fingerprint);
}

/** A module ends with the last routine that it holds. */
function withoutUnused(state: CatalogState, fingerprint: string): CatalogState {
  if (!state.modules.has(fingerprint)) return state;
  for (const routine of state.routines.values()) if (routine.fingerprint === fingerprint) return state;
  const modules = new Map(state.modules);
  modules.delete(fingerprint);
  return { ...state, modules };
}

export function upsertType(state: CatalogState, definition: TypeDefinition, now: number): CatalogState {
  return { ...state, changed: true, types: put(state.types, definition.name.toLowerCase(), definition, now) };
}

export function dropType(state: CatalogState, name: string): CatalogState {
  const rest = withoutDeployed(state, objectKey('type', name));
  return { ...rest, changed: true, types: without(state.types, name.toLowerCase(), 'type', name) };
}

export function upsertAutomation(state: CatalogState, definition: AutomationDefinition, now: number): CatalogState {
  return {
    ...state,
    changed: true,
    automation: put(state.automation, automationKey(definition.kind, definition.name), definition, now),
  };
}

export function dropAutomation(state: CatalogState, kind: AutomationDefinition['kind'], name: string): CatalogState {
  const rest = withoutDeployed(state, objectKey(kind, name));
  return { ...rest, changed: true, automation: without(state.automation, automationKey(kind, name), kind, name) };
}

/** A module that is there already is left alone: its fingerprint says that it is the same. */
export function addModule(state: CatalogState, module: ModuleEntry): CatalogState {
  if (state.modules.has(module.fingerprint)) return state;
  return { ...state, changed: true, modules: new Map(state.modules).set(module.fingerprint, module) };
}

function put<D extends object>(
  entries: ReadonlyMap<string, D & Ages>,
  key: string,
  definition: D,
  now: number,
): ReadonlyMap<string, D & Ages> {
  const createdAt = entries.get(key)?.createdAt ?? now;
  return new Map(entries).set(key, { ...definition, createdAt, modifiedAt: now });
}

function without<T extends { readonly name: string }>(
  entries: ReadonlyMap<string, T>,
  key: string,
  kind: string,
  name: string,
): ReadonlyMap<string, T> {
  if (!entries.has(key))
    throw gobiError('ObjectNotFound', {
      kind,
      name,
      ...nearest(
        name,
        [...entries.values()].map((entry) => entry.name),
      ),
    });
  const rest = new Map(entries);
  rest.delete(key);
  return rest;
}
