import type { CompiledModule } from '../contract/manifest.ts';
import { bundleEmitted, emitChecked } from '../pipeline.ts';
import type { Project } from './project.ts';

/** Modules by file name, each with the key of the project file it was made from. */
export type Build = ReadonlyMap<string, BuiltModule>;

export interface BuiltModule {
  readonly key: string;
  readonly module: CompiledModule;
}

/**
 * Makes the modules of a checked project without errors. Files that declare no routine give no module. What `previous` made from the same
 * key is kept. `onModule` is told of each module as it is made.
 */
export async function buildProject(project: Project, previous: Build = new Map(), onModule: (file: string) => void = () => undefined): Promise<Build> {
  const build = new Map<string, BuiltModule>();
  for (const [name, file] of project.files) {
    if (file.checked.typed.routines.length === 0) continue;
    const same = previous.get(name);
    if (same !== undefined && same.key === file.key) {
      build.set(name, same);
      continue;
    }
    build.set(name, { key: file.key, module: await bundleEmitted(emitChecked(file.checked)) });
    onModule(name);
  }
  return build;
}
