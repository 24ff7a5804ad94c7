import { ColumnIds } from './column-ids.ts';
import { VectorIds } from './key-ids.ts';
import { PairIds } from './pair-ids.ts';
import type { Vector } from './vector.ts';

/** Finds the rows of an aggregate with DISTINCT whose arguments did not come before in their group. */
export class DistinctArguments {
  readonly #one: ColumnIds | null;
  readonly #several: VectorIds;
  readonly #pairs = new PairIds();
  #ids = new Int32Array(0);
  #fresh = new Int32Array(0);
  /** While there is one group: which argument ids came already. */
  #seen = new Uint8Array(1024);
  #grouped = false;

  constructor(width: number) {
    this.#one = width === 1 ? new ColumnIds(true) : null;
    this.#several = new VectorIds(width, true, 0);
  }

  /** Positions of the rows to take. All blocks of an aggregate have either one group or several. */
  first(groupIds: Int32Array, n: number, args: readonly Vector[], groups: number): Int32Array {
    if (this.#ids.length < n) {
      this.#ids = new Int32Array(n);
      this.#fresh = new Int32Array(n);
    }
    if (this.#one !== null) this.#one.assign(args[0]!, n, this.#ids);
    else this.#several.assign(args, n, this.#ids);
    if (groups <= 1 && !this.#grouped) return this.#fresh.subarray(0, this.#firstSeen(n));
    if (!this.#grouped) this.#enterSeen();
    const before = this.#pairs.count;
    this.#pairs.assign(groupIds, this.#ids, n, this.#ids, this.#fresh);
    return this.#fresh.subarray(0, this.#pairs.count - before);
  }

  #firstSeen(n: number): number {
    const ids = this.#ids;
    let most = 0;
    for (let j = 0; j < n; j++) if (ids[j]! > most) most = ids[j]!;
    if (most >= this.#seen.length) {
      const grown = new Uint8Array(Math.max(most + 1, this.#seen.length * 2));
      grown.set(this.#seen);
      this.#seen = grown;
    }
    return markNew(ids, n, this.#seen, this.#fresh);
  }

  /** What came while there was only group 0 counts from now on as pairs with it. */
  #enterSeen(): void {
    this.#grouped = true;
    const ids = Int32Array.from([...this.#seen.keys()].filter((id) => this.#seen[id] === 1));
    this.#pairs.assign(
      new Int32Array(ids.length),
      ids,
      ids.length,
      new Int32Array(ids.length),
      new Int32Array(ids.length),
    );
  }
}

function markNew(ids: Int32Array, n: number, seen: Uint8Array, fresh: Int32Array): number {
  let count = 0;
  for (let j = 0; j < n; j++) {
    const id = ids[j]!;
    if (seen[id] === 1) continue;
    seen[id] = 1;
    fresh[count++] = j;
  }
  return count;
}
