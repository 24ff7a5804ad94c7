import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import { inBlocks, type Checked } from './checked.ts';
import { VectorIds } from './key-ids.ts';
import { partOfVector, vectorOf, vectorValue, type Vector } from './vector.ts';

/** The rows of one round, one vector for each column. */
export interface RoundRows {
  readonly vectors: readonly Vector[];
  readonly length: number;
}

/** Who runs a recursion, and how many rows it may have. */
interface RecursionContext extends Checked {
  readonly recursionRows?: number;
}

/** The rows that a recursion may have where nothing else is said. */
export const MOST_RECURSION_ROWS = 10_000_000;

/**
 * The rounds of a recursive common table. `add` takes what a round found, `next` makes it the rows at hand, until a round found nothing.
 * With `distinct` rows that came before are left out; NULL equals NULL.
 */
export class Recursion {
  /** The rows at hand: values as the abi carries them. */
  vectors: readonly Vector[] = [];
  length = 0;
  readonly #name: string;
  readonly #width: number;
  readonly #known: VectorIds | null;
  readonly #context: RecursionContext;
  readonly #most: number;
  #found: RoundRows = { vectors: [], length: 0 };
  #total = 0;

  constructor(name: string, width: number, distinct: boolean, context: RecursionContext) {
    this.#name = name;
    this.#width = width;
    this.#known = distinct ? new VectorIds(width, true, 0) : null;
    this.#context = context;
    this.#most = context.recursionRows ?? MOST_RECURSION_ROWS;
  }

  add({ vectors, length }: RoundRows): void {
    const columns: unknown[][] = Array.from({ length: this.#width }, () => []);
    let count = 0;
    inBlocks(length, this.#context, (from, to) => {
      const fresh = this.#known === null ? null : freshRows(this.#known, vectors, from, to);
      const added = fresh?.length ?? to - from;
      this.#count(added);
      for (const [k, column] of columns.entries())
        for (let i = 0; i < added; i++) column.push(vectorValue(vectors[k]!, fresh === null ? from + i : fresh[i]!));
      count += added;
    });
    this.#found = { vectors: columns.map((column) => vectorOf('any', column)), length: count };
  }

  /** Whether there are rows at hand now. */
  next(): boolean {
    this.#context.check();
    ({ vectors: this.vectors, length: this.length } = this.#found);
    return this.length > 0;
  }

  #count(added: number): void {
    this.#total += added;
    if (this.#total > this.#most) throw gobiError('RecursionLimit', { name: this.#name, limit: this.#most });
  }
}

/** A recursion that has no rows yet. */
export function startRecursion(name: string, width: number, distinct: boolean, context: RecursionContext): Recursion {
  return new Recursion(name, width, distinct, context);
}

/** The rows from `from` up to `to` that did not come before. */
function freshRows(known: VectorIds, vectors: readonly Vector[], from: number, to: number): Int32Array {
  const before = known.count;
  const parts = vectors.map((vector) => partOfVector(vector, from, to));
  known.assign(parts, to - from, new Int32Array(to - from));
  return known.fresh.slice(0, known.count - before).map((row) => from + row);
}
