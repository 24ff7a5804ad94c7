import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import type { CompiledModule } from '../../../../compiler/contract/manifest.ts';
import type { BuiltKeys } from '../../../../compiler/index.ts';

const KEYS_FILE = '.keys.json';

/** Where modules are written: `NAME.js`, `NAME.js.map`, the manifest `NAME.json` and, where there are queries, `NAME.kernels.json`, at the place of the source file. */
export class ModuleFolder {
  readonly #source: string;
  readonly #out: string;

  constructor(source: string, out: string) {
    this.#source = source;
    this.#out = out;
  }

  /** Keys of the modules that are there. After a build that was cut short there are none: everything is built again. */
  keys(): BuiltKeys {
    const file = join(this.#out, KEYS_FILE);
    if (!existsSync(file)) return new Map();
    try {
      return new Map(Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>));
    } catch {
      return new Map();
    }
  }

  /** Called before modules change, so that a build that is cut short is not taken for a whole one. */
  forgetKeys(): void {
    rmSync(join(this.#out, KEYS_FILE), { force: true });
  }

  writeKeys(keys: BuiltKeys): void {
    mkdirSync(this.#out, { recursive: true });
    writeFileSync(join(this.#out, KEYS_FILE), JSON.stringify(Object.fromEntries(keys)));
  }

  write(file: string, { code, map, manifest, kernels }: CompiledModule): void {
    const path = this.#path(file);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(`${path}.js`, `${code.trimEnd()}\n//# sourceMappingURL=${basename(path)}.js.map\n`);
    writeFileSync(`${path}.js.map`, map);
    writeFileSync(`${path}.json`, JSON.stringify(manifest, null, 2));
    if (kernels.length > 0) writeFileSync(`${path}.kernels.json`, JSON.stringify(kernels));
    else rmSync(`${path}.kernels.json`, { force: true });
  }

  remove(file: string): void {
    for (const end of ['.js', '.js.map', '.json', '.kernels.json']) rmSync(`${this.#path(file)}${end}`, { force: true });
  }

  #path(file: string): string {
    return join(this.#out, relative(this.#source, file).replace(/\.plg$/i, ''));
  }
}
