import { watch, type FSWatcher } from 'node:fs';
import { join } from 'node:path';

/** Editors write a file in several steps, and tools write many: a burst of changes is one. */
const QUIET_MILLISECONDS = 20;
/** A burst that does not end is looked at in between. */
const LONGEST_BURST_MILLISECONDS = 500;
/** How often a folder that went away is looked for. */
const AWAY_MILLISECONDS = 300;

/**
 * Waits for changes in folders. Each folder is watched on its own, so that files that are written by renaming are seen, on every system. Has a life: `close` ends it.
 */
export class FolderWatch {
  readonly #list: () => ReadonlySet<string>;
  readonly #watchers = new Map<string, FSWatcher>();
  readonly #changed = new Set<string>();
  #wake: () => void = () => undefined;
  #closed = false;

  /** `list` names the folders, which may come and go. */
  constructor(list: () => ReadonlySet<string>) {
    this.#list = list;
  }

  /** Watches the folders that there are now. What changes after this call is seen: files are read after it. */
  refresh(): void {
    const folders = this.#folders();
    for (const [folder, watcher] of this.#watchers) if (!folders.has(folder)) this.#drop(folder, watcher);
    for (const folder of folders) if (!this.#watchers.has(folder)) this.#add(folder);
  }

  /** The files that changed, once none has for a moment; `null` when the watch is closed. */
  async next(): Promise<ReadonlySet<string> | null> {
    while (this.#changed.size === 0 && !this.#closed) {
      const isAway = this.#watchers.size === 0;
      await this.#sleep(isAway ? AWAY_MILLISECONDS : null);
      if (isAway && this.#folders().size > 0) this.#changed.add('');
    }
    const end = performance.now() + LONGEST_BURST_MILLISECONDS;
    for (let seen = -1; seen !== this.#changed.size && !this.#closed && performance.now() < end;) {
      seen = this.#changed.size;
      await this.#sleep(QUIET_MILLISECONDS, false);
    }
    if (this.#closed) return null;
    const changed = new Set(this.#changed);
    this.#changed.clear();
    return changed;
  }

  close(): void {
    this.#closed = true;
    for (const [folder, watcher] of this.#watchers) this.#drop(folder, watcher);
    this.#wake();
  }

  #folders(): ReadonlySet<string> {
    try {
      return this.#list();
    } catch {
      // One went away while they were listed: the event of that brings the next list.
      return new Set(this.#watchers.keys());
    }
  }

  #add(folder: string): void {
    try {
      const watcher = watch(folder, (kind, file) => {
        this.#changed.add(file === null ? folder : join(folder, file));
        this.#wake();
      });
      watcher.on('error', () => this.#drop(folder, watcher));
      this.#watchers.set(folder, watcher);
    } catch {
      // It went away since it was listed.
    }
  }

  #drop(folder: string, watcher: FSWatcher): void {
    watcher.close();
    this.#watchers.delete(folder);
  }

  #sleep(milliseconds: number | null, wakes = true): Promise<void> {
    return new Promise((resolve) => {
      const timer = milliseconds === null ? null : setTimeout(resolve, milliseconds);
      this.#wake = () => {
        if (!wakes && !this.#closed) return;
        if (timer !== null) clearTimeout(timer);
        resolve();
      };
    });
  }
}
