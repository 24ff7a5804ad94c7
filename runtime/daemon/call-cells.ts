import { systemClock, type Clock } from '../host/clock.ts';
import type { CallCount, CallCounting } from '../modules/counted-calls.ts';

/** Versions of routines that one thread counts the calls of; more than it keeps loaded. */
const CELLS = 2048;

/** A version of a routine in a thread: its calls are counted in the cell from now on, instead of what was counted there. */
export interface LoadedVersion {
  readonly cell: number;
  readonly id: string;
  readonly fingerprint: string;
  /** µs since 1970-01-01. */
  readonly since: number;
}

/** Shared memory in which one run thread counts the calls that are under way, which others read while it runs. Cell 0 is for those that belong nowhere. */
export type CallCells = Int32Array<SharedArrayBuffer>;

export function newCallCells(cells = CELLS): CallCells {
  return new Int32Array(new SharedArrayBuffer(cells * 4));
}

/** Counts the calls of a thread; `tell` is told which version has which cell. */
export function callCounting(
  cells: CallCells,
  tell: (loaded: LoadedVersion) => void,
  clock: Clock = systemClock,
): CallCounting {
  const counts = new Map<string, CallCount>();
  let used = 1;
  /** A cell that none has, or that of the oldest that does not run: it is counted no more until it is loaded again. */
  const free = (): number => {
    if (used < cells.length) return used++;
    for (const [key, count] of counts) {
      if (cells[count.at] !== 0) continue;
      const { at } = count;
      counts.delete(key);
      count.at = 0;
      return at;
    }
    return 0;
  };
  return (id, fingerprint) => {
    const key = `${fingerprint} ${id}`;
    const known = counts.get(key);
    if (known !== undefined) return known;
    const count: CallCount = { cells, at: free() };
    if (count.at === 0) return count;
    counts.set(key, count);
    tell({ cell: count.at, id, fingerprint, since: clock.now() });
    return count;
  };
}
