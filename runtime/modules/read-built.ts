import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CompiledModule, DefaultKernel, Manifest } from '../../compiler/contract/manifest.ts';

/** The modules that `gobi build` wrote into a folder. A folder that is not there holds none. */
export function readBuilt(folder: string): readonly CompiledModule[] {
  if (!existsSync(folder)) return [];
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js.map'))
    .map((name) => join(folder, name.slice(0, -'.js.map'.length)));
  return paths.sort().map((path): CompiledModule => {
    const kernels = `${path}.kernels.json`;
    return {
      code: readFileSync(`${path}.js`, 'utf8').replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n'),
      map: readFileSync(`${path}.js.map`, 'utf8'),
      manifest: JSON.parse(readFileSync(`${path}.json`, 'utf8')) as Manifest,
      kernels: existsSync(kernels) ? (JSON.parse(readFileSync(kernels, 'utf8')) as readonly DefaultKernel[]) : [],
    };
  });
}
