import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import type { CompiledModule } from '../../../../compiler/contract/manifest.ts';
import type { BuiltKeys } from '../../../../compiler/index.ts';
import { KernelFile } from '../../../columnar/kernel-file.ts';

const KEYS_FILE = '.keys.json';

/** Where modules are written: `NAME.js`, `NAME.js.map`, the manifest `NAME.json`, at the place of the source file; the kernels of all together. */
export class ModuleFolder {
  readonly #source: string;
  readonly #out: string;
  readonly #kernels: KernelFile;

  constructor(source: string, out: string) {
    this.#source = source;
    this.#out = out;
    this.#kernels = new KernelFile(out);
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

  /** Called when all modules are written: their kernels follow, then the keys. */
  writeKeys(keys: BuiltKeys): void {
    this.#kernels.write();
    mkdirSync(this.#out, { recursive: true });
    writeFileSync(join(this.#out, KEYS_FILE), JSON.stringify(Object.fromEntries(keys)));
  }

  write(file: string, module: CompiledModule): void {
    const { code, map, manifest } = module;
    const path = this.#path(file);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(`${path}.js`, `${code.trimEnd()}\n//# sourceMappingURL=${basename(path)}.js.map\n`);
    writeFileSync(`${path}.js.map`, map);
    writeFileSync(`${path}.json`, JSON.stringify(manifest));
    this.#kernels.set(relative(this.#out, path), module);
  }

  remove(file: string): void {
    const path = this.#path(file);
    for (const end of ['.js', '.js.map', '.json']) rmSync(`${path}${end}`, { force: true });
    this.#kernels.remove(relative(this.#out, path));
  }

  #path(file: string): string {
    return join(this.#out, relative(this.#source, file).replace(/\.plg$/i, ''));
  }
}
