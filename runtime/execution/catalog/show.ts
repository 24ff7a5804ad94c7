import type { ShowCommand } from '../../../compiler/contract/manifest.ts';
import { showDataType, STRING, type Field } from '../../../compiler/contract/data-type.ts';
import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import { findRelation } from '../../catalog/find.ts';
import { SYSTEM_TABLES, type SystemTableName } from '../../catalog/system-tables.ts';
import { rowsOf } from '../../columnar/rows-of.ts';
import { tableFromRows } from '../../columnar/table-from-rows.ts';
import type { Table } from '../../columnar/table.ts';
import type { Frame } from '../frame.ts';

/** The columns of system tables that SHOW gives. */
const SHOWN: Readonly<Record<string, { readonly table: SystemTableName; readonly columns: readonly string[] }>> = {
  tables: { table: 'tables', columns: ['schema', 'name', 'row_count', 'comment'] },
  views: { table: 'views', columns: ['schema', 'name', 'text'] },
  procedures: { table: 'procedures', columns: ['name', 'parameters', 'model_config', 'execution_mode', 'modified_at'] },
  functions: { table: 'functions', columns: ['name', 'receiver', 'parameters', 'execution_mode', 'modified_at'] },
  types: { table: 'types', columns: ['name', 'kind', 'text'] },
  structs: { table: 'types', columns: ['name', 'kind', 'text'] },
  triggers: { table: 'triggers', columns: ['name', 'options', 'modified_at'] },
  schedules: { table: 'schedules', columns: ['name', 'options', 'modified_at'] },
  pipelines: { table: 'pipelines', columns: ['name', 'options', 'modified_at'] },
  columns: { table: 'columns', columns: ['schema', 'table', 'name', 'type', 'nullable', 'default', 'key', 'comment'] },
  modules: { table: 'modules', columns: ['fingerprint', 'file'] },
  snapshots: { table: 'snapshots', columns: ['id', 'time', 'changes', 'author', 'message'] },
  settings: { table: 'settings', columns: ['name', 'value', 'scope'] },
};

/** The rows of SHOW and DESCRIBE. */
export function showRows(frame: Frame, { what, name }: ShowCommand): Table {
  const kind = what.toLowerCase();
  if (kind === 'describe') return describe(frame, name ?? '');
  if (kind === 'schemas' || kind === 'schema') return schemas(frame);
  const shown = SHOWN[kind];
  if (shown === undefined) throw gobiError('Unsupported', { what: `SHOW ${what.toUpperCase()}`, instead: `there is SHOW ${Object.keys(SHOWN).join(', ')}, schemas` });
  const rows = systemRows(frame, shown.table, shown.columns);
  return kind === 'structs' ? filtered(rows, 1, 'struct') : rows;
}

function systemRows(frame: Frame, name: SystemTableName, columns: readonly string[]): Table {
  const table = SYSTEM_TABLES.find((each) => each.name === name)!;
  return frame.transaction.scan(table.id, columns.map((column) => table.columns.findIndex((each) => each.name === column)));
}

function filtered(table: Table, column: number, value: string): Table {
  return tableFromRows(table.fields, [...rowsOf(table)].filter((row) => row[column] === value));
}

function schemas(frame: Frame): Table {
  const names = [...frame.transaction.state.schemas.values()].map(({ name }) => [name]);
  return tableFromRows([{ name: 'name', type: STRING, nullable: false }], [...names, ['system']]);
}

const DESCRIBED = ['name', 'type', 'nullable', 'default', 'key', 'comment'];

/** The columns of a table or view. */
function describe(frame: Frame, name: string): Table {
  const parts = name.split('.');
  const last = parts.pop()!;
  const schema = parts.pop() ?? 'main';
  const { state } = frame.transaction;
  const relation = findRelation(state, schema, last);
  if (relation === null) throw gobiError('TableNotFound', { name });
  if (relation.kind === 'table') {
    const rows = systemRows(frame, 'columns', ['table_id', ...DESCRIBED]);
    const own = [...rowsOf(rows)].filter(([id]) => id === relation.id).map((row) => row.slice(1));
    return tableFromRows(rows.fields.slice(1), own);
  }
  const view = state.views.get(relation.id)!;
  const fields: Field[] = ['name', 'type', 'nullable'].map((each) => ({ name: each, type: each === 'nullable' ? { kind: 'boolean' } : STRING, nullable: false }));
  return tableFromRows(fields, view.fields.map((field) => [field.name, showDataType(field.type), field.nullable]));
}
