import type { CatalogState, TableEntry } from '../catalog/catalog-state.ts';
import { surelyFailed } from '../lake/commit/surely-failed.ts';
import type { Lake } from '../lake/lake.ts';
import { newFileName } from '../lake/new-file-name.ts';

/** The files that a transaction wrote ahead of its commit. */
export class StagedFiles {
  readonly #lake: Lake;
  readonly #paths: string[] = [];

  constructor(lake: Lake) {
    this.#lake = lake;
  }

  /** Writes a file into a table's folder, durably; its name and size. */
  write(
    state: CatalogState,
    table: TableEntry,
    ending: string,
    bytes: Uint8Array,
  ): { readonly path: string; readonly bytes: number } {
    const { host } = this.#lake;
    const path = newFileName(host, ending);
    const whole = this.#lake.tableFolder(state, table) + path;
    this.#paths.push(whole);
    host.files.create(whole, bytes);
    return { path, bytes: bytes.length };
  }

  /** Removes them: nothing was committed. One that cannot be removed stays behind as an orphan. */
  remove(): void {
    for (const path of this.#paths.splice(0)) {
      try {
        this.#lake.host.files.remove(path);
      } catch {
        // The error that led here is the one to report.
      }
    }
  }

  /** Removes them after a failed commit, unless it is uncertain whether the catalog took it. */
  removeAfter(error: unknown): void {
    if (surelyFailed(error)) this.remove();
  }
}
