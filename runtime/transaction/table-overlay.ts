import type { ColumnEntry, TableEntry } from '../catalog/catalog-state.ts';
import type { Segment, Table } from '../columnar/table.ts';
import type { Value } from '../columnar/value.ts';
import { Deletions } from '../lake/rows/deletions.ts';
import type { ColumnTest } from '../lake/rows/column-test.ts';
import { RowRun } from '../lake/rows/row-run.ts';
import { scanSources } from '../lake/rows/scan-rows.ts';
import { TableVersion, isDeleted, type VersionSource } from '../lake/rows/table-version.ts';

/** How much of an overlay there was at a moment. */
export interface OverlayMark {
  readonly rows: number;
  readonly log: number;
}

/** Own rows of one shape, from `start` on among all own rows. */
interface OwnRun {
  readonly run: RowRun;
  readonly start: number;
}

/**
 * What a transaction did to one table: rows added behind those of the snapshot, and a log of rows deleted and restored. Nothing is ever taken out:
 * undoing appends to the log, so that an earlier moment can still be read.
 */
export class TableOverlay {
  readonly base: TableVersion;
  /** Number of own rows. */
  rows = 0;
  readonly #runs: OwnRun[] = [];
  /** Deleted rows of the base's sources, where they differ from it, by the source's index. */
  readonly #baseDeletions: (Deletions | undefined)[] = [];
  readonly #ownDeletions = new Deletions();
  /** `2 * position` for a deletion, one more for a restored row. */
  readonly #log: number[] = [];
  readonly #positions: number;
  #moved = false;

  constructor(table: number, base: TableVersion | null) {
    this.base = base ?? new TableVersion(table, 0, []);
    this.#positions = this.base.positions;
  }

  get changed(): boolean {
    return this.rows > 0 || this.#log.length > 0;
  }

  /** Own rows that are not deleted. */
  get liveRows(): number {
    return this.rows - this.#ownDeletions.count;
  }

