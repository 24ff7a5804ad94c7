import { raise } from '../host/signal.ts';

/** Orders that a run thread may hold at once: one runs, the others need not be waited for when it ends. */
export const WINDOW = 16;

/** In shared memory, for each slot: the number of the order that is offered, 0 when there is none to be had; and 1 when the order is to end. */
export interface SlotCells {
  readonly offered: Int32Array;
  readonly cancelled: Int32Array;
}

export function newSlotCells(): SlotCells {
  const cells = (): Int32Array => new Int32Array(new SharedArrayBuffer(WINDOW * Int32Array.BYTES_PER_ELEMENT));
  return { offered: cells(), cancelled: cells() };
}

/**
 * The orders between the main thread and a run thread. The main thread offers each under a number that no other has, and may take it back; the run thread claims it
 * before it begins. Only one of both succeeds, also where the slot holds another order by then.
 */
export class TaskSlots {
  readonly cells: SlotCells;
  readonly #free = Array.from({ length: WINDOW }, (_, slot) => WINDOW - 1 - slot);

  constructor(cells: SlotCells = newSlotCells()) {
    this.cells = cells;
  }

  /** Offers an order; there must be room for it. */
  offer(number: number): number {
    const slot = this.#free.pop()!;
    Atomics.store(this.cells.cancelled, slot, 0);
    Atomics.store(this.cells.offered, slot, number);
    return slot;
  }

  /** Takes an order, so that nobody else has it: the main thread back, or the run thread to run it. False when the other side has it. */
  take({ slot, number }: { readonly slot: number; readonly number: number }): boolean {
    return Atomics.compareExchange(this.cells.offered, slot, number, 0) === number;
  }

  /** The order is no longer between the threads. */
  release(slot: number): void {
    this.#free.push(slot);
  }

  cancel(slot: number): void {
    raise({ cell: this.cancelledCell(slot) });
  }

  /** Is not 0 once the order in the slot is to end. */
  cancelledCell(slot: number): Int32Array {
    const { buffer } = this.cells.cancelled;
    return new Int32Array(buffer, slot * Int32Array.BYTES_PER_ELEMENT, 1);
  }
}
