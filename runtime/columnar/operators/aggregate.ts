import type { DataType } from '../../../compiler/contract/data-type.ts';
import type { Accumulator, AggregateTypes } from './aggregates/accumulator.ts';
import { aggregateFunctions } from './aggregates/aggregate-functions.ts';
import { DistinctArguments } from './distinct-arguments.ts';
import { comparatorOf } from './sort.ts';
import { createVector, reserveRows, vectorOf, vectorValue, type Vector } from './vector.ts';

/** The order of an ordered aggregate's rows, key by key. */
interface AggregateOrder {
  readonly descending: boolean;
  readonly nullsFirst: boolean;
}

/** An aggregate of any kind over groups, fed block by block: values of arguments, then those of the ORDER BY keys, one vector each. */
export class AggregateState {
  readonly #make: () => Accumulator;
  readonly #strict: boolean;
  readonly #width: number;
  readonly #distinct: DistinctArguments | null;
  readonly #order: readonly AggregateOrder[];
  readonly #groups: Accumulator[] = [];
  /** Rows of an ordered aggregate, kept until the end: arguments and keys. */
  readonly #kept: Vector[];
  #keptGroups: number[] = [];

  constructor(operation: string, types: AggregateTypes, distinct: boolean, order: readonly AggregateOrder[]) {
    const entry = aggregateFunctions[operation];
    if (entry === undefined) throw new Error(`no aggregate ${operation}`);
    this.#make = () => entry.create(types);
    this.#strict = entry.strict;
    this.#width = types.args.length;
    this.#distinct = distinct ? new DistinctArguments(types.args.length) : null;
    this.#order = order;
    this.#kept =
      order.length === 0
        ? []
        : Array.from({ length: types.args.length + order.length }, () => createVector('any', true));
  }

  /** Adds the first `n` rows; `ids` are their groups, of which there are `groups` by now. */
  add(ids: Int32Array, n: number, vectors: readonly Vector[], groups: number): void {
    while (this.#groups.length < groups) this.#groups.push(this.#make());
    const positions =
      this.#distinct === null ? null : this.#distinct.first(ids, n, vectors.slice(0, this.#width), groups);
    const count = positions === null ? n : positions.length;
    if (this.#order.length > 0) this.#keepAll(ids, positions, count, vectors);
    else if (this.#width === 1) this.#addValues(ids, positions, count, vectors[0]!);
    else this.#addRows(ids, positions, count, vectors);
  }

  /** Aggregates of one argument. */
  #addValues(ids: Int32Array, positions: Int32Array | null, count: number, vector: Vector): void {
    const groups = this.#groups;
    const strict = this.#strict;
    for (let k = 0; k < count; k++) {
      const row = positions === null ? k : positions[k]!;
      const value = vectorValue(vector, row);
      if (value === null && strict) continue;
      groups[ids[row]!]!.add(value);
    }
  }

  #addRows(ids: Int32Array, positions: Int32Array | null, count: number, vectors: readonly Vector[]): void {
    const args = vectors.slice(0, this.#width);
    for (let k = 0; k < count; k++) {
      const row = positions === null ? k : positions[k]!;
      const values = args.map((vector) => vectorValue(vector, row));
      if (this.#strict && values.includes(null)) continue;
      this.#groups[ids[row]!]!.add(...values);
    }
  }

  /** The results of the groups. */
  finish(groups: number): Vector {
    while (this.#groups.length < groups) this.#groups.push(this.#make());
    if (this.#order.length > 0) this.#addKept();
    return vectorOf(
      'any',
      this.#groups.map((group) => group.result()),
    );
  }

  #keepAll(ids: Int32Array, positions: Int32Array | null, count: number, vectors: readonly Vector[]): void {
    const args = vectors.slice(0, this.#width);
    for (let k = 0; k < count; k++) {
      const row = positions === null ? k : positions[k]!;
      if (this.#strict && args.some((vector) => vectorValue(vector, row) === null)) continue;
      const at = this.#keptGroups.length;
      this.#keptGroups.push(ids[row]!);
      for (const [i, vector] of vectors.entries())
        (reserveRows(this.#kept[i]!, at + 1) as unknown[])[at] = vectorValue(vector, row);
    }
  }

  #addKept(): void {
    const keys = this.#order.map((key, i) => ({ vector: this.#kept[this.#width + i]!, ...key }));
    const compare = comparatorOf(keys);
    const rows = this.#keptGroups.map((_, row) => row).sort((a, c) => compare(a, c) || a - c);
    const args = this.#kept.slice(0, this.#width);
    for (const row of rows)
      this.#groups[this.#keptGroups[row]!]!.add(...args.map((vector) => vectorValue(vector, row)));
    this.#keptGroups = [];
  }
}

export function aggregateState(
  operation: string,
  args: readonly DataType[],
  result: DataType,
  distinct: boolean,
  order: readonly AggregateOrder[],
): AggregateState {
  return new AggregateState(operation, { args, result }, distinct, order);
}
