import type {
  AutomationInfo,
  RoutineInfo,
  TableCheck,
  TableColumn,
  TableInfo,
  TableKey,
  TypeInfo,
  ViewInfo,
} from '../../compiler/contract/catalog-view.ts';
import type { Manifest } from '../../compiler/contract/manifest.ts';
import type { AccessEntry } from './access.ts';
import type { Value } from '../columnar/value.ts';
import type { DeployedEntry } from './deployed.ts';

/**
 * All names of a lake at one snapshot, code included: an immutable, structured-cloneable value. Every DDL change gives a new one
 * (`create-table.ts` and its neighbours); what a transaction changed is the difference between two of them (`catalog-changes.ts`).
 *
 * Ids of tables, views and schemas made in a transaction follow `nextCatalogId` of its snapshot; a commit that meets others renumbers them.
 */
export interface CatalogState {
  readonly snapshot: number;
  /** When the snapshot was committed, µs since 1970-01-01. */
  readonly time: number;
  /** Grows with every change of any table's, view's or schema's shape. */
  readonly schemaVersion: number;
  readonly nextCatalogId: number;
  /** Differs from its snapshot by uncommitted DDL: nothing compiled against it may be kept for other transactions. */
  readonly changed: boolean;
  /** The snapshot at which anything but rows last changed. Unchanged states of one lake that agree in it have the same names: a key for caches. */
  readonly namesSince: number;
  /** By lower-case name. */
  readonly schemas: ReadonlyMap<string, SchemaEntry>;
  readonly tables: ReadonlyMap<number, TableEntry>;
  readonly views: ReadonlyMap<number, ViewEntry>;
  /** Tables and views by `schema.name` in lower case. */
  readonly relations: ReadonlyMap<string, RelationName>;
  /** By id. */
  readonly routines: ReadonlyMap<string, RoutineEntry>;
  /** By lower-case name. */
  readonly types: ReadonlyMap<string, TypeEntry>;
  /** By `kind:name` in lower case. */
  readonly automation: ReadonlyMap<string, AutomationEntry>;
  /** Secrets, roles and grants by `kind:name` in lower case. */
  readonly access: ReadonlyMap<string, AccessEntry>;
  /** By fingerprint. */
  readonly modules: ReadonlyMap<string, ModuleEntry>;
  /** What deploys made, by the objects' keys. */
  readonly deployed: ReadonlyMap<string, DeployedEntry>;
}

export interface RelationName {
  readonly kind: 'table' | 'view';
  readonly id: number;
}

export interface SchemaEntry {
  readonly id: number;
  readonly uuid: string;
  readonly name: string;
  readonly folder: Folder;
}

/** Where files of a schema or table lie: below the parent's folder, or at a place of its own. Ends in `/`. */
export interface Folder {
  readonly path: string;
  readonly relative: boolean;
}

/** Kept and shown, not enforced: columns by position, and `schema.table (columns)`. */
export interface ForeignKeyEntry {
  readonly name: string;
  readonly columns: readonly number[];
  readonly references: string;
}

export interface TableEntry extends TableInfo {
  readonly uuid: string;
  readonly schemaId: number;
  readonly folder: Folder;
  readonly columns: readonly ColumnEntry[];
  readonly keys: readonly TableKey[];
  readonly checks: readonly TableCheck[];
  /** Plain indexes, by position: keys are found by hash, so that these are only kept and shown. */
  readonly indexes?: readonly { readonly name: string; readonly columns: readonly number[] }[];
  readonly foreignKeys?: readonly ForeignKeyEntry[];
  /** The next column id, never given to a dropped column's successor. */
  readonly nextFieldId: number;
  readonly comment: string | null;
}

export interface ColumnEntry extends TableColumn {
  /** The catalog's own name of the type (`int32`, `timestamp_s`, `list`): some of them share one of our types. */
  readonly storageType: string;
  /** Element of a list, fields of a struct, key and value of a map, with their field ids. */
  readonly parts: readonly ColumnPart[];
  /** The value of rows that were written before the column existed. */
  readonly initialDefault: Value;
  /** The default where it is a constant; `undefined` where it is computed for every row. */
  readonly defaultValue: Value | undefined;
  readonly comment: string | null;
  /** Its place among the columns, where that is not told by its id: it took the place of another. */
  readonly order?: number;
}

/** A part of a nested column, as the catalog numbers it. */
export interface ColumnPart {
  readonly fieldId: number;
  readonly name: string;
  readonly storageType: string;
  readonly parts: readonly ColumnPart[];
}

export interface ViewEntry extends ViewInfo {
  readonly uuid: string;
  readonly schemaId: number;
  /** The text in DuckDB's dialect; `null` when it cannot be said in it. */
  readonly portableText: string | null;
  readonly comment: string | null;
}

/** When an object was first made and last changed, µs since 1970-01-01. */
export interface Ages {
  readonly createdAt: number;
  readonly modifiedAt: number;
}

export interface RoutineEntry extends RoutineInfo, Ages {
  /** The option list as written (`kind`, `sched`, …). */
  readonly options: Readonly<Record<string, unknown>>;
  /** Source of the body, between its braces. */
  readonly body: string;
}

export type TypeEntry = TypeInfo & Ages;

export interface AutomationEntry extends AutomationInfo, Ages {}

/** A compiled module's source and manifest; its code is made again from them where it is missing. */
export interface ModuleEntry {
  readonly fingerprint: string;
  readonly manifest: Manifest;
}

/** Names the lake of a state: ids and versions of two lakes may be the same. The uuid of its first schema, which every lake is made with. */
export function lakeOf({ schemas }: CatalogState): string {
  let first: SchemaEntry | undefined;
  for (const schema of schemas.values()) if (first === undefined || schema.id < first.id) first = schema;
  return first?.uuid ?? '';
}

/** The state of a lake without anything in it but the schema `main`. */
export function emptyCatalog(snapshot: number, time: number, main: SchemaEntry): CatalogState {
  return {
    snapshot,
    time,
    schemaVersion: 0,
    nextCatalogId: main.id + 1,
    changed: false,
    namesSince: snapshot,
    schemas: new Map([[main.name.toLowerCase(), main]]),
    tables: new Map(),
    views: new Map(),
    relations: new Map(),
    routines: new Map(),
    types: new Map(),
    automation: new Map(),
    access: new Map(),
    modules: new Map(),
    deployed: new Map(),
  };
}
