/** A small seeded source of random choices (mulberry32), so that a failure can be run again by its seed. */
export interface Random {
  readonly seed: number;
  /** 0 ≤ x < below. */
  below(below: number): number;
  chance(share: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** As many as `count` picks, each made by `make`. */
  list<T>(count: number, make: () => T): T[];
}

export function random(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    seed,
    below,
    chance: (share) => next() < share,
    pick: (items) => items[below(items.length)]!,
    list: (count, make) => Array.from({ length: count }, make),
  };
}
