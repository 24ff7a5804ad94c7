import { ABI_VERSION, type CompiledModule } from '../../compiler/contract/manifest.ts';
import { callShape } from '../../compiler/contract/signature.ts';
import { tableShape } from '../../compiler/contract/table-shape.ts';
import type { CatalogState, RoutineEntry, TableEntry } from '../catalog/catalog-state.ts';

/**
 * Modules that were built ahead, by the routines that they hold. One serves a routine of a catalog when it was made of the same texts against tables of the same shapes;
 * else the routine is compiled as if there were none.
 */
export class BuiltModules {
  readonly #byRoutine = new Map<string, CompiledModule>();
  readonly #shapes = new WeakMap<TableEntry, string>();
  readonly #used = new WeakSet<CompiledModule>();
  readonly #onUse: (module: CompiledModule) => void;

  /** `onUse` is given each module before its code is first loaded. */
  constructor(modules: readonly CompiledModule[], onUse: (module: CompiledModule) => void) {
    this.#onUse = onUse;
    for (const module of modules)
      if (module.manifest.abiVersion === ABI_VERSION)
        for (const { id } of module.manifest.routines) this.#byRoutine.set(id, module);
  }

  /**
   * The module of a routine as a state has it, with the fingerprints that its functions have there; its kernels become known. Where there are views or types
   * none is taken: modules hold texts of these without telling.
   */
  find(state: CatalogState, { id }: RoutineEntry): CompiledModule | null {
    const module = this.#fitting(state, id, new Set());
    if (module === null) return null;
    if (!this.#used.has(module)) this.#onUse(module);
    this.#used.add(module);
    const { manifest } = module;
    const others = manifest.routines.filter((routine) => routine.id !== id);
    const imports = [...manifest.imports, ...others].map((each) => ({
      id: each.id,
      fingerprint: state.routines.get(each.id)!.fingerprint,
    }));
    return { ...module, manifest: { ...manifest, imports } };
  }

  #fitting(state: CatalogState, id: string, open: Set<string>): CompiledModule | null {
    const module = this.#byRoutine.get(id);
    if (module === undefined) return null;
    if (open.has(id)) return module;
    open.add(id);
    const { dependencies, routines, usedTables, imports, calls } = module.manifest;
    const { views, types, tables } = state;
    const fits =
      dependencies.length === 0 &&
      views.size === 0 &&
      types.size === 0 &&
      routines.every((routine) => state.routines.get(routine.id)?.text === routine.text) &&
      usedTables.every(({ id: table, shape }) => this.#shapeOf(tables.get(table)) === shape) &&
      imports.every((each) => this.#fitting(state, each.id, open) !== null) &&
      calls.every((each) => {
        const entry = state.routines.get(each.id);
        return entry !== undefined && callShape(entry.signature) === each.shape;
      });
    return fits ? module : null;
  }

  #shapeOf(table: TableEntry | undefined): string {
    if (table === undefined) return 'none';
    let shape = this.#shapes.get(table);
    if (shape === undefined) this.#shapes.set(table, (shape = tableShape(table)));
    return shape;
  }
}
