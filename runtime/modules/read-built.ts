import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { CompiledModule, Manifest } from '../../compiler/contract/manifest.ts';
import { KernelFile } from '../columnar/kernel-file.ts';

/** The modules that `gobi build` wrote into a folder. A folder that is not there holds none. */
export function readBuilt(folder: string): readonly CompiledModule[] {
  if (!existsSync(folder)) return [];
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js.map'))
    .map((name) => join(folder, name.slice(0, -'.js.map'.length)));
  const kernels = new KernelFile(folder);
  return paths.sort().map((path): CompiledModule => {
    const manifest = JSON.parse(readFileSync(`${path}.json`, 'utf8')) as Manifest;
    return {
      code: readFileSync(`${path}.js`, 'utf8').replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n'),
      map: readFileSync(`${path}.js.map`, 'utf8'),
      manifest,
      kernels: kernels.of(relative(folder, path), manifest.fingerprint),
    };
  });
}
