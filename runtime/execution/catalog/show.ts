import type { ShowCommand } from '../../../compiler/contract/manifest.ts';
import { INT, showDataType, STRING, type Field } from '../../../compiler/contract/data-type.ts';
import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import { findRelation, findTable } from '../../catalog/find.ts';
import { SYSTEM_TABLES, type SystemTableName } from '../../catalog/system-tables.ts';
import { rowsOf } from '../../columnar/rows-of.ts';
import { tableFromRows } from '../../columnar/table-from-rows.ts';
import type { Table } from '../../columnar/table.ts';
import type { Value } from '../../columnar/value.ts';
import { EXTENSIONS } from '../extensions.ts';
import type { Frame } from '../frame.ts';
import { explainTrigger } from './explain-trigger.ts';

/** The columns of system tables that SHOW gives. */
const SHOWN: Readonly<Record<string, { readonly table: SystemTableName; readonly columns: readonly string[] }>> = {
  tables: { table: 'tables', columns: ['schema', 'name', 'kind', 'row_count', 'comment'] },
  views: { table: 'views', columns: ['schema', 'name', 'text', 'materialized'] },
  'materialized views': { table: 'views', columns: ['schema', 'name', 'text', 'materialized'] },
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
  secrets: { table: 'secrets', columns: ['name', 'kind', 'key'] },
  roles: { table: 'roles', columns: ['name'] },
  grants: { table: 'grants', columns: ['role', 'privilege', 'object', 'name'] },
  sessions: {
    table: 'sessions',
    columns: ['connection', 'client', 'role', 'since', 'sessions', 'requests', 'received_bytes', 'sent_bytes'],
  },
  runs: { table: 'runs', columns: ['connection', 'session', 'kind', 'state', 'role', 'milliseconds', 'text'] },
  'audit log': { table: 'audit_log', columns: ['at', 'client', 'token', 'role', 'action', 'text', 'outcome', 'code'] },
  metrics: { table: 'metrics', columns: ['name', 'labels', 'kind', 'value'] },
  settings: { table: 'settings', columns: ['name', 'value', 'scope'] },
};

/** The rows of SHOW and DESCRIBE. */
export function showRows(frame: Frame, { what, name }: ShowCommand): Table {
  const kind = what.toLowerCase();
  if (kind.startsWith('describe')) return describe(frame, kind.slice('describe '.length), name ?? '');
  if (kind === 'analyze') return analyze(frame, name);
  if (kind === 'explain trigger') return explainTrigger(frame, name ?? '');
  if (kind === 'schemas' || kind === 'schema') return schemas(frame);
  if (kind === 'databases' || kind === 'attached databases') return databases(frame, kind === 'databases');
  if (kind === 'extensions') return names(EXTENSIONS);
  if (kind === 'indexes') return indexes(frame);
  if (SESSION_WORDS.has(kind))
    throw gobiError('InvalidOperation', {
      what: `\`${kind}\``,
      reason: 'it is for the prompt and for scripts, whose statements run one by one',
    });
  const shown = Object.hasOwn(SHOWN, kind) ? SHOWN[kind] : undefined;
  if (shown === undefined)
    throw gobiError('Unsupported', {
      what: `SHOW ${what.toUpperCase()}`,
      instead: `there is SHOW ${Object.keys(SHOWN).join(', ')}, schemas, databases, attached databases, extensions, indexes`,
    });
  const rows = systemRows(frame, shown.table, shown.columns);
  if (kind === 'materialized views') return filtered(rows, 3, true);
  if (kind === 'settings') return withSession(frame, rows);
  return kind === 'structs' ? filtered(rows, 1, 'struct') : rows;
}

/** Settings of the lake, and those that SET gave. */
function withSession({ session }: Frame, rows: Table): Table {
  const own = [...session.settings].map(([name, value]) => [name, String(value), 'session']);
  return tableFromRows(rows.fields, [...rowsOf(rows), ...own]);
}

function systemRows(frame: Frame, name: SystemTableName, columns: readonly string[]): Table {
  const table = SYSTEM_TABLES.find((each) => each.name === name)!;
  return frame.transaction.scan(
    table.id,
    columns.map((column) => table.columns.findIndex((each) => each.name === column)),
  );
}

function filtered(table: Table, column: number, value: Value): Table {
  return tableFromRows(
    table.fields,
    [...rowsOf(table)].filter((row) => row[column] === value),
  );
}

function schemas(frame: Frame): Table {
  return names([...[...frame.transaction.state.schemas.values()].map(({ name }) => name), 'system']);
}

