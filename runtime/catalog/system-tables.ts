import type { TableColumn, TableInfo } from '../../compiler/contract/catalog-view.ts';
import {
  BOOLEAN,
  FLOAT,
  INT,
  STRING,
  TIMESTAMP,
  TIMESTAMPZ,
  type DataType,
} from '../../compiler/contract/data-type.ts';

/** The read-only tables of the schema `system`. Their rows are made from the catalog on each read. Ids are below zero, so they never meet a stored table's. */
export type SystemTableName =
  | 'procedures'
  | 'functions'
  | 'types'
  | 'triggers'
  | 'schedules'
  | 'pipelines'
  | 'tables'
  | 'columns'
  | 'views'
  | 'modules'
  | 'snapshots'
  | 'settings'
  | 'secrets'
  | 'roles'
  | 'grants'
  | 'tokens'
  | 'constraints'
  | 'sessions'
  | 'runs'
  | 'metrics'
  | 'audit_log';

const JSON_TYPE: DataType = { kind: 'json' };

type ColumnSpec = readonly [name: string, type: DataType, nullable?: 'nullable'];

const ages: readonly ColumnSpec[] = [
  ['created_at', TIMESTAMP],
  ['modified_at', TIMESTAMP],
];
const automation: readonly ColumnSpec[] = [['name', STRING], ['options', JSON_TYPE], ['text', STRING], ...ages];

const shapes: Readonly<Record<SystemTableName, readonly ColumnSpec[]>> = {
  procedures: [
    ['name', STRING],
    ['model_config', JSON_TYPE],
    ['parameters', JSON_TYPE],
    ['body', STRING],
    ['execution_mode', STRING],
    ...ages,
    ['fingerprint', STRING],
    ['text', STRING],
  ],
  functions: [
    ['name', STRING],
    ['receiver', STRING, 'nullable'],
    ['parameters', JSON_TYPE],
    ['body', STRING],
    ['execution_mode', STRING],
    ...ages,
    ['fingerprint', STRING],
    ['text', STRING],
  ],
  types: [['name', STRING], ['kind', STRING], ['text', STRING], ...ages],
  triggers: automation,
  schedules: automation,
  pipelines: automation,
  tables: [
    ['id', INT],
    ['schema', STRING],
    ['name', STRING],
    ['row_count', INT, 'nullable'],
    ['schema_version', INT],
    ['comment', STRING, 'nullable'],
    ['kind', STRING],
  ],
  columns: [
    ['table_id', INT],
    ['schema', STRING],
    ['table', STRING],
    ['position', INT],
    ['name', STRING],
    ['type', STRING],
    ['nullable', BOOLEAN],
    ['default', STRING, 'nullable'],
    ['key', STRING, 'nullable'],
    ['comment', STRING, 'nullable'],
  ],
  views: [
    ['id', INT],
    ['schema', STRING],
    ['name', STRING],
    ['text', STRING],
    ['comment', STRING, 'nullable'],
    ['materialized', BOOLEAN],
  ],
  modules: [
    ['object', STRING],
    ['kind', STRING],
    ['origin', STRING, 'nullable'],
    ['fingerprint', STRING],
    ['file', STRING, 'nullable'],
    ['deployed_snapshot', INT, 'nullable'],
    ['deployed_at', TIMESTAMP, 'nullable'],
    ['version', STRING, 'nullable'],
    ['current', { kind: 'boolean' }],
    ['calls', INT, 'nullable'],
    ['loaded_since', TIMESTAMP, 'nullable'],
    ['manifest', JSON_TYPE, 'nullable'],
  ],
  snapshots: [
    ['id', INT],
    ['time', TIMESTAMPZ],
    ['schema_version', INT],
    ['changes', STRING, 'nullable'],
    ['author', STRING, 'nullable'],
    ['message', STRING, 'nullable'],
    ['extra', JSON_TYPE, 'nullable'],
  ],
  settings: [
    ['name', STRING],
    ['value', STRING],
    ['scope', STRING, 'nullable'],
    ['scope_id', INT, 'nullable'],
  ],
  secrets: [['name', STRING], ['kind', STRING], ['key', STRING, 'nullable'], ...ages],
  roles: [['name', STRING], ...ages],
  grants: [
    ['role', STRING],
    ['privilege', STRING],
    ['object', STRING],
    ['name', STRING],
    ['created_at', TIMESTAMP],
  ],
  tokens: [
    ['id', STRING],
    ['role', STRING],
    ['created_at', TIMESTAMP],
    ['expires_at', TIMESTAMP, 'nullable'],
  ],
  constraints: [
    ['table_id', INT],
    ['schema', STRING],
    ['table', STRING],
    ['name', STRING],
    ['kind', STRING],
    ['columns', STRING, 'nullable'],
    ['definition', STRING, 'nullable'],
  ],
  sessions: [
    ['connection', INT],
    ['client', STRING],
    ['role', STRING, 'nullable'],
    ['since', TIMESTAMP],
    ['sessions', INT],
    ['requests', INT],
    ['received_bytes', INT],
    ['sent_bytes', INT],
  ],
  runs: [
    ['connection', INT],
    ['session', INT, 'nullable'],
    ['thread', INT, 'nullable'],
    ['kind', STRING],
    ['state', STRING],
    ['role', STRING, 'nullable'],
    ['milliseconds', FLOAT],
    ['text', STRING, 'nullable'],
  ],
  metrics: [
    ['name', STRING],
    ['labels', JSON_TYPE, 'nullable'],
    ['kind', STRING],
    ['value', FLOAT],
  ],
  audit_log: [
    ['at', TIMESTAMP],
    ['connection', INT, 'nullable'],
    ['client', STRING, 'nullable'],
    ['token', STRING, 'nullable'],
    ['role', STRING, 'nullable'],
    ['action', STRING],
    ['text', STRING, 'nullable'],
    ['outcome', STRING],
    ['code', STRING, 'nullable'],
    ['snapshot', INT, 'nullable'],
    ['milliseconds', FLOAT, 'nullable'],
  ],
};

export interface SystemTable extends TableInfo {
  readonly name: SystemTableName;
}

export const SYSTEM_TABLES: readonly SystemTable[] = (Object.keys(shapes) as SystemTableName[]).map((name, index) => ({
  id: -1 - index,
  schema: 'system',
  name,
  columns: shapes[name].map(column),
  keys: name === 'procedures' ? [{ name: 'procedures_pkey', primary: true, columns: [0] }] : [],
  checks: [],
  schemaVersion: 0,
  rowCount: null,
  readOnly: true,
}));

function column([name, type, nullable]: ColumnSpec, index: number): TableColumn {
  return { name, type, nullable: nullable !== undefined, fieldId: index + 1, defaultText: null };
}

/** The system table of an id, `null` for stored tables. */
export function systemTable(id: number): SystemTable | null {
  return id < 0 ? (SYSTEM_TABLES[-1 - id] ?? null) : null;
}
