import type { AccessInfo } from './access.ts';
import type { DataType, Field } from './data-type.ts';
import type { Signature } from './signature.ts';
import type { FunctionType } from './type.ts';

/** A column of a catalog table. `fieldId` is DuckLake's column id. `defaultText` is the source of its DEFAULT expression. */
export interface TableColumn extends Field {
  readonly fieldId: number;
  readonly defaultText: string | null;
}

/** A PRIMARY KEY or UNIQUE constraint; columns by position. */
export interface TableKey {
  readonly name: string;
  readonly primary: boolean;
  readonly columns: readonly number[];
}

export interface TableCheck {
  readonly name: string;
  readonly text: string;
}

/** A table as the compiler sees it. `schemaVersion` changes with every change of the table's shape. */
export interface TableInfo {
  readonly id: number;
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly TableColumn[];
  readonly keys: readonly TableKey[];
  readonly checks: readonly TableCheck[];
  readonly schemaVersion: number;
  /** Rows at the snapshot, `null` when unknown (a schema file). */
  readonly rowCount: number | null;
  /** Tables of `system` and others that statements may not change. */
  readonly readOnly: boolean;
  /** The query of a materialized view: only REFRESH changes its rows. */
  readonly materialized?: string;
}

export interface ViewInfo {
  readonly id: number;
  readonly schema: string;
  readonly name: string;
  /** The query's text; it is bound where it is used. */
  readonly text: string;
  readonly fields: readonly Field[];
}

export type RoutineKind = 'procedure' | 'function';

/** A procedure or function stored in the catalog. `text` is its whole declaration. */
export interface RoutineInfo {
  readonly id: string;
  readonly kind: RoutineKind;
  readonly name: string;
  readonly signature: Signature;
  readonly fingerprint: string;
  readonly text: string;
  /** A procedure's options, already checked. */
  readonly options?: Readonly<Record<string, unknown>>;
}

export type TypeInfo =
  | { readonly kind: 'struct'; readonly name: string; readonly fields: readonly Field[]; readonly text: string }
  | { readonly kind: 'exception'; readonly name: string; readonly message: string | null; readonly text: string };

/** A trigger, schedule or pipeline: its options as written, already checked. */
export interface AutomationInfo {
  readonly kind: 'trigger' | 'schedule' | 'pipeline';
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** The schema of a literal file path, read ahead of compilation. */
export interface FileInfo {
  readonly path: string;
  readonly fields: readonly Field[];
}

/** A table as it was at a snapshot that a text names: what `schema.name as of <moment>` reads. `moment` is the key of the moment as written. */
export interface FormerTable {
  readonly schema: string;
  readonly name: string;
  readonly moment: string;
  readonly table: TableInfo;
}

/**
 * All that the compiler knows of the world: a serialisable value. `complete` tells that the tables listed are all there are
 * (a lake or a schema file is known), so that an unknown table is an error and not a warning. Names compare without case.
 */
export interface CatalogView {
  readonly complete: boolean;
  readonly snapshot: number;
  readonly currentSchema: string;
  readonly schemas: readonly string[];
  readonly tables: readonly TableInfo[];
  readonly views: readonly ViewInfo[];
  readonly routines: readonly RoutineInfo[];
  readonly types: readonly TypeInfo[];
  readonly automation: readonly AutomationInfo[];
  /** Roles, grants and the names of secrets; left out where nothing is known of them. */
  readonly access?: AccessInfo;
  readonly files: readonly FileInfo[];
  /** Tables of older snapshots that the checked text names; left out where older snapshots are not known. */
  readonly former?: readonly FormerTable[];
}

/** A world of which nothing is known. */
export const EMPTY_VIEW: CatalogView = {
  complete: false,
  snapshot: 0,
  currentSchema: 'main',
  schemas: ['main'],
  tables: [],
  views: [],
  routines: [],
  types: [],
  automation: [],
  files: [],
};

/** A local that a statement compiled on its own may use: of a session, a script or a procedure. A string that stands for a table names what it resolved to. */
export interface ScopeLocal {
  readonly name: string;
  readonly type:
    | DataType
    | FunctionType
    | {
        readonly kind: 'table';
        readonly fields: readonly Field[];
        readonly one: boolean;
        /** A stream of these rows. */
        readonly stream?: true;
      };
  readonly nullable: boolean;
  /** For a string used in table position: the table (`schema.name`) or file it names now. */
  readonly refersTo:
    { readonly kind: 'table'; readonly name: string } | { readonly kind: 'file'; readonly path: string } | null;
}
