import type { RoutineInfo, TypeInfo } from '../contract/catalog-view.ts';
import type { BoundRelation } from '../ir/bound.ts';
import type { CheckContext, NameKind } from '../ir/check-context.ts';
import { lazy } from '../source/lazy.ts';

/**
 * The names of the catalog for look-ups without case, made when first asked for. Relations change as statements of a script
 * create and drop them: `define`, `remove`.
 */
export interface CatalogNames {
  readonly relation: (schema: string | null, name: string) => BoundRelation | undefined;
  readonly define: (schema: string, name: string, relation: BoundRelation) => void;
  readonly remove: (schema: string, name: string) => void;
  /** Runs the binding of a routine: what its body drops is there again behind it, since the body runs when it is called. */
  readonly within: (run: () => void) => void;
  readonly relationNames: () => readonly string[];
  readonly routines: (name: string) => readonly RoutineInfo[];
  readonly routineNames: () => readonly string[];
  readonly type: (name: string) => TypeInfo | undefined;
  readonly typeNames: () => readonly string[];
  readonly hasSchema: (name: string) => boolean;
}

export function catalogNames({ view, names }: Pick<CheckContext, 'view' | 'names'>): CatalogNames {
  const relations = lazy(() => {
    const map = new Map<string, BoundRelation>();
    for (const table of view.tables) map.set(keyOf(table.schema, table.name), { kind: 'table', table });
    for (const info of view.views) map.set(keyOf(info.schema, info.name), { kind: 'view', view: info, query: null });
    return map;
  });
  const routines = lazy(() => Map.groupBy(view.routines, (r) => r.name.toLowerCase()));
  const types = lazy(() => new Map(view.types.map((t) => [t.name.toLowerCase(), t])));
  const schemas = lazy(() => new Set(view.schemas.map((s) => s.toLowerCase())));
  const removed = new Set<string>();
  let routine = new Map<string, BoundRelation>();
  const elsewhere = (kind: NameKind): string[] =>
    (names?.(kind) ?? []).flatMap(({ schema, name }) => (removed.has(keyOf(schema, name)) ? [] : [name]));
  return {
    relation: (schema, name) => relations().get(keyOf(schema ?? view.currentSchema, name)),
    define: (schema, name, relation) => void relations().set(keyOf(schema, name), relation),
    remove: (schema, name) => {
      const key = keyOf(schema, name);
      const relation = relations().get(key);
      const isOwn = relation?.kind === 'declared' && relation.inRoutine;
      if (relation !== undefined && !isOwn && !routine.has(key)) routine.set(key, relation);
      relations().delete(key);
      removed.add(key);
    },
    within: (run) => {
      const around = routine;
      routine = new Map();
      run();
      for (const [key, relation] of routine) {
        relations().set(key, relation);
        removed.delete(key);
      }
      routine = around;
    },
    relationNames: () => [...[...relations().values()].map(nameOf), ...elsewhere('table'), ...elsewhere('view')],
    routines: (name) => routines().get(name.toLowerCase()) ?? [],
    routineNames: () => [...view.routines.map((r) => r.name), ...elsewhere('routine')],
    type: (name) => types().get(name.toLowerCase()),
    typeNames: () => [...view.types.map((t) => t.name), ...elsewhere('type')],
    hasSchema: (name) => schemas().has(name.toLowerCase()),
  };
}

function keyOf(schema: string, name: string): string {
  return `${schema}.${name}`.toLowerCase();
}

function nameOf(relation: BoundRelation): string {
  switch (relation.kind) {
    case 'table':
      return relation.table.name;
    case 'view':
      return relation.view.name;
    case 'declared':
      return relation.name;
  }
}
