import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CompiledModule, DefaultKernel, MadeKernel } from '../../compiler/contract/manifest.ts';

const KERNELS_FILE = '.kernels.json';

/** What a module uses, as the file holds it: each kernel by its address. The fingerprint tells the version of the module that it belongs to. */
interface ModuleKernels {
  readonly fingerprint: string;
  readonly kernels: readonly (Pick<DefaultKernel, 'of'> & { readonly kernel: string })[];
}

interface KernelsText {
  readonly kernels: Readonly<Record<string, MadeKernel>>;
  readonly modules: Readonly<Record<string, ModuleKernels>>;
}

/** The kernels of a folder of built modules, in one file: a kernel that many modules use stands there once. Modules are named by their paths in the folder. */
export class KernelFile {
  readonly #path: string;
  readonly #kernels: Map<string, MadeKernel>;
  readonly #modules: Map<string, ModuleKernels>;
  readonly #addresses = new WeakMap<MadeKernel, string>();
  #changed = false;

  /** A file that is not there, or that was cut short, holds nothing: kernels can always be made again. */
  constructor(folder: string) {
    this.#path = join(folder, KERNELS_FILE);
    const { kernels, modules } = readText(this.#path);
    this.#kernels = new Map(Object.entries(kernels));
    this.#modules = new Map(Object.entries(modules));
  }

  /** The kernels of this version of a module. */
  of(name: string, fingerprint: string): readonly DefaultKernel[] {
    const found = this.#modules.get(name);
    if (found?.fingerprint !== fingerprint) return [];
    return found.kernels.flatMap(({ of, kernel }) => {
      const made = this.#kernels.get(kernel);
      return made === undefined ? [] : [{ of, kernel: made }];
    });
  }

  set(name: string, { manifest: { fingerprint }, kernels }: CompiledModule): void {
    this.#changed = true;
    this.#modules.set(name, {
      fingerprint,
      kernels: kernels.map(({ of, kernel }) => ({ of, kernel: this.#addressOf(kernel) })),
    });
  }

  remove(name: string): void {
    this.#changed = this.#modules.delete(name) || this.#changed;
  }

  /** Writes what changed, without the kernels that no module uses any more. */
  write(): void {
    if (!this.#changed) return;
    const used = new Set([...this.#modules.values()].flatMap(({ kernels }) => kernels.map(({ kernel }) => kernel)));
    for (const address of this.#kernels.keys()) if (!used.has(address)) this.#kernels.delete(address);
    const text: KernelsText = {
      kernels: Object.fromEntries(this.#kernels),
      modules: Object.fromEntries(this.#modules),
    };
    mkdirSync(join(this.#path, '..'), { recursive: true });
    writeFileSync(this.#path, JSON.stringify(text));
    this.#changed = false;
  }

  #addressOf(kernel: MadeKernel): string {
    let address = this.#addresses.get(kernel);
    if (address === undefined) {
      const text = JSON.stringify([kernel.scans, kernel.code]);
      address = createHash('sha256').update(text).digest('hex').slice(0, 32);
      this.#addresses.set(kernel, address);
      this.#kernels.set(address, kernel);
    }
    return address;
  }
}

function readText(path: string): KernelsText {
  const nothing: KernelsText = { kernels: {}, modules: {} };
  if (!existsSync(path)) return nothing;
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as KernelsText;
  } catch {
    return nothing;
  }
}
