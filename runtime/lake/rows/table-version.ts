import type { RowSource } from './row-source.ts';

/** A source as one version of a table sees it: its first `rows` rows but the deleted ones. */
export interface VersionSource {
  /** The source's number in its table, the same in all versions. */
  readonly slot: number;
  readonly source: RowSource;
  readonly rows: number;
  /** Never changed; may end before the last row. */
  readonly deleted: Uint8Array | null;
  readonly deletedCount: number;
  /** Of a data file: a delete file goes with it. */
  readonly hasDeleteFile: boolean;
}

/** The rows of a table from one change of it to the next: sources laid end to end. Immutable. */
export class TableVersion {
  readonly table: number;
  /** The snapshot that made it. */
  readonly since: number;
  readonly sources: readonly VersionSource[];
  /** Position of each source's first row, and behind the last row. */
  readonly starts: readonly number[];
  readonly rowCount: number;
  readonly #bySlot: ReadonlyMap<number, number>;

  constructor(table: number, since: number, sources: readonly VersionSource[]) {
    this.table = table;
    this.since = since;
    this.sources = sources;
    const starts = [0];
    for (const { rows } of sources) starts.push(starts.at(-1)! + rows);
    this.starts = starts;
    this.rowCount = starts.at(-1)! - sources.reduce((sum, source) => sum + source.deletedCount, 0);
    this.#bySlot = new Map(sources.map(({ slot }, index) => [slot, index]));
  }

  /** All positions, those of deleted rows included. */
  get positions(): number {
    return this.starts[this.sources.length]!;
  }

  /** The index of the source that a position lies in. */
  sourceAt(position: number): number {
    let low = 0;
    let high = this.sources.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle]! <= position) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The position of a row that is named by its source's slot and its number there; -1 when this version does not have it, or has it deleted. */
  positionOf(row: number): number {
    const slot = Math.floor(row / SLOT_ROWS);
    const index = this.#bySlot.get(slot);
    if (index === undefined) return -1;
    const { rows, deleted } = this.sources[index]!;
    const inside = row - slot * SLOT_ROWS;
    if (inside >= rows || isDeleted(deleted, inside)) return -1;
    return this.starts[index]! + inside;
  }
}

/** A row's name for ever is `slot * SLOT_ROWS + row`. */
export const SLOT_ROWS = 2 ** 32;

export function isDeleted(deleted: Uint8Array | null, row: number): boolean {
  return deleted !== null && row >> 3 < deleted.length && ((deleted[row >> 3]! >> (row & 7)) & 1) === 1;
}
