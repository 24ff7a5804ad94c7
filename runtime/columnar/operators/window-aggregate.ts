import type { Accumulator } from './aggregates/accumulator.ts';
import { aggregateFunctions } from './aggregates/aggregate-functions.ts';
import { vectorValue, type Vector } from './vector.ts';
import { VectorIds } from './key-ids.ts';
import { comparatorOf } from './sort.ts';
import type { FrameRows } from './window-frame.ts';
import type { Partition, WindowOrder, WindowSpec } from './window.ts';

/** Rows that are added between two checks. */
const ADDED_ROWS = 8192;

/**
 * An aggregate over each row's frame. Frames that begin where the one before began go on with its accumulator; others are added up anew,
 * except when they are the same. `ids`: of an aggregate with DISTINCT, `argumentIds`.
 */
export function framedAggregate(
  partition: Partition,
  spec: WindowSpec,
  frames: FrameRows,
  ids: Int32Array | null,
  values: unknown[],
): void {
  const { order, start, end } = partition;
  const frame = new FrameAggregate(order, spec, ids);
  const compare = spec.inputOrder.length === 0 ? null : comparatorOf(spec.inputOrder);
  let low = -1;
  let high = -1;
  let result: unknown = null;
  for (let i = start; i < end; i++) {
    const nextLow = frames.low(i);
    const nextHigh = Math.max(nextLow, frames.high(i));
    if (frames.exclude !== null || (compare !== null && (nextLow !== low || nextHigh !== high))) {
      frame.begin();
      const rows = frames.rowsOf(i);
      frame.addAll(compare === null ? rows : rows.sort((a, c) => compare(order.rows[a]!, order.rows[c]!) || a - c));
      result = frame.result();
    } else if (nextLow !== low || nextHigh !== high) {
      if (nextLow !== low || nextHigh < high) {
        frame.begin();
        high = nextLow;
      }
      for (let at = high; at < nextHigh; at++) frame.add(at);
      result = frame.result();
    }
    low = nextLow;
    high = nextHigh;
    values[order.rows[i]!] = result;
  }
}

/** A number for each row: the same where all arguments are equal. */
export function argumentIds(args: readonly Vector[], length: number): Int32Array {
  const ids = new Int32Array(length);
  new VectorIds(args.length, true, length).assign(args, length, ids);
  return ids;
}

/** What has been added up of a frame. */
class FrameAggregate {
  readonly #order: WindowOrder;
  readonly #spec: WindowSpec;
  readonly #ids: Int32Array | null;
  readonly #strict: boolean;
  readonly #create: (types: WindowSpec['types']) => Accumulator;
  readonly #seen = new Set<number>();
  #accumulator: Accumulator;
  #left = ADDED_ROWS;

  constructor(order: WindowOrder, spec: WindowSpec, ids: Int32Array | null) {
    this.#order = order;
    this.#spec = spec;
    this.#ids = ids;
    const { strict, create } = aggregateFunctions[spec.operation]!;
    this.#strict = strict;
    this.#create = create;
    this.#accumulator = create(spec.types);
  }

  begin(): void {
    this.#accumulator = this.#create(this.#spec.types);
    this.#seen.clear();
  }

  addAll(rows: readonly number[]): void {
    for (const at of rows) this.add(at);
  }

  /** Adds a row by its place in the order. */
  add(at: number): void {
    if (--this.#left === 0) {
      this.#order.context.check();
      this.#left = ADDED_ROWS;
    }
    const row = this.#order.rows[at]!;
    const { filter } = this.#spec;
    if (filter !== null && vectorValue(filter, row) !== true) return;
    const args = this.#spec.args.map((vector) => vectorValue(vector, row));
    if (this.#strict && args.some((value) => value === null)) return;
    if (this.#ids !== null) {
      const id = this.#ids[row]!;
      if (this.#seen.has(id)) return;
      this.#seen.add(id);
    }
    this.#accumulator.add(...args);
  }

  result(): unknown {
    return this.#accumulator.result();
  }
}
