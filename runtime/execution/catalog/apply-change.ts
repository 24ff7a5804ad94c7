import type { CatalogChange } from '../../../compiler/contract/catalog-change.ts';
import type { ManifestRoutine } from '../../../compiler/contract/manifest.ts';
import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import { assertNever } from '../../../compiler/source/assert-never.ts';
import { findRelation, findTable } from '../../catalog/find.ts';
import type { Table } from '../../columnar/table.ts';
import type { Frame } from '../frame.ts';
import type { ModuleManifest } from '../module-link.ts';
import { changeGrants, createRole } from './access.ts';
import { alterTable } from './alter-table.ts';
import { createTable } from './create-table.ts';
import { dropObject } from './drop-object.ts';
import { refreshView } from './refresh-view.ts';
import { requireMain } from './require-main.ts';
import { requireStored } from './require-stored.ts';
import { tableNamed } from './table-named.ts';

/** Makes a change of the catalog, in the frame's transaction: it is taken back with the rows. `rowsOf` runs the query of `create table … as`. */
export function applyChange(
  frame: Frame,
  manifest: ModuleManifest,
  index: number,
  rowsOf: (query: number) => Table,
): void {
  const change = manifest.changes[index]!;
  const { transaction } = frame;
  const mark = transaction.mark();
  try {
    apply(frame, manifest, change, rowsOf);
  } catch (error) {
    transaction.undo(mark);
    throw error;
  }
}

function apply(
  frame: Frame,
  manifest: ModuleManifest,
  change: CatalogChange<number>,
  rowsOf: (query: number) => Table,
): void {
  const { transaction } = frame;
  if (STORED_TEXTS.has(change.kind)) requireMain(frame);
  switch (change.kind) {
    case 'create_schema':
      if (change.ifNotExists && transaction.state.schemas.has(change.name.toLowerCase())) return;
      transaction.createSchema(change.name);
      return;
    case 'create_table':
      createTable(frame, change, rowsOf);
      return;
    case 'create_view':
      if (change.ifNotExists && findRelation(transaction.state, change.schema, change.name) !== null) return;
      requireStored(frame, `view ${change.name}`, change.text);
      transaction.createView(
        { schema: change.schema, name: change.name, text: change.text, portableText: null, fields: change.fields },
        change.orReplace,
      );
      return;
    case 'create_index':
      createIndex(frame, change);
      return;
    case 'define_routine':
      defineRoutine(
        frame,
        manifest,
        manifest.routines.find((routine) => routine.id === change.routine)!,
        change.replace,
      );
      return;
    case 'set_options':
      setOptions(frame, change);
      return;
    case 'define_struct':
      transaction.upsertType({ kind: 'struct', name: change.name, fields: change.fields, text: change.text });
      return;
    case 'define_exception':
      transaction.upsertType({ kind: 'exception', name: change.name, message: change.message, text: change.text });
      return;
    case 'define_automation':
      transaction.upsertAutomation({
        kind: change.object,
        name: change.name,
        options: change.options,
        text: change.text,
      });
      return;
    case 'alter_table':
      alterTable(frame, change);
      return;
    case 'drop':
      dropObject(frame, change);
      return;
    case 'enable':
      enable(frame, change);
      return;
    case 'create_role':
      createRole(frame, change.name, change.limits);
      return;
    case 'grant':
      changeGrants(frame, change);
      return;
    case 'comment':
      comment(frame, change);
      return;
    case 'refresh_view':
      refreshView(frame, change);
      return;
    case 'truncate':
      truncate(frame, change);
      return;
    default:
      assertNever(change);
  }
}

/** Changes that keep a text, which is read again without a session. */
const STORED_TEXTS: ReadonlySet<CatalogChange<number>['kind']> = new Set([
  'create_view',
  'define_routine',
  'define_automation',
]);

/**
 * A routine is stored with a module of its own, so that others of its file may change without it; those that are declared together, since they call each other in
 * a circle, share one. What was made with an earlier version of a function is made again.
 */
