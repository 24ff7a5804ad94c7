import type { ScopeLocal } from '../../compiler/contract/catalog-view.ts';
import type { DataType, Field } from '../../compiler/contract/data-type.ts';
import type { DynamicStatement } from '../../compiler/contract/manifest.ts';
import type { QueryPlan } from '../../compiler/contract/plan.ts';
import type { StackFrame } from '../../compiler/contract/runtime-error.ts';
import type { CatalogState, ModuleEntry } from '../catalog/catalog-state.ts';
import type { RoutineDefinition } from '../catalog/definitions.ts';
import type { Kernel, KernelProvider } from '../columnar/kernel-provider.ts';
import type { Value } from '../columnar/value.ts';
import type { Clock } from '../host/clock.ts';
import type { Files } from '../host/files.ts';
import type { Http } from '../host/http.ts';
import type { Lake } from '../lake/lake.ts';
import type { AttachedSource } from '../transaction/attached-source.ts';
import type { DmlHooks } from '../transaction/dml-hooks.ts';
import type { Natives } from './abi/natives.ts';
import type { Frame } from './frame.ts';
import type { ModuleManifest } from './module-link.ts';
import type { Session } from './session.ts';

/** A procedure or function that can be called. */
export interface LiveRoutine {
  readonly id: string;
  readonly name: string;
  readonly run: (frame: Frame, ...args: readonly unknown[]) => unknown;
}

/** A statement whose tables are known only now: where it stands, the locals that it may use, and the files that these name. */
export interface StatementRequest {
  readonly statement: DynamicStatement;
  /** The file that it stands in. */
  readonly source: { readonly file: string; readonly text: string };
  readonly state: CatalogState;
  /** The role whose rights it has; `null` for the owner's. */
  readonly role: string | null;
  readonly scope: readonly ScopeLocal[];
  /** The files that locals name. */
  readonly files: readonly { readonly local: string; readonly path: string }[];
  /** The columns of a file that the text names; `secrets` are those beside it. */
  readonly fileFields: (path: string, secrets: readonly string[]) => readonly Field[];
}

/** A compiled statement. It takes its locals from the frame and tells its result there. */
export interface LiveStatement {
  readonly main: (frame: Frame) => unknown;
}

/** The compiler as running code needs it; injected. What does not check raises the error of its first diagnostic. */
export interface StatementCompiler {
  statement(request: StatementRequest): LiveStatement;
  /** The value of a constant expression as a type; `undefined` for one that is to be computed each time. */
  constant(text: string, type: DataType, state: CatalogState): Value | undefined;
  /** Whether a query can be compiled against a state. */
  checks(query: string, state: CatalogState): boolean;
  /** The routines that are to be stored again because a function that they were made with has changed, each with its module, in order. */
  redefinitions(
    state: CatalogState,
    changed: string,
  ): readonly { readonly routine: RoutineDefinition; readonly module: ModuleEntry }[];
  /** A plan as indented text. */
  explain(query: QueryPlan): string;
}

/** Which files and tables statements may name by strings. */
export interface AccessPolicy {
  /** The folder that relative paths start at. */
  readonly folder: string;
  /** Further folders whose files may be used. */
  readonly allowed: readonly string[];
  readonly files: boolean;
  readonly dynamicTables: boolean;
}

/** What execution needs from the layers above and below it. */
export interface Environment {
  readonly clock: Clock;
  readonly files: Files;
  /** Fetches and puts files on web servers. */
  readonly http: Http;
  readonly policy: AccessPolicy;
  readonly natives: Natives;
  readonly kernels: KernelProvider;
  readonly compiler: StatementCompiler;
  readonly hooks: DmlHooks<Frame>;
  /** Writes a line to the run log. */
  readonly print: (line: string, session: Session) => void;
  /** The routine of an id as the frame's snapshot has it; compiled when it is called first. Unknown: `ObjectNotFound`. */
  readonly routine: (frame: Frame, id: string) => LiveRoutine;
  /** Starts a call that nobody waits for; gives the id of its run. */
  readonly start: (frame: Frame, id: string, args: readonly unknown[]) => string;
  /** The fingerprint of a module that runs here. */
  readonly fingerprint: (manifest: ModuleManifest) => string;
  /** The key that secrets are sealed with. Errors: `KeyMissing`, `KeyRefused`. */
  readonly key: () => Uint8Array;
  /** Opens another lake, for ATTACH. Errors: `NotALake`, `LakeLocked`, … */
  readonly openLake: (folder: string) => Lake;
  /** The service of a name or address, for ATTACH. Errors: `ConnectionFailed`, `ServiceNotFound`, `InvalidUrl`. */
  readonly service: (name: string) => {
    readonly name: string;
    /** The folder of its lake, or its address. */
    readonly place: string;
    readonly open: () => AttachedSource;
  };
  /** The folder of the lake. */
  readonly folder: string;
  /** The newest snapshot committed at or before a time, µs since 1970-01-01. */
  readonly snapshotAt: (time: number | bigint) => number;
  /** An error leaves the kernel of a query: told from the innermost query outwards, for the places of `frames`. */
  readonly queryFailed: (error: unknown, query: QueryPlan, kernel: Kernel) => void;
  /** The calls of `.plg` code on the stack of an error, innermost first. */
  readonly frames: (error: Error) => readonly StackFrame[];
}
