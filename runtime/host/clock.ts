/** What time it is. */
export interface Clock {
  /** µs since 1970-01-01 UTC. */
  now(): number;
}

export const systemClock: Clock = {
  now: () => Math.round((performance.timeOrigin + performance.now()) * 1000),
};

/** A clock for tests: stands still, and moves on by `step` µs with each look. */
export function fixedClock(start: number, step = 0): Clock {
  let next = start;
  return {
    now() {
      const now = next;
      next += step;
      return now;
    },
  };
}