function defineRoutine(frame: Frame, manifest: ModuleManifest, routine: ManifestRoutine, replace: boolean): void {
  const { transaction, environment } = frame;
  if (!replace && transaction.state.routines.has(routine.id))
    throw gobiError('DuplicateDefinition', { kind: routine.kind, name: routine.name });
  const { id, kind, name, signature, text, options, body } = routine;
  const together = manifest.routines.filter((each) =>
    manifest.changes.some((change) => change.kind === 'define_routine' && change.routine === each.id),
  );
  const own = {
    ...manifest,
    source: { file: manifest.source.file, text: together.map((each) => each.text).join('\n') },
    routines: together,
  };
  const fingerprint = environment.fingerprint(own);
  transaction.upsertRoutine({ id, kind, name, signature, fingerprint, text, options, body });
  transaction.addModule({ fingerprint, manifest: { ...own, fingerprint } });
  if (kind !== 'function') return;
  for (const again of environment.compiler.redefinitions(transaction.state, id)) {
    transaction.upsertRoutine(again.routine);
    transaction.addModule(again.module);
  }
}

/** A unique index is a key; any other is kept, and tells that it is not read: scans skip segments by their statistics. */
function createIndex(frame: Frame, change: Extract<CatalogChange<number>, { kind: 'create_index' }>): void {
  const table = tableNamed(frame, change.schema, change.table);
  const columns = change.columns.map((name) =>
    table.columns.findIndex((column) => column.name.toLowerCase() === name.toLowerCase()),
  );
  const named = [...frame.transaction.state.tables.values()].some(({ keys, indexes = [] }) =>
    [...keys, ...indexes].some(({ name }) => name.toLowerCase() === change.name.toLowerCase()),
  );
  if (named && change.ifNotExists) return;
  if (named) throw gobiError('DuplicateDefinition', { kind: 'index', name: change.name });
  const missing = columns.indexOf(-1);
  if (missing >= 0) throw gobiError('ColumnNotFound', { table: table.name, name: change.columns[missing]! });
  if (change.unique) {
    frame.transaction.alterTable(table.id, { kind: 'add_key', key: { name: change.name, primary: false, columns } });
    return;
  }
  frame.transaction.alterTable(table.id, { kind: 'add_index', name: change.name, columns });
  frame.print(`index ${change.name} is kept and not read: scans leave out rows by the bounds of their columns`);
}

function setOptions({ transaction }: Frame, change: Extract<CatalogChange<number>, { kind: 'set_options' }>): void {
  const found = transaction.state.routines.get(change.routine);
  if (found === undefined) throw gobiError('ObjectNotFound', { kind: 'procedure', name: change.routine });
  const { id, kind, name, signature, fingerprint, body } = found;
  transaction.upsertRoutine({
    id,
    kind,
    name,
    signature,
    fingerprint,
    body,
    options: change.options,
    text: change.text,
  });
}

function enable(frame: Frame, change: Extract<CatalogChange<number>, { kind: 'enable' }>): void {
  const { transaction } = frame;
  const found = transaction.state.automation.get(`${change.object}:${change.name}`.toLowerCase());
  if (found === undefined) throw gobiError('ObjectNotFound', { kind: change.object, name: change.name });
  const { kind, name, text, options } = found;
  transaction.upsertAutomation({ kind, name, text, options: { ...options, enabled: change.enabled } });
}

function comment(frame: Frame, change: Extract<CatalogChange<number>, { kind: 'comment' }>): void {
  const parts = change.name.split('.');
  const { state } = frame.transaction;
  const column = change.object === 'column' ? parts.pop()! : null;
  const name = parts.pop() ?? '';
  const schema = parts.pop() ?? frame.session.schema;
  const table = findTable(state, schema, name);
  if (table === null && findRelation(state, schema, name) !== null)
    throw gobiError('Unsupported', {
      what: 'COMMENT ON VIEW',
      instead: 'write the comment into the text of its query',
    });
  if (table === null || !['table', 'column', 'materialized view'].includes(change.object))
    throw gobiError('ObjectNotFound', { kind: change.object, name: change.name });
  const at =
    column === null ? null : table.columns.findIndex((each) => each.name.toLowerCase() === column.toLowerCase());
  if (at === -1) throw gobiError('ColumnNotFound', { table: table.name, name: column! });
  frame.transaction.alterTable(table.id, { kind: 'comment', column: at, text: change.text });
}

function truncate(frame: Frame, change: Extract<CatalogChange<number>, { kind: 'truncate' }>): void {
  const table = tableNamed(frame, change.schema, change.table);
  const rows = frame.transaction.scan(table.id, []);
  const positions: number[] = [];
  let start = 0;
  for (const { length, deleted } of rows.segments) {
    for (let row = 0; row < length; row++)
      if (deleted === null || ((deleted[row >> 3]! >> (row & 7)) & 1) === 0) positions.push(start + row);
    start += length;
  }
  frame.transaction.delete(table.id, positions);
}
