import type { CatalogView, FileInfo, ScopeLocal } from '../../compiler/contract/catalog-view.ts';
import { showDataType, type DataType } from '../../compiler/contract/data-type.ts';
import type { CompiledModule, DynamicStatement } from '../../compiler/contract/manifest.ts';
import type { QueryPlan } from '../../compiler/contract/plan.ts';
import type { Diagnostic } from '../../compiler/contract/diagnostic.ts';
import { GobiError, gobiError, type StackFrame } from '../../compiler/contract/runtime-error.ts';
import type { StatementShape } from '../../compiler/contract/statement-shape.ts';
import type { TypeSlot } from '../../compiler/contract/type.ts';
import type { CatalogState } from '../catalog/catalog-state.ts';
import { catalogView } from '../catalog/catalog-view.ts';
import type { Kernel, KernelProvider } from '../columnar/kernel-provider.ts';
import type { Value } from '../columnar/value.ts';
import { sharedAbi, type ModuleManifest } from '../execution/abi.ts';
import type { Natives } from '../execution/abi/natives.ts';
import type { LiveRoutine, LiveStatement, StatementCompiler, StatementRequest } from '../execution/environment.ts';
import type { Frame } from '../execution/frame.ts';
import {
  compile,
  dumpPlan,
  fingerprintOf,
  kernelText,
  parseText,
  readLibrary,
  shapeOf,
  statementsOf,
  type BuildContext,
  type CompiledText,
  type Library,
  type Parsed,
} from './build.ts';
import { BuiltModules } from './built-modules.ts';
import type { CallCounting } from './counted-calls.ts';
import { CodeVersions } from './code-version.ts';
import { FormerTables } from './former-tables.ts';
import { constantOf } from './constant.ts';
import { newKernels } from './kernels.ts';
import { LiftedStatements } from './lifted-statements.ts';
import { LiveModules } from './live-modules.ts';
import type { SourceLine } from './positions.ts';
import { Recent, type Cache } from './recent.ts';
import { QueryPlaces } from './query-places.ts';
import { redefinitions, type Redefinition } from './redefinitions.ts';
import type { RoutineSource } from './routine-source.ts';
import { RoutineTable } from './routine-table.ts';
import { pathsOf, tablePositions, type TablePositions } from './table-positions.ts';

/** A statement ready to run, and the locals that it leaves. */
export interface PreparedStatement extends LiveStatement {
  readonly locals: readonly { readonly name: string; readonly slot: TypeSlot }[];
  /** Ids of the tables whose rows it reads; `null` where others may be read too, by routines that it calls or in files. */
  readonly reads: readonly number[] | null;
  /** Warnings and information of the check. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A statement that is typed at run time: its syntax, the files that it names itself, and what it was compiled to. */
interface Dynamic {
  readonly parsed: Parsed;
  readonly positions: TablePositions;
  readonly kept: Recent<string, LiveStatement>;
}

/** Variants of one dynamic statement that are kept. */
const VARIANTS = 100;

function dynamicOf(statement: DynamicStatement, source: StatementRequest['source']): Dynamic {
  // what stands before is blanked out, so that places are those of the whole text
  const before = source.text.slice(0, statement.offset).replaceAll(/[^\n]/g, ' ');
  const parsed = parseText(before + statement.text, source.file);
  return { parsed, positions: tablePositions(parsed), kept: new Recent(VARIANTS) };
}

/** What makes code: the compiler, or one that stands in front of it. */
export interface Compiler {
  /** `version` names the view: equal names, equal views. */
  readonly compile: (parsed: Parsed, context: BuildContext, version: string) => CompiledText;
  readonly kernelText: typeof kernelText;
  readonly shapeOf: (parsed: Parsed, context: BuildContext, version: string) => StatementShape;
}

export interface CodeOptions {
  readonly built?: readonly CompiledModule[];
  readonly compiler?: Compiler;
  /** Profiles of it tell lines. */
  readonly profiled?: boolean;
  /** Counts calls of routines. */
  readonly counting?: CallCounting;
}

/** Compiled statements and dynamic statements that are kept. */
const STATEMENTS = 500;

/** Texts whose syntax is kept, and the longest of them. */
const TEXTS = 200;
const KEPT_TEXT = 10_000;

/**
 * All code of one thread: the compiler with the standard library, what it has compiled, and what of that is loaded. Everything is found again by what it was
 * compiled from, so it may be forgotten at any time; the catalog holds the truth.
 */
export class CodeBase implements StatementCompiler {
  readonly kernels: KernelProvider;
  readonly natives: Natives;
  readonly library: Library;
  readonly lifted = new LiftedStatements(this);
  readonly former = new FormerTables();
  readonly #compiler: Compiler;
  readonly #modules: LiveModules;
  readonly #places: QueryPlaces;
  readonly #routines: RoutineTable;
  readonly #versions = new CodeVersions();
  readonly #views = new WeakMap<CatalogState, Map<string, CatalogView>>();
  readonly #statements = new Recent<string, PreparedStatement>(STATEMENTS);
  readonly #statementShapes = new Recent<string, StatementShape>(STATEMENTS);
  readonly #parsed = new Recent<string, readonly Parsed[]>(TEXTS);
  readonly #dynamics = new WeakMap<DynamicStatement, Dynamic>();
  readonly #shapes = new WeakMap<object, string>();

