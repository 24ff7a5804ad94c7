import { createHash } from 'node:crypto';
import { callShape } from '../../compiler/contract/signature.ts';
import { gobiError, GobiError } from '../../compiler/contract/runtime-error.ts';
import { tableShape } from '../../compiler/contract/table-shape.ts';
import { isDataType, showSlot } from '../../compiler/contract/type.ts';
import { lakeOf, type CatalogState, type RoutineEntry, type TableEntry } from '../catalog/catalog-state.ts';
import { sourceHash, type DeployedEntry } from '../catalog/deployed.ts';
import type { LiveRoutine } from '../execution/environment.ts';
import type { Frame } from '../execution/frame.ts';
import type { CompiledText } from './build.ts';
import type { BuiltModules } from './built-modules.ts';
import { counted, type CallCounting } from './counted-calls.ts';
import type { Link, ModuleExports, ModuleFunction } from './evaluate.ts';
import type { LiveModules } from './live-modules.ts';
import { Recent, type Cache } from './recent.ts';
import { fellows, placed, sourceOf, type RoutineSource } from './routine-source.ts';

/** Versions of routines that stay compiled. What falls out is compiled again when it is called. */
const KEPT = 500;

/** Compiled code, which of its lines stand elsewhere, and the shapes of the tables that it was compiled for. */
type Located = CompiledText & Pick<RoutineSource, 'moved'> & { readonly tables: string };

interface Loaded {
  readonly exports: ModuleExports;
  readonly compiled: Located;
}

/**
 * The routines of each catalog state, loaded when they are called first. A version is one text against the shapes of the tables that it uses, the versions of
 * the functions and the signatures of the procedures that it calls; states that share these share the code.
 */
export class RoutineTable {
  readonly #modules: LiveModules;
  readonly #built: BuiltModules;
  readonly #compile: (source: RoutineSource, state: CatalogState) => CompiledText;
  readonly #counting: CallCounting | null;
  readonly #byState = new WeakMap<CatalogState, Map<string, LiveRoutine>>();
  readonly #names = new WeakMap<object, string>();
  readonly #shapes = new WeakMap<RoutineEntry, string>();
  readonly #places = new WeakMap<
    RoutineEntry,
    { readonly deployed: DeployedEntry | undefined; readonly key: string }
  >();
  readonly #tables = new WeakMap<TableEntry, string>();
  readonly #fingerprints = new WeakMap<object, ReadonlySet<string>>();
  readonly #compiled = new Recent<string, Located>(KEPT);
  readonly #loaded = new Recent<string, Loaded>(KEPT);

  constructor(
    modules: LiveModules,
    built: BuiltModules,
    compile: (source: RoutineSource, state: CatalogState) => CompiledText,
    counting: CallCounting | null = null,
  ) {
    this.#modules = modules;
    this.#built = built;
    this.#compile = compile;
    this.#counting = counting;
  }

  get caches(): readonly Cache[] {
    return [
      { name: 'compiled routines', kept: this.#compiled },
      { name: 'loaded routines', kept: this.#loaded },
    ];
  }

  /** The routine as a state has it, `null` when it has none of this id. */
  find(state: CatalogState, id: string): LiveRoutine | null {
    let routines = this.#byState.get(state);
    if (routines === undefined) this.#byState.set(state, (routines = new Map()));
    const known = routines.get(id);
    if (known !== undefined) return known;
    const entry = state.routines.get(id);
    if (entry === undefined) return null;
    const routine: LiveRoutine = { id, name: entry.name, run: this.#counted(entry, this.#function(state, entry)) };
    routines.set(id, routine);
    return routine;
  }

  #counted({ id, fingerprint }: RoutineEntry, run: LiveRoutine['run']): LiveRoutine['run'] {
    if (this.#counting === null) return run;
    return counted(run, this.#counting(id, fingerprint));
  }

  /** What modules loaded under a state import. Functions that call each other in a circle of modules find each other at the first call. */
  linkFor(state: CatalogState): Link {
    return (id) => {
      const entry = state.routines.get(id);
      if (entry === undefined) throw gobiError('UndefinedFunction', { name: id.slice(id.indexOf(':') + 1) });
      let at: CatalogState | null = null;
      let target: ModuleFunction;
      return (frame, ...args) => {
        const { state: current } = (frame as Frame).transaction;
        if (current !== at) {
          // what was replaced while its caller runs stays as the caller knows it
          const same = current.routines.get(id)?.fingerprint === entry.fingerprint;
          target = this.find(same ? current : state, id)!.run as ModuleFunction;
          at = current;
        }
        return target(frame, ...args);
      };
    };
  }

  #function(state: CatalogState, entry: RoutineEntry): LiveRoutine['run'] {
    const compiled = this.#compiledAt(state, entry);
    const key = this.#key(state, entry, compiled);
    const loaded =
      this.#loaded.get(key) ??
      this.#loaded.set(key, {
        compiled,
        exports: this.#modules.load(compiled, entry.name, this.linkFor(state), compiled.moved),
      });
    const routine = loaded.compiled.manifest.routines.find(({ id }) => id === entry.id);
    const run = routine === undefined ? undefined : loaded.exports[routine.exportName];
    if (run === undefined)
      throw gobiError('InternalError', { what: `the module of \`${entry.name}\` does not hold it` });
    return run as LiveRoutine['run'];
  }

  /** The code for what tables, views, types and functions are in a state. */
  #compiledAt(state: CatalogState, entry: RoutineEntry): Located {
    const together = fellows(state, entry);
    const key = `${lakeOf(state)} ${entry.fingerprint} ${this.#placesOf(state, together)} ${this.#namesOf(state.views)} ${this.#namesOf(state.types)}`;
    const last = this.#compiled.get(key);
    if (last !== undefined && this.#isCurrent(state, last)) return last;
    const built = this.#built.find(state, entry);
    if (built !== null)
      return this.#compiled.set(key, this.#located(state, { ...built, locals: [], diagnostics: [] }, []));
    try {
      const source = sourceOf(together.map((each) => placed(state, each)));
      const compiled = this.#compile(source, state);
      for (const each of together) requireSameResult(each, compiled);
      return this.#compiled.set(key, this.#located(state, compiled, source.moved));
    } catch (error) {
      if (error instanceof GobiError && error.exception !== 'StaleCode')
        throw gobiError('StaleCode', { object: entry.name, reason: error.message }, { cause: error });
      throw error;
    }
  }

  #located(state: CatalogState, compiled: CompiledText, moved: RoutineSource['moved']): Located {
    return { ...compiled, moved, tables: this.#tableShapes(state, compiled.manifest) };
  }

  #key(state: CatalogState, entry: RoutineEntry, { manifest }: CompiledText): string {
    const { views, types } = state;
    return `${lakeOf(state)} ${entry.fingerprint} ${this.#placesOf(state, fellows(state, entry))} ${this.#namesOf(views)} ${this.#namesOf(types)} ${manifest.dependencies.join()} ${manifest.imports.map((each) => each.fingerprint).join()} ${manifest.calls.map((each) => each.shape).join()} ${this.#tableShapes(state, manifest)} `;
  }

