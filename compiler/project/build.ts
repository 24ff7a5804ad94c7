import type { CompiledModule } from '../contract/manifest.ts';
import type { MadeKernels } from '../ir/module.ts';
import { bundleEmitted, emitChecked } from '../pipeline.ts';
import type { Project } from './project.ts';

/** The key of the project file that each module was made from, by file name. */
export type BuiltKeys = ReadonlyMap<string, string>;

/** Modules are bundled by another process, while the next ones are written here. */
const BUNDLED_AT_ONCE = 16;

/**
 * Makes the modules of a checked project without errors, one for each file that declares a routine; `onModule` is given each as it is made.
 * Files whose key is that in `before` are left out. The result tells all modules of the project.
 */
export async function buildProject(
  project: Project,
  before: BuiltKeys,
  onModule: (file: string, module: CompiledModule) => void,
): Promise<BuiltKeys> {
  const keys = new Map<string, string>();
  const made: MadeKernels = new Map();
  const bundling: { readonly name: string; readonly module: Promise<CompiledModule> }[] = [];
  const finish = async () => {
    const { name, module } = bundling.shift()!;
    onModule(name, await module);
  };
  for (const [name, file] of project.files) {
    if (file.checked.typed.routines.length === 0) continue;
    keys.set(name, file.key);
    if (before.get(name) === file.key) continue;
    const module = bundleEmitted(emitChecked(file.checked), made);
    // a failure is met when its turn comes
    module.catch(() => undefined);
    bundling.push({ name, module });
    if (bundling.length > BUNDLED_AT_ONCE) await finish();
  }
  while (bundling.length > 0) await finish();
  return keys;
}