  /** Own rows that are not deleted, by position, ascending. */
  livePositions(): number[] {
    const live: number[] = [];
    for (let own = 0; own < this.rows; own++) if (!this.#ownDeletions.has(own)) live.push(this.#positions + own);
    return live;
  }

  /** Whether own rows continue others. */
  get hasMovedRows(): boolean {
    return this.#moved;
  }

  mark(): OverlayMark {
    return { rows: this.rows, log: this.#log.length };
  }

  /** Stages a row in the order of `columns`; gives its position. The array is kept. */
  append(columns: readonly ColumnEntry[], row: readonly Value[]): number {
    this.#runFor(columns).run.append(row);
    return this.#positions + this.rows++;
  }

  /** Stages the rows of a segment that has no deleted ones; gives the first's position. */
  appendSegment(columns: readonly ColumnEntry[], segment: Segment): number {
    this.#runFor(columns).run.appendSegment(segment);
    const first = this.#positions + this.rows;
    this.rows += segment.length;
    return first;
  }

  /** Says that the own row at a position continues another row. */
  setRowId(position: number, rowId: number | null): void {
    if (rowId === null) return;
    this.#moved = true;
    const { run, start } = this.#runAt(position - this.#positions);
    run.setRowId(position - this.#positions - start, rowId);
  }

  rowId(position: number): number | null {
    const own = position - this.#positions;
    if (own >= 0) {
      const { run, start } = this.#runAt(own);
      return run.rowId(own - start);
    }
    const index = this.base.sourceAt(position);
    return this.base.sources[index]!.source.rowId(position - this.base.starts[index]!);
  }

  value(position: number, column: ColumnEntry): Value {
    const own = position - this.#positions;
    if (own >= 0) {
      const { run, start } = this.#runAt(own);
      return run.value(own - start, column);
    }
    const index = this.base.sourceAt(position);
    return this.base.sources[index]!.source.value(position - this.base.starts[index]!, column);
  }

  isDeleted(position: number): boolean {
    const own = position - this.#positions;
    if (own >= 0) return this.#ownDeletions.has(own);
    const index = this.base.sourceAt(position);
    const deletions = this.#baseDeletions[index];
    const inside = position - this.base.starts[index]!;
    if (deletions !== undefined) return deletions.has(inside);
    const { deleted, deletedCount } = this.base.sources[index]!;
    return deletedCount > 0 && isDeleted(deleted, inside);
  }

  /** False when there is no such row. */
  delete(position: number): boolean {
    if (position < 0 || position >= this.#positions + this.rows || !this.#setDeleted(position, true)) return false;
    this.#log.push(position * 2);
    return true;
  }

  /** Takes back what was done after `mark`; `restored` hears of each row that is there again. */
  undo(mark: OverlayMark, restored: (position: number) => void): void {
    for (let i = this.#log.length - 1; i >= mark.log; i--) {
      const entry = this.#log[i]!;
      const position = Math.floor(entry / 2);
      const wasRestored = entry % 2 === 1;
      this.#setDeleted(position, wasRestored);
      this.#log.push(wasRestored ? position * 2 : position * 2 + 1);
      if (!wasRestored && position < this.#positions + mark.rows) restored(position);
    }
    for (let own = mark.rows; own < this.rows; own++) this.delete(this.#positions + own);
  }

  /** The table as of now, or as it was at `mark`; rows that fail `tests` may be left out. */
  scan(
    table: TableEntry,
    columns: readonly number[] | null,
    mark: OverlayMark | null = null,
    tests: readonly ColumnTest[] = [],
  ): Table {
    return scanSources(table, [...this.baseSources(mark), ...this.ownSources(mark)], columns, tests);
  }

  /** The base's sources with what is deleted by now, or at `mark`. */
  baseSources(mark: OverlayMark | null = null): readonly VersionSource[] {
    const deletions =
      mark === null || mark.log === this.#log.length ? this.#baseDeletions : this.#replay(mark.log).base;
    return this.base.sources.map((source, index) => {
      const own = deletions[index];
      return own === undefined ? source : { ...source, deleted: own.freeze(), deletedCount: own.count };
    });
  }

  /** The own rows as sources, one for each shape they were staged in. */
  ownSources(mark: OverlayMark | null = null): readonly Pick<VersionSource, 'source' | 'rows' | 'deleted'>[] {
    const rows = mark?.rows ?? this.rows;
    const deletions = mark === null || mark.log === this.#log.length ? this.#ownDeletions : this.#replay(mark.log).own;
    return this.#runs
      .filter(({ start }) => start < rows)
      .map(({ run, start }) => {
        const length = Math.min(run.length, rows - start);
        const deleted = start === 0 ? deletions.freeze() : shifted(deletions, start, length);
        return { source: run, rows: length, deleted };
      });
  }

  #replay(end: number): { readonly base: (Deletions | undefined)[]; readonly own: Deletions } {
    const base: (Deletions | undefined)[] = [];
    const own = new Deletions();
    for (let i = 0; i < end; i++) {
      const entry = this.#log[i]!;
      const position = Math.floor(entry / 2);
      const inside = position - this.#positions;
      const index = inside >= 0 ? -1 : this.base.sourceAt(position);
      const deletions = index < 0 ? own : (base[index] ??= this.#startOf(index));
      const row = index < 0 ? inside : position - this.base.starts[index]!;
      if (entry % 2 === 0) deletions.add(row, row + 1);
      else deletions.remove(row);
    }
    return { base, own };
  }

  #setDeleted(position: number, deleted: boolean): boolean {
    const own = position - this.#positions;
    const index = own >= 0 ? -1 : this.base.sourceAt(position);
    const deletions = index < 0 ? this.#ownDeletions : (this.#baseDeletions[index] ??= this.#startOf(index));
    const row = index < 0 ? own : position - this.base.starts[index]!;
    if (deleted) return deletions.add(row, index < 0 ? this.rows : this.base.sources[index]!.rows);
    deletions.remove(row);
    return true;
  }

  #startOf(index: number): Deletions {
    const { deleted, deletedCount } = this.base.sources[index]!;
    return new Deletions(deleted, deletedCount);
  }

  #runFor(columns: readonly ColumnEntry[]): OwnRun {
    const last = this.#runs.at(-1);
    if (last !== undefined && last.run.columns === columns) return last;
    const added = { run: new RowRun(columns), start: this.rows };
    this.#runs.push(added);
    return added;
  }

  #runAt(own: number): OwnRun {
    if (this.#runs.length === 1) return this.#runs[0]!;
    return this.#runs.findLast(({ start }) => start <= own)!;
  }
}

function shifted(deletions: Deletions, start: number, length: number): Uint8Array | null {
  const part = new Deletions();
  for (let row = 0; row < length; row++) if (deletions.has(start + row)) part.add(row, length);
  return part.freeze();
}
