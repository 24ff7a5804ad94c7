import type { CompiledModule } from '../contract/manifest.ts';
import type { EmittedModule, MadeKernels } from '../ir/module.ts';
import { fingerprint } from './fingerprint.ts';

/** Not named in the import, so that who bundles the checker for a browser does not meet it. */
const BUNDLER = 'esbuild';

/**
 * Makes the module that is stored and shipped: an ES module as esbuild writes it, with its source map, its manifest and the kernels for the declared schema. Modules
 * that are given one `made` share the kernels of equal queries.
 */
export async function bundle(emitted: EmittedModule, made: MadeKernels = new Map()): Promise<CompiledModule> {
  const { transform } = (await import(BUNDLER)) as typeof import('esbuild');
  const map = JSON.stringify({ ...(JSON.parse(emitted.map) as object), sourcesContent: [emitted.file.text] });
  const inline = `//# sourceMappingURL=data:application/json;base64,${Buffer.from(map).toString('base64')}`;
  const result = await transform(`${emitted.code}\n${inline}\n`, {
    loader: 'js',
    format: 'esm',
    target: 'es2024',
    charset: 'utf8',
    sourcemap: 'external',
    sourcefile: `${emitted.file.name}.js`,
    legalComments: 'none',
  });
  return {
    code: result.code,
    map: result.map,
    manifest: { ...emitted.manifest, fingerprint: fingerprintOf(emitted.manifest) },
    kernels: emitted.kernels(made),
  };
}

/** The fingerprint of an emitted module. */
export function fingerprintOf({ source, dependencies, imports, usedTables }: EmittedModule['manifest']): string {
  const functions = [...dependencies, ...imports.map((each) => each.fingerprint)];
  return fingerprint({ text: source.text, dependencies: functions, usedTables });
}
