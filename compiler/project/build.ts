import type { CompiledModule } from '../contract/manifest.ts';
import { bundleEmitted, emitChecked } from '../pipeline.ts';
import type { Project } from './project.ts';

/** The key of the project file that each module was made from, by file name. */
export type BuiltKeys = ReadonlyMap<string, string>;

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
  for (const [name, file] of project.files) {
    if (file.checked.typed.routines.length === 0) continue;
    keys.set(name, file.key);
    if (before.get(name) !== file.key) onModule(name, await bundleEmitted(emitChecked(file.checked)));
  }
  return keys;
}
