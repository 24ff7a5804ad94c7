import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { FileInfo } from '../../compiler/contract/catalog-view.ts';
import type { Field } from '../../compiler/contract/data-type.ts';
import { fileSchemas } from '../engine/file-schemas.ts';

/** Text files are read whole to learn their columns: longer ones are left to the engine. */
const MOST_TEXT_BYTES = 2 * 1024 * 1024;
const TELLS_ITS_COLUMNS = /\.(?:parquet|arrows?|feather|ipc)$/i;

/** The columns of data files, kept until a file changes. */
export class KnownFiles {
  readonly #folders: readonly string[];
  readonly #known = new Map<string, { readonly version: string; readonly info: FileInfo | null }>();

  /** Relative paths are looked for in the folders, in order. */
  constructor(folders: readonly string[]) {
    this.#folders = folders;
  }

  /** What is known of the files; those that are not there or too long are left out. */
  read(paths: Iterable<string>): FileInfo[] {
    return [...paths].flatMap((path) => this.#info(path) ?? []);
  }

  /** The columns of one file; none when they are not known. */
  fields(path: string): readonly Field[] {
    return this.#info(path)?.fields ?? [];
  }

  #info(path: string): FileInfo | null {
    for (const folder of this.#folders) {
      const file = statSync(resolve(folder, path), { throwIfNoEntry: false });
      if (file === undefined || !file.isFile()) continue;
      if (!TELLS_ITS_COLUMNS.test(path) && file.size > MOST_TEXT_BYTES) return null;
      const version = `${folder} ${file.mtimeMs} ${file.size}`;
      const known = this.#known.get(path);
      if (known?.version === version) return known.info;
      const info = fileSchemas([path], folder, ['/'])[0] ?? null;
      this.#known.set(path, { version, info });
      return info;
    }
    return null;
  }
}
