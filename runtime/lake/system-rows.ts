import { auditRows } from './audit-rows.ts';
import { showDataType } from '../../compiler/contract/data-type.ts';
import { showSlot } from '../../compiler/contract/type.ts';
import { assertNever } from '../../compiler/source/assert-never.ts';
import { accessOf } from '../catalog/access.ts';
import type { AutomationEntry, CatalogState, RoutineEntry, TableEntry } from '../catalog/catalog-state.ts';
import { isTemporary } from '../catalog/temporary.ts';
import type { SystemTable, SystemTableName } from '../catalog/system-tables.ts';
import { tableFromRows } from '../columnar/table-from-rows.ts';
import type { Table } from '../columnar/table.ts';
import type { Value } from '../columnar/value.ts';
import { codeChanges } from './code-changes.ts';
import type { ServiceFacts } from './service-facts.ts';
import { moduleRows } from './module-rows.ts';
import type { CatalogDatabase, CatalogRow } from './database.ts';
import { parseTimestamp } from './text/civil-time.ts';

/** The rows of a system table at a state; `columns` by position. */
export function scanSystem(
  table: SystemTable,
  state: CatalogState,
  database: CatalogDatabase,
  columns: readonly number[] | null,
  facts: ServiceFacts,
): Table {
  const wanted = columns ?? table.columns.map((_, i) => i);
  const fields = wanted.map((i) => table.columns[i]!).map(({ name, type, nullable }) => ({ name, type, nullable }));
  return tableFromRows(
    fields,
    rowsOf(table.name, state, database, facts).map((row) => wanted.map((i) => row[i]!)),
  );
}

function rowsOf(name: SystemTableName, state: CatalogState, database: CatalogDatabase, facts: ServiceFacts): Value[][] {
  switch (name) {
    case 'procedures':
      return routines(state, 'procedure').map((each) => [
        each.name,
        json(each.options),
        parameters(each),
        each.body,
        mode(each),
        each.createdAt,
        each.modifiedAt,
        each.fingerprint,
        each.text,
      ]);
    case 'functions':
      return routines(state, 'function').map((each) => [
        each.name,
        each.signature.receiver === null ? null : showSlot(each.signature.receiver),
        parameters(each),
        each.body,
        mode(each),
        each.createdAt,
        each.modifiedAt,
        each.fingerprint,
        each.text,
      ]);
    case 'types':
      return [...state.types.values()].map(({ name: type, kind, text, createdAt, modifiedAt }) => [
        type,
        kind,
        text,
        createdAt,
        modifiedAt,
      ]);
    case 'triggers':
      return automation(state, 'trigger');
    case 'schedules':
      return automation(state, 'schedule');
    case 'pipelines':
      return automation(state, 'pipeline');
    case 'tables':
      return [...state.tables.values()].map((table) => {
        const { id, schema, rowCount, schemaVersion, comment } = table;
        return [id, schema, table.name, rowCount, schemaVersion, comment, tableKind(table)];
      });
    case 'columns':
      return [...state.tables.values()].flatMap(columnRows);
    case 'constraints':
      return [...state.tables.values()].flatMap(constraintRows);
    case 'views':
      return views(state);
    case 'modules':
      return moduleRows(state, facts('modules'));
    case 'snapshots': {
      const code = codeChanges(database, state.snapshot);
      return database
        .all(SNAPSHOTS, state.snapshot)
        .map((row) => snapshotRow(row, code.get(Number(row['snapshot_id']))));
    }
    case 'settings':
      return database
        .all(
          'SELECT "key", "value", scope, scope_id FROM ducklake_metadata UNION ALL SELECT name, value, NULL, NULL FROM gobi_settings',
        )
        .map((row) => [row['key']!, row['value']!, row['scope']!, row['scope_id']!]);
    case 'secrets':
      return accessOf(state, 'secret').map((secret) => [
        secret.name,
        secret.type,
        secret.key,
        secret.createdAt,
        secret.modifiedAt,
      ]);
    case 'roles':
      return accessOf(state, 'role').map((role) => [role.name, role.createdAt, role.modifiedAt]);
    case 'grants':
      return accessOf(state, 'grant').map(({ grant: { role, privilege, object, name: on }, createdAt }) => [
        role,
        privilege,
        object,
        on,
        createdAt,
      ]);
    case 'tokens':
      return accessOf(state, 'token').map((token) => [token.name, token.role, token.createdAt, token.expiresAt]);
    case 'audit_log':
      return auditRows(database);
    case 'sessions':
    case 'runs':
    case 'metrics':
      return facts(name) ?? [];
    default:
      return assertNever(name);
  }
}

