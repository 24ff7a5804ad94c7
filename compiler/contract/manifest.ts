import type { CatalogChange } from './catalog-change.ts';
import type { Field } from './data-type.ts';
import type { Dml } from './dml.ts';
import type { QueryPlan } from './plan.ts';
import type { RoutineKind } from './catalog-view.ts';
import type { Signature } from './signature.ts';
import type { ScanTraits } from './traits.ts';

/** Version of what generated code and `gobi:abi` agree on; part of every fingerprint. */
export const ABI_VERSION = 1;

/** A table that a module was compiled against: where it has another shape, the module does not serve. */
export interface UsedTable {
  readonly id: number;
  readonly name: string;
  readonly schemaVersion: number;
  /** `tableShape` of what the code was made for. */
  readonly shape: string;
}

/** A statement that is typed again at run time, when the tables behind its string parameters are known. */
export interface DynamicStatement {
  /** The statement's source text. */
  readonly text: string;
  /** Place of the text in the module's source: offset of its first character. */
  readonly offset: number;
  /** Locals that the statement may use, in the order in which generated code passes their values. */
  readonly locals: readonly DynamicLocal[];
}

export interface DynamicLocal {
  readonly name: string;
  /** Stands in table position: a string is looked up as table or file, a table is read. */
  readonly table: boolean;
  /** Serialised `TypeSlot` of the local where it is known, else `null` (its value is checked at run time). */
  readonly slot: import('./type.ts').TypeSlot | null;
}

/** One procedure or function of a module. */
export interface ManifestRoutine {
  readonly id: string;
  readonly kind: RoutineKind;
  readonly name: string;
  /** Name of the export in the module's code. */
  readonly exportName: string;
  readonly signature: Signature;
  /** The declaration's text. */
  readonly text: string;
  /** Where the declaration begins in its file; line and column count from 1. */
  readonly start: { readonly line: number; readonly column: number };
  /** The file that declared it, where it is another than the module's. */
  readonly file?: string;
  /** The option list as written (`kind`, `sched`, …). */
  readonly options: Readonly<Record<string, unknown>>;
  /** Source of the body, between its braces. */
  readonly body: string;
}

/** `show tables`, `describe t`. */
export interface ShowCommand {
  readonly what: string;
  readonly name: string | null;
}

/** Reading a file into a table: `copy 'file' to t`. */
export interface CopyIn {
  readonly schema: string;
  readonly table: string;
  /** The table is made from the file when there is none. */
  readonly create: boolean;
  readonly format: string | null;
  /** Names of secrets for the web server that has the file. */
  readonly secrets?: readonly string[];
  readonly layout?: CsvLayout;
}

/** How the text of a CSV file is laid out, where COPY says so; characters are one UTF-16 unit. */
export interface CsvLayout {
  readonly delimiter?: string;
  readonly header?: boolean;
  /** For reading. */
  readonly quote?: string;
}

/** A function of another module, in the version that the code was made for. */
export interface ImportedFunction {
  readonly id: string;
  readonly fingerprint: string;
}

/** A procedure that the code calls: bound at the call, to whatever version takes and gives the same (`callShape`). */
export interface CalledProcedure {
  readonly id: string;
  readonly shape: string;
}

/** What goes with a module's code. */
export interface Manifest {
  readonly abiVersion: number;
  readonly fingerprint: string;
  readonly source: { readonly file: string; readonly text: string };
  readonly routines: readonly ManifestRoutine[];
  readonly usedTables: readonly UsedTable[];
  /** Fingerprints of the functions whose text went into this module. */
  readonly dependencies: readonly string[];
  /** By position: generated code refers to its queries by index. */
  readonly queries: readonly QueryPlan[];
  readonly dynamics: readonly DynamicStatement[];
  readonly dmls: readonly Dml[];
  /** Changes of the catalog; the query of `create table … as` by its position in `queries`. */
  readonly changes: readonly CatalogChange<number>[];
  readonly shows: readonly ShowCommand[];
  readonly copies: readonly CopyIn[];
  /** Columns in which values of top-level calls and expressions are shown. */
  readonly results: readonly Field[];
  /** The functions of other modules that the module was checked against: when one of them changes, the module is compiled again. */
  readonly imports: readonly ImportedFunction[];
  /** The procedures of other modules that it calls. */
  readonly calls: readonly CalledProcedure[];
}

/** A kernel that was made ahead. */
export interface MadeKernel {
  /** The traits that it was made for, one vector for each leaf; it serves all that they cover. No parameter is beyond ±(2^53 - 1). */
  readonly scans: readonly ScanTraits[];
  readonly code: string;
}

/** What serves one query, or the main query of one data change, of a manifest. Queries that are the same, in any module of a build, have the same one. */
export interface DefaultKernel {
  readonly of: { readonly kind: 'query' | 'dml'; readonly index: number };
  readonly kernel: MadeKernel;
}

/** A compiled module: what `gobi build` writes and the loader takes. */
export interface CompiledModule {
  readonly code: string;
  readonly map: string;
  readonly manifest: Manifest;
  readonly kernels: readonly DefaultKernel[];
}