  /** Whether the tables, the functions and the signatures of procedures still are what the code was compiled for. */
  #isCurrent(state: CatalogState, { manifest, tables }: Located): boolean {
    const { routines } = state;
    let known = this.#fingerprints.get(routines);
    if (known === undefined)
      this.#fingerprints.set(routines, (known = new Set([...routines.values()].map(({ fingerprint }) => fingerprint))));
    const present = known;
    return (
      manifest.dependencies.every((fingerprint) => present.has(fingerprint)) &&
      manifest.imports.every(({ id, fingerprint }) => routines.get(id)?.fingerprint === fingerprint) &&
      manifest.calls.every(({ id, shape }) => this.#shapeOf(routines.get(id)) === shape) &&
      this.#tableShapes(state, manifest) === tables
    );
  }

  /** The shapes of the tables that a module uses. Versions alone would not do: those of a transaction that was rolled back are given out again. */
  #tableShapes({ tables }: CatalogState, { usedTables }: CompiledText['manifest']): string {
    return usedTables.map(({ id }) => (id < 0 ? '' : `${id}:${this.#tableShape(tables.get(id))}`)).join();
  }

  #tableShape(table: TableEntry | undefined): string {
    if (table === undefined) return 'none';
    let shape = this.#tables.get(table);
    if (shape === undefined) {
      shape = createHash('sha256').update(tableShape(table)).digest('base64');
      this.#tables.set(table, shape);
    }
    return shape;
  }

  #shapeOf(entry: RoutineEntry | undefined): string {
    if (entry === undefined) return '';
    let shape = this.#shapes.get(entry);
    if (shape === undefined) this.#shapes.set(entry, (shape = callShape(entry.signature)));
    return shape;
  }

  /** Routines with their places: what is moved, or has other comments, means the same, but its errors have other lines. */
  #placesOf(state: CatalogState, entries: readonly RoutineEntry[]): string {
    return entries
      .map((entry) => {
        const deployed = state.deployed.get(entry.id.toLowerCase());
        let known = this.#places.get(entry);
        if (known === undefined || known.deployed !== deployed) {
          const { file, start } = placed(state, entry);
          known = { deployed, key: `${entry.id} ${file}:${start.line}:${start.column} ${sourceHash(entry.text)}` };
          this.#places.set(entry, known);
        }
        return known.key;
      })
      .join();
  }

  /** Stands for the texts of views or types. */
  #namesOf(entries: CatalogState['views'] | CatalogState['types']): string {
    let names = this.#names.get(entries);
    if (names === undefined) {
      const hash = createHash('sha256');
      for (const { name, text } of entries.values()) hash.update(`${name.length}:${name}${text.length}:${text}`);
      this.#names.set(entries, (names = hash.digest('base64')));
    }
    return names;
  }
}

/** Callers were compiled for the result that the catalog names; one that was inferred may be another now. */
function requireSameResult({ id, name, signature }: RoutineEntry, { manifest }: CompiledText): void {
  const now = manifest.routines.find((routine) => routine.id === id)?.signature.result;
  const { result } = signature;
  if (now === undefined || !isDataType(now.type) || !isDataType(result.type) || showSlot(now) === showSlot(result))
    return;
  throw gobiError('StaleCode', {
    object: name,
    reason: `it gives ${showSlot(now)} now, its callers expect ${showSlot(result)}`,
  });
}