  /** `sources` are the texts of the standard library's declarations by file name, `built` modules that were built ahead. */
  constructor(
    sources: Readonly<Record<string, string>>,
    natives: Natives,
    { built = [], compiler = { compile, kernelText, shapeOf }, profiled = false, counting }: CodeOptions = {},
  ) {
    const kernels = newKernels(compiler.kernelText);
    this.kernels = kernels.provide;
    this.#places = new QueryPlaces(kernels.origin);
    this.#compiler = compiler;
    this.library = readLibrary(sources);
    this.natives = natives;
    this.#modules = new LiveModules(sharedAbi(natives), profiled);
    this.#routines = new RoutineTable(
      this.#modules,
      new BuiltModules(built, (module) => kernels.defaults.add(module)),
      (source, state) => this.compileSource(source, state),
      counting,
    );
  }

  /** What of the code is kept, as `cache stats` shows it. */
  get caches(): readonly Cache[] {
    return [
      { name: 'syntax', kept: this.#parsed },
      { name: 'statements', kept: this.#statements },
      { name: 'statement shapes', kept: this.#statementShapes },
      { name: 'statements without their literals', kept: this.lifted.kept },
      ...this.#routines.caches,
    ];
  }

  /** The catalog as the compiler sees it, where names without a schema are of `schema` and statements have the rights of `role`. */
  view(state: CatalogState, schema = 'main', role: string | null = null): CatalogView {
    let views = this.#views.get(state);
    if (views === undefined) this.#views.set(state, (views = new Map()));
    const key = JSON.stringify([schema, role]);
    let view = views.get(key);
    if (view === undefined) views.set(key, (view = catalogView(state, schema, role)));
    return view;
  }

  /** Names what code compiled against a state depends on. */
  versionOf(state: CatalogState): string {
    return this.#versions.of(state);
  }

  /** The statements of a text, each as a program of its own. Syntax errors are thrown. */
  parsed(text: string, name: string): readonly Parsed[] {
    if (text.length > KEPT_TEXT) return statementsOf(parseText(text, name));
    const key = `${name}\0${text}`;
    return this.#parsed.get(key) ?? this.#parsed.set(key, statementsOf(parseText(text, name)));
  }

  /** A top-level statement, compiled against a state, with the session's locals in scope. */
  prepare(
    parsed: Parsed,
    state: CatalogState,
    scope: readonly ScopeLocal[],
    files: readonly FileInfo[],
    schema = 'main',
    role: string | null = null,
  ): PreparedStatement {
    const { statements } = parsed.program;
    const texts = statements.map(({ span }) => [span.start, parsed.file.text.slice(span.start, span.end)]);
    const key = JSON.stringify([this.#versions.of(state), schema, role, parsed.file.name, texts, scope, files]);
    return (
      this.#statements.get(key) ??
      this.#statements.set(key, this.#load(this.#compile(parsed, state, scope, files, schema, role), state))
    );
  }

  /** What a top-level statement takes and gives. `scope` is without parameters: their types are found here. */
  shape(
    parsed: Parsed,
    state: CatalogState,
    scope: readonly ScopeLocal[],
    files: readonly FileInfo[],
    schema: string,
    role: string | null,
  ): StatementShape {
    const version = JSON.stringify([this.#versions.of(state), schema, role]);
    const key = JSON.stringify([version, parsed.file.name, parsed.file.text, scope, files]);
    const context = this.#context(parsed, state, scope, files, schema, role);
    return (
      this.#statementShapes.get(key) ?? this.#statementShapes.set(key, this.#compiler.shapeOf(parsed, context, version))
    );
  }

  /** A statement whose tables were known only at run time. */
  statement({ statement, source, state, role, scope, files: named, fileFields }: StatementRequest): LiveStatement {
    let dynamic = this.#dynamics.get(statement);
    if (dynamic === undefined) this.#dynamics.set(statement, (dynamic = dynamicOf(statement, source)));
    const { parsed, positions, kept } = dynamic;
    const paths = pathsOf(positions, state);
    const secretsOf = new Map(paths);
    for (const { local, path } of named) secretsOf.set(path, positions.names.get(local.toLowerCase()) ?? []);
    const files = [...secretsOf].map(([path, secrets]): FileInfo => ({ path, fields: fileFields(path, secrets) }));
    const key =
      JSON.stringify([this.#versions.of(state), role]) +
      scope.map((local) => this.#scopeKey(local)).join() +
      files.map((file) => `${file.path}=${this.#shapeKey(file.fields)}`).join();
    return (
      kept.get(key) ??
      kept.set(key, this.#load(settled(this.#compile(parsed, state, scope, files, 'main', role)), state))
    );
  }

  constant(text: string, type: DataType, state: CatalogState): Value | undefined {
    return constantOf(`select cast((${text}) as ${showDataType(type)}) as value`, (query) =>
      this.#compile(parseText(query, 'default'), state, [], []),
    );
  }

  checks(query: string, state: CatalogState): boolean {
    try {
      return this.#compile(parseText(query, 'check'), state, [], []).manifest.dynamics.length === 0;
    } catch (error) {
      if (error instanceof GobiError) return false;
      throw error;
    }
  }

  explain(query: QueryPlan): string {
    return dumpPlan(query);
  }

  fingerprint(manifest: ModuleManifest): string {
    return fingerprintOf(manifest);
  }

  redefinitions(state: CatalogState, changed: string): readonly Redefinition[] {
    return redefinitions(state, changed, {
      compile: (source, at) => this.compileSource(source, at).manifest,
      fingerprint: fingerprintOf,
    });
  }

  /** The routine of an id as the frame's snapshot has it. */
  routine(frame: Frame, id: string): LiveRoutine {
    const found = this.#routines.find(frame.code, id);
    if (found === null)
      throw gobiError('ObjectNotFound', { kind: id.slice(0, id.indexOf(':')), name: id.slice(id.indexOf(':') + 1) });
    return found;
  }

  /** An error leaves a query. */
  queryFailed(error: unknown, query: QueryPlan, kernel: Kernel): void {
    this.#places.note(error, query, kernel);
  }

  frames(error: Error): readonly StackFrame[] {
    return this.#modules.positions.frames(error, this.#places);
  }

  /** As `Positions.sourceLine`. */
  sourceLine(script: string, row: number, name: string): SourceLine | null {
    return this.#modules.positions.sourceLine(script, row, name);
  }

  /** Compiles texts of routines against a state. Errors of the text are thrown. */
  compileSource({ text, file }: RoutineSource, state: CatalogState): CompiledText {
    return this.#compile(parseText(text, file), state, [], []);
  }

  #compile(
    parsed: Parsed,
    state: CatalogState,
    scope: readonly ScopeLocal[],
    files: readonly FileInfo[],
    schema = 'main',
    role: string | null = null,
  ): CompiledText {
    const context = this.#context(parsed, state, scope, files, schema, role);
    return this.#compiler.compile(parsed, context, JSON.stringify([this.#versions.of(state), schema, role]));
  }

  #context(
    parsed: Parsed,
    state: CatalogState,
    scope: readonly ScopeLocal[],
    files: readonly FileInfo[],
    schema: string,
    role: string | null,
  ): BuildContext {
    const former = this.former.of(parsed, state, scope, schema);
    return { view: this.view(state, schema, role), library: this.library, scope, files, former };
  }

  #load(compiled: CompiledText, state: CatalogState): PreparedStatement {
    const exports = this.#modules.load(compiled, compiled.manifest.source.file, this.#routines.linkFor(state));
    const { usedTables, imports, calls, dynamics } = compiled.manifest;
    const isWhole = imports.length + calls.length + dynamics.length === 0 && usedTables.every(({ id }) => id >= 0);
    return {
      main: (frame) => exports.main?.(frame),
      locals: compiled.locals,
      reads: isWhole && usedTables.length > 0 ? usedTables.map(({ id }) => id) : null,
      diagnostics: compiled.diagnostics,
    };
  }

  #scopeKey({ name, type, nullable, refersTo }: ScopeLocal): string {
    const shape =
      type.kind === 'table'
        ? `${this.#shapeKey(type.fields)}${type.one ? '1' : ''}${type.stream ? '~' : ''}`
        : this.#shapeKey(type);
    return refersTo === null
      ? `${name} ${shape} ${nullable}`
      : `${name} ${refersTo.kind} ${refersTo.kind === 'table' ? refersTo.name : refersTo.path}`;
  }

  /** Types and columns as text, remembered for each object. */
  #shapeKey(shape: object): string {
    let key = this.#shapes.get(shape);
    if (key === undefined) this.#shapes.set(shape, (key = JSON.stringify(shape)));
    return key;
  }
}

/** Code of a statement whose tables are known now. If some still are not, a view that it reads refers to what is no longer there. */
function settled(compiled: CompiledText): CompiledText {
  if (compiled.manifest.dynamics.length === 0) return compiled;
  throw gobiError('InvalidOperation', {
    what: 'the statement',
    reason: 'a table or view that it reads through a view does not exist',
    instead: 'replace or drop the view that refers to it',
  });
}