function names(all: readonly string[]): Table {
  return tableFromRows(
    [{ name: 'name', type: STRING, nullable: false }],
    all.map((name) => [name]),
  );
}

const SESSION_WORDS: ReadonlySet<string> = new Set([
  'create secret',
  'type secret',
  'attach',
  'detach',
  'execute',
  'install',
  'load',
  'run schedule',
  'cache',
  'use',
  'set',
]);

/** The lake itself, and what ATTACH made known. */
function databases({ session, environment }: Frame, all: boolean): Table {
  const fields = ['name', 'kind', 'path'].map((name): Field => ({ name, type: STRING, nullable: false }));
  const attached = [...session.attached.values()].map(({ name, kind, path }) => [name, kind, path]);
  return tableFromRows(fields, all ? [['main', 'lake', environment.policy.folder], ...attached] : attached);
}

/** Indexes and keys of tables. */
function indexes({ transaction: { state } }: Frame): Table {
  const strings = ['schema', 'table', 'name', 'columns'].map((name): Field => ({
    name,
    type: STRING,
    nullable: false,
  }));
  const rows = [...state.tables.values()].flatMap(({ schema, name, keys, indexes: plain = [], columns }) =>
    [...keys.map((key) => ({ ...key, unique: true })), ...plain.map((index) => ({ ...index, unique: false }))].map(
      (index) => [
        schema,
        name,
        index.name,
        index.columns.map((column) => columns[column]!.name).join(', '),
        index.unique,
      ],
    ),
  );
  return tableFromRows([...strings, { name: 'unique', type: { kind: 'boolean' }, nullable: false }], rows);
}

const DESCRIBED = ['name', 'type', 'nullable', 'default', 'key', 'comment'];

/** The columns of a table or view; of another object what its system table tells. */
function describe(frame: Frame, object: string, name: string): Table {
  const shown = SHOWN[`${object}s`];
  if (shown !== undefined && !['table', 'view', 'materialized view'].includes(object))
    return describeObject(frame, shown.table, object, name);
  const [last, schema = frame.session.schema] = name.split('.').reverse();
  const { state } = frame.transaction;
  const system =
    schema.toLowerCase() === 'system' ? SYSTEM_TABLES.find((each) => each.name === last!.toLowerCase()) : undefined;
  if (system !== undefined) return viewColumns(system.columns);
  const relation = findRelation(state, schema, last!);
  if (relation === null) throw gobiError('TableNotFound', { name });
  if (relation.kind === 'view') return viewColumns(state.views.get(relation.id)!.fields);
  const rows = systemRows(frame, 'columns', ['table_id', ...DESCRIBED]);
  const own = [...rowsOf(rows)].filter(([id]) => id === relation.id).map((row) => row.slice(1));
  return tableFromRows(rows.fields.slice(1), own);
}

function viewColumns(columns: readonly Field[]): Table {
  const fields: Field[] = ['name', 'type', 'nullable'].map((each) => ({
    name: each,
    type: each === 'nullable' ? { kind: 'boolean' } : STRING,
    nullable: false,
  }));
  return tableFromRows(
    fields,
    columns.map((field) => [field.name, showDataType(field.type), field.nullable]),
  );
}

function describeObject(frame: Frame, table: SystemTableName, object: string, name: string): Table {
  const { columns } = SYSTEM_TABLES.find((each) => each.name === table)!;
  const rows = systemRows(
    frame,
    table,
    columns.map((column) => column.name),
  );
  const at = columns.findIndex((column) => column.name === 'name');
  const own = [...rowsOf(rows)].filter((row) => String(row[at]).toLowerCase() === name.toLowerCase());
  if (own.length === 0) throw gobiError('ObjectNotFound', { kind: object, name });
  return tableFromRows(rows.fields, own);
}

/** ANALYZE: statistics are kept with every write, so there is nothing to gather; the rows of each table are counted. */
function analyze(frame: Frame, name: string | null): Table {
  const [last, schema = frame.session.schema] = (name ?? '').split('.').reverse();
  const wanted = name === null ? null : findTable(frame.transaction.state, schema, last!);
  if (name !== null && wanted === null) throw gobiError('TableNotFound', { name });
  const tables = [...frame.transaction.state.tables.values()].filter(
    (table) => wanted === null || table.id === wanted.id,
  );
  const fields: Field[] = [
    { name: 'table', type: STRING, nullable: false },
    { name: 'rows', type: INT, nullable: false },
  ];
  return tableFromRows(
    fields,
    tables.map((table) => [`${table.schema}.${table.name}`, frame.transaction.scan(table.id, []).rowCount]),
  );
}
