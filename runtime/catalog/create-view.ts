import { gobiError } from '../../compiler/contract/runtime-error.ts';
import type { CatalogState, ViewEntry } from './catalog-state.ts';
import { requireFreeName } from './create-table.ts';
import type { ViewDefinition } from './definitions.ts';
import { objectKey, withoutDeployed } from './deployed.ts';
import { findView, relationKey, requireSchema } from './find.ts';

/** The state with a view. A view of this name is replaced when `replace` (it gets a new id), otherwise an error. */
export function createView(
  state: CatalogState,
  definition: ViewDefinition,
  uuid: string,
  replace: boolean,
): { state: CatalogState; view: ViewEntry } {
  const schema = requireSchema(state, definition.schema);
  const former = replace ? findView(state, schema.name, definition.name) : null;
  const base = former === null ? state : dropView(state, former.id);
  requireFreeName(base, schema.name, definition.name);
  const { name, text, portableText, fields } = definition;
  const view: ViewEntry = {
    id: base.nextCatalogId,
    uuid,
    schemaId: schema.id,
    schema: schema.name,
    name,
    text,
    portableText,
    fields,
    comment: null,
  };
  const relations = new Map(base.relations).set(relationKey(schema.name, name), { kind: 'view', id: view.id } as const);
  const next = {
    ...base,
    changed: true,
    schemaVersion: base.schemaVersion + 1,
    nextCatalogId: view.id + 1,
    views: new Map(base.views).set(view.id, view),
    relations,
  };
  return { state: next, view };
}

/** The state without a view. */
export function dropView(state: CatalogState, id: number): CatalogState {
  const view = state.views.get(id);
  if (view === undefined) throw gobiError('ObjectNotFound', { kind: 'view', name: `#${id}` });
  const views = new Map(state.views);
  const relations = new Map(state.relations);
  views.delete(id);
  relations.delete(relationKey(view.schema, view.name));
  const rest = withoutDeployed(state, objectKey('view', `${view.schema}.${view.name}`));
  return { ...rest, changed: true, schemaVersion: state.schemaVersion + 1, views, relations };
}
