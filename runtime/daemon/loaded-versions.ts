import type { Value } from '../columnar/value.ts';
import type { CallCells, LoadedVersion } from './call-cells.ts';

/** The versions of routines that the threads of a service have loaded, and their calls that are under way. */
export class LoadedVersions {
  readonly #threads = new Map<number, { readonly cells: CallCells; readonly versions: Map<number, LoadedVersion> }>();

  /** A thread begins. */
  join(thread: number, cells: CallCells): void {
    this.#threads.set(thread, { cells, versions: new Map() });
  }

  /** A thread has loaded a version. */
  note(thread: number, loaded: LoadedVersion): void {
    this.#threads.get(thread)?.versions.set(loaded.cell, loaded);
  }

  /** A thread has ended, and its calls with it. */
  leave(thread: number): void {
    this.#threads.delete(thread);
  }

  /** Id of the routine, fingerprint, calls under way in all threads, since when a thread has it. */
  get rows(): Value[][] {
    const sums = new Map<string, { readonly id: string; readonly fingerprint: string; calls: number; since: number }>();
    for (const { cells, versions } of this.#threads.values())
      for (const { cell, id, fingerprint, since } of versions.values()) {
        const key = `${fingerprint} ${id}`;
        let sum = sums.get(key);
        if (sum === undefined) sums.set(key, (sum = { id, fingerprint, calls: 0, since }));
        sum.calls += cells[cell]!;
        sum.since = Math.min(sum.since, since);
      }
    return [...sums.values()].map(({ id, fingerprint, calls, since }) => [id, fingerprint, calls, since]);
  }
}
