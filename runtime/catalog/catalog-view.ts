import type { CatalogView, TableColumn, TableInfo } from '../../compiler/contract/catalog-view.ts';
import { PRIVILEGES_ON, type AccessInfo } from '../../compiler/contract/access.ts';
import { accessInfo } from './access.ts';
import type { CatalogState, ColumnEntry, TableEntry } from './catalog-state.ts';
import { withCurrentTypes } from './current-types.ts';
import { isTemporary } from './temporary.ts';
import { SYSTEM_TABLES } from './system-tables.ts';

/**
 * What the compiler is given of a state: a value that JSON can carry. The lake is known whole, so an unknown name is an error.
 * What statements may do is what `role` may; without one they are the owner's.
 * Costs a walk over all columns: callers keep the view for as long as they keep the state.
 */
export function catalogView(state: CatalogState, currentSchema = 'main', role: string | null = null): CatalogView {
  const code = withCurrentTypes(
    [...state.routines.values()].map(({ id, kind, name, signature, fingerprint, text, options }) => ({
      id,
      kind,
      name,
      signature,
      fingerprint,
      text,
      options,
    })),
    [...state.types.values()],
  );
  return {
    complete: true,
    snapshot: state.snapshot,
    currentSchema,
    schemas: [...[...state.schemas.values()].map((s) => s.name), 'system'],
    tables: [...[...state.tables.values()].map(tableInfo), ...SYSTEM_TABLES],
    views: [...state.views.values()].map(({ id, schema, name, text, fields }) => ({ id, schema, name, text, fields })),
    routines: code.routines,
    types: code.types,
    automation: [...state.automation.values()].map(({ kind, name, options, text }) => ({ kind, name, options, text })),
    access: withTemporary(accessInfo(state, role), state),
    files: [],
  };
}

/** The temporary tables of a session are its own. */
function withTemporary(access: AccessInfo, { tables }: CatalogState): AccessInfo {
  const { role, grants } = access;
  const own = role === null ? [] : [...tables.values()].filter(({ id }) => isTemporary(id));
  if (role === null || own.length === 0) return access;
  const given = own.flatMap(({ schema, name }) =>
    PRIVILEGES_ON.table.map((privilege) => ({ role, privilege, object: 'table' as const, name: `${schema}.${name}` })),
  );
  return { ...access, grants: [...grants, ...given] };
}

/** The part of a table that the compiler sees. */
export function tableInfo(table: TableEntry): TableInfo {
  const { id, schema, name, keys, checks, schemaVersion, rowCount, readOnly, materialized } = table;
  const columns = table.columns.map(tableColumn);
  const info = { id, schema, name, columns, keys, checks, schemaVersion, rowCount, readOnly };
  return materialized === undefined ? info : { ...info, materialized };
}

function tableColumn({ name, type, nullable, fieldId, defaultText }: ColumnEntry): TableColumn {
  return { name, type, nullable, fieldId, defaultText };
}
