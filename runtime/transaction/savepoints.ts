import { gobiError } from '../../compiler/contract/runtime-error.ts';
import { nearest } from '../catalog/find.ts';
import type { Mark } from './transaction.ts';

/** The savepoints of a transaction, oldest first. Names compare without case; of equal ones the last is meant. */
export class Savepoints {
  readonly #points: { readonly name: string; readonly mark: Mark }[] = [];

  add(name: string, mark: Mark): void {
    this.#points.push({ name, mark });
  }

  /** Forgets those after the named one; gives its mark. Errors: `SavepointNotFound`. */
  backTo(name: string): Mark {
    const index = this.#find(name);
    this.#points.length = index + 1;
    return this.#points[index]!.mark;
  }

  /** Forgets the named one and those after it. Errors: `SavepointNotFound`. */
  release(name: string): void {
    this.#points.length = this.#find(name);
  }

  #find(name: string): number {
    const index = this.#points.findLastIndex((each) => each.name.toLowerCase() === name.toLowerCase());
    if (index >= 0) return index;
    const names = this.#points.map((each) => each.name);
    throw gobiError('SavepointNotFound', { name, ...nearest(name, names) });
  }
}