const SNAPSHOTS = `SELECT s.snapshot_id, s.snapshot_time, s.schema_version, c.changes_made, c.author, c.commit_message, c.commit_extra_info
  FROM ducklake_snapshot AS s LEFT JOIN ducklake_snapshot_changes AS c ON c.snapshot_id = s.snapshot_id WHERE s.snapshot_id <= ? ORDER BY s.snapshot_id`;

function snapshotRow(row: CatalogRow, code: readonly string[] = []): Value[] {
  const made = row['changes_made']!;
  const changes = [...(typeof made === 'string' && made !== '' ? [made] : []), ...code];
  const time = parseTimestamp(String(row['snapshot_time']));
  return [
    row['snapshot_id']!,
    time,
    row['schema_version']!,
    changes.length === 0 ? null : changes.join(','),
    row['author']!,
    row['commit_message']!,
    row['commit_extra_info']!,
  ];
}

function tableKind({ id, materialized }: TableEntry): string {
  if (isTemporary(id)) return 'temporary table';
  return materialized === undefined ? 'table' : 'materialized view';
}

function views(state: CatalogState): Value[][] {
  const views = [...state.views.values()].map(({ id, schema, name, text, comment }): Value[] => [
    id,
    schema,
    name,
    text,
    comment,
    false,
  ]);
  const materialized = [...state.tables.values()].flatMap(({ id, schema, name, materialized: text, comment }) =>
    text === undefined ? [] : [[id, schema, name, text, comment, true]],
  );
  return [...views, ...materialized];
}

function routines(state: CatalogState, kind: RoutineEntry['kind']): readonly RoutineEntry[] {
  return [...state.routines.values()].filter((routine) => routine.kind === kind);
}

/** The whole signature: its columns know nothing of results, exceptions and receivers. */
function parameters({ signature }: RoutineEntry): string {
  const { receiver, result, declaredRaises } = signature;
  return json({
    params: signature.parameters.map(({ name, slot, defaultText }) => ({
      name,
      type: showSlot(slot),
      default: defaultText,
    })),
    returns: showSlot(result),
    raises: declaredRaises ?? [],
    receiver: receiver === null ? null : showSlot(receiver),
  });
}

function mode({ signature }: RoutineEntry): string {
  return signature.mode;
}

function automation(state: CatalogState, kind: AutomationEntry['kind']): Value[][] {
  return [...state.automation.values()]
    .filter((entry) => entry.kind === kind)
    .map(({ name, options, text, createdAt, modifiedAt }) => [name, json(options), text, createdAt, modifiedAt]);
}

function columnRows({ id, schema, name, columns, keys, foreignKeys = [] }: TableEntry): Value[][] {
  return columns.map((column, i) => {
    const key = keys.find((each) => each.columns.includes(i));
    const roles = [
      ...(key === undefined ? [] : [key.primary ? 'primary' : 'unique']),
      ...foreignKeys.filter((each) => each.columns.includes(i)).map((each) => `references ${each.references}`),
    ];
    return [
      id,
      schema,
      name,
      i + 1,
      column.name,
      showDataType(column.type),
      column.nullable,
      column.defaultText,
      roles.length === 0 ? null : roles.join(', '),
      column.comment,
    ];
  });
}

/** Keys, checks and foreign keys by their names; a check's columns stand in its condition. */
function constraintRows({ id, schema, name, columns, keys, checks, foreignKeys = [] }: TableEntry): Value[][] {
  const names = (positions: readonly number[]): string => positions.map((at) => columns[at]!.name).join(', ');
  const row = (constraint: string, kind: string, own: string | null, definition: string | null): Value[] => [
    ...[id, schema, name],
    ...[constraint, kind, own, definition],
  ];
  return [
    ...keys.map((key) => row(key.name, key.primary ? 'primary key' : 'unique', names(key.columns), null)),
    ...checks.map((check) => row(check.name, 'check', null, check.text)),
    ...foreignKeys.map((key) => row(key.name, 'foreign key', names(key.columns), `references ${key.references}`)),
  ];
}

function json(value: unknown): string {
  return JSON.stringify(value);
}
