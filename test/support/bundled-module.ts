import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleSources } from '../../runtime/cli/bundle-sources.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Works with a module of this package as the installed one has it, as a bundle whose threads start in a fraction of the time that the sources take. What the module gives for `import.meta.filename` is not its
 * own place then.
 */
export async function withBundledModule<M, T>(file: string, work: (module: M) => Promise<T>): Promise<T> {
  const cache = join(ROOT, 'node_modules', '.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'gobi-test-'));
  try {
    const bundle = join(folder, 'bundle');
    await bundleSources(bundle, { 'bundled-module': relative(ROOT, file) });
    return await work((await import(join(bundle, 'bundled-module.mjs'))) as M);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
