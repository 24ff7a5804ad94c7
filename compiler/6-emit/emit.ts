import { ABI_VERSION, type Manifest, type ManifestRoutine } from '../contract/manifest.ts';
import { callShape } from '../contract/signature.ts';
import { tableShape } from '../contract/table-shape.ts';
import type { EmittedModule } from '../ir/module.ts';
import type { PlannedModule } from '../ir/planned.ts';
import type { TypedRoutine } from '../ir/typed.ts';
import * as b from './builder.ts';
import { defaultKernels } from './default-kernels.ts';
import { countedFunctions } from './module/counted.ts';
import { mainFunction } from './module/main.ts';
import { createModuleScope, type ModuleScope } from './module/module-scope.ts';
import { createNames } from './module/names.ts';
import { routineFunction } from './module/routine.ts';
import { printModule } from './print.ts';
import { printWithMap } from './print-with-map.ts';

/** Writes a module: a function for each routine, `main` for the top-level statements, and the manifest that their code refers to. */
export function emit(planned: PlannedModule): EmittedModule {
  const { file } = planned.typed;
  const { tree, manifest } = write(planned, false);
  const { code, map } = printWithMap(tree, file);
  return {
    file,
    manifest,
    code,
    map,
    kernels: (made) => defaultKernels(planned, made),
    typescript: () => printModule(write(planned, true).tree),
  };
}

interface Written {
  readonly tree: ReturnType<typeof b.sourceFile>;
  readonly manifest: EmittedModule['manifest'];
}

function write(planned: PlannedModule, types: boolean): Written {
  const { typed } = planned;
  const names = createNames();
  const functions = new Map(typed.routines.map((routine) => [routine.id, names.fresh(exportName(routine))]));
  const module = createModuleScope(planned, functions, names, countedFunctions(typed.routines), types);
  const routines = typed.routines.map((routine) => routineFunction(module, routine));
  const main = mainFunction(module);
  const exported = [...functions.values(), ...(main === null ? [] : ['main'])];
  const tree = b.sourceFile(statementsOf(module, main === null ? routines : [...routines, main], exported));
  return { tree, manifest: manifestOf(module, functions) };
}

/** `daily_etl` for a procedure, `string$shout` for a function with a receiver. */
function exportName({ id }: TypedRoutine): string {
  return id.slice(id.indexOf(':') + 1).replaceAll(/[^A-Za-z0-9_]+/g, '$');
}

function statementsOf(
  module: ModuleScope,
  functions: readonly b.Statement[],
  exported: readonly string[],
): b.Statement[] {
  const imports = [...module.imports].map(([id, local]) => b.importAs([['call', local]], `gobi:${id}`));
  return [b.importAll('abi', 'gobi:abi'), ...imports, ...module.constants, ...functions, b.exports(exported)];
}

function manifestOf(module: ModuleScope, functions: ReadonlyMap<string, string>): Omit<Manifest, 'fingerprint'> {
  const { typed, queries, dmls } = module.planned;
  const { stored = [] } = typed;
  return {
    abiVersion: ABI_VERSION,
    source: { file: typed.file.name, text: typed.file.text },
    routines: typed.routines.map((routine) => manifestRoutine(module, routine, functions.get(routine.id)!)),
    usedTables: typed.usedTables.map(({ name, table }) => ({
      id: table.id,
      name,
      schemaVersion: table.schemaVersion,
      shape: tableShape(table),
    })),
    dependencies: typed.inlined ?? [],
    queries: [...queries].sort((a, c) => a.index - c.index).map(({ plan }) => plan),
    dmls: [...dmls].sort((a, c) => a.index - c.index).map(({ dml }) => dml),
    dynamics: module.dynamics,
    changes: module.changes,
    shows: module.shows,
    copies: module.copies,
    results: module.results,
    imports: stored.filter(({ kind }) => kind === 'function').map(({ id, fingerprint }) => ({ id, fingerprint })),
    calls: stored
      .filter(({ kind }) => kind === 'procedure')
      .map(({ id, signature }) => ({ id, shape: callShape(signature) })),
  };
}

function manifestRoutine(module: ModuleScope, routine: TypedRoutine, exported: string): ManifestRoutine {
  const { id, kind, name, signature, text, options, body } = routine;
  const { text: source } = module.planned.typed.file;
  const before = source.slice(0, routine.span.start);
  const start = { line: before.split('\n').length, column: before.length - before.lastIndexOf('\n') };
  return {
    id,
    kind,
    name,
    exportName: exported,
    signature,
    text,
    start,
    options,
    body: source.slice(body.span.start, body.span.end).replace(/^\s*\{|\}\s*$/g, ''),
  };
}
