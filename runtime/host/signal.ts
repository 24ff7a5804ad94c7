/** A counter in shared memory on which a thread can wait while others raise it; works where no event can be delivered. */
export interface Signal {
  readonly cell: Int32Array;
}

/** A signal at 0. `cell` may be posted to other threads. */
export function newSignal(): Signal {
  return { cell: new Int32Array(new SharedArrayBuffer(4)) };
}

/** Raises the signal by one and wakes all who wait. */
export function raise({ cell }: Signal): void {
  Atomics.add(cell, 0, 1);
  Atomics.notify(cell, 0);
}

/** The signal's present count. */
export function countOf({ cell }: Signal): number {
  return Atomics.load(cell, 0);
}

/** Blocks the thread until the count is no longer `seen`, at most `milliseconds`. False when the time ran out. */
export function waitPast({ cell }: Signal, seen: number, milliseconds = Infinity): boolean {
  return Atomics.wait(cell, 0, seen, milliseconds) !== 'timed-out';
}
