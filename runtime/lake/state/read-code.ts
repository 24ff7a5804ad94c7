import type { TypeInfo } from '../../../compiler/contract/catalog-view.ts';
import type { Manifest } from '../../../compiler/contract/manifest.ts';
import type { Signature } from '../../../compiler/contract/signature.ts';
import type { AccessDefinition, AccessEntry } from '../../catalog/access.ts';
import type { Ages, AutomationEntry, ModuleEntry, RoutineEntry, TypeEntry } from '../../catalog/catalog-state.ts';
import type { DeployedEntry } from '../../catalog/deployed.ts';
import { automationKey } from '../../catalog/find.ts';
import type { CatalogDatabase, CatalogRow } from '../database.ts';
import { AT } from './at-snapshot.ts';

export function readRoutines(database: CatalogDatabase, snapshot: number): ReadonlyMap<string, RoutineEntry> {
  const routines = new Map<string, RoutineEntry>();
  for (const kind of ['procedure', 'function'] as const) {
    for (const row of rowsAt(database, `gobi_${kind}`, snapshot)) {
      const id = String(row['id']);
      routines.set(id, {
        id,
        kind,
        name: String(row['name']),
        options: json(row, 'options') as Record<string, unknown>,
        signature: json(row, 'signature') as Signature,
        body: String(row['body']),
        text: String(row['text']),
        fingerprint: String(row['fingerprint']),
        ...ages(row),
      });
    }
  }
  return routines;
}

export function readTypes(database: CatalogDatabase, snapshot: number): ReadonlyMap<string, TypeEntry> {
  const rows = rowsAt(database, 'gobi_type', snapshot);
  return new Map(
    rows.map((row) => [String(row['name']).toLowerCase(), { ...(json(row, 'definition') as TypeInfo), ...ages(row) }]),
  );
}

export function readAutomation(database: CatalogDatabase, snapshot: number): ReadonlyMap<string, AutomationEntry> {
  const entries = new Map<string, AutomationEntry>();
  for (const kind of ['trigger', 'schedule', 'pipeline'] as const) {
    for (const row of rowsAt(database, `gobi_${kind}`, snapshot)) {
      const name = String(row['name']);
      entries.set(automationKey(kind, name), {
        kind,
        name,
        options: json(row, 'options') as Record<string, unknown>,
        text: String(row['text']),
        ...ages(row),
      });
    }
  }
  return entries;
}

export function readAccess(database: CatalogDatabase, snapshot: number): ReadonlyMap<string, AccessEntry> {
  const rows = rowsAt(database, 'gobi_access', snapshot);
  return new Map(
    rows.map((row) => [String(row['id']), { ...(json(row, 'definition') as AccessDefinition), ...ages(row) }]),
  );
}

export function readModules(database: CatalogDatabase, snapshot: number): ReadonlyMap<string, ModuleEntry> {
  return new Map(
    rowsAt(database, 'gobi_module', snapshot).map((row) => {
      const fingerprint = String(row['fingerprint']);
      return [fingerprint, { fingerprint, manifest: json(row, 'manifest') as Manifest }];
    }),
  );
}

export function readDeployed(database: CatalogDatabase, snapshot: number): ReadonlyMap<string, DeployedEntry> {
  return new Map(
    rowsAt(database, 'gobi_deployed', snapshot).map((row) => {
      const object = String(row['object']);
      const entry: DeployedEntry = {
        object,
        file: String(row['file']),
        line: Number(row['line']),
        column: Number(row['col']),
        source: String(row['source']),
        parts: json(row, 'parts') as readonly string[],
        version: String(row['version']),
        deployedAt: Number(row['deployed_at']),
        snapshot: Number(row['begin_snapshot']),
      };
      return [object, entry];
    }),
  );
}

function rowsAt(database: CatalogDatabase, table: string, snapshot: number): CatalogRow[] {
  return database.all(`SELECT * FROM ${table} WHERE ${AT} ORDER BY rowid`, snapshot, snapshot);
}

function json(row: CatalogRow, column: string): unknown {
  return JSON.parse(String(row[column])) as unknown;
}

function ages(row: CatalogRow): Ages {
  return { createdAt: Number(row['created_at']), modifiedAt: Number(row['modified_at']) };
}
