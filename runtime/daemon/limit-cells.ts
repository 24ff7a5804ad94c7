import { getHeapStatistics } from 'node:v8';
import type { Limits } from '../host/limits.ts';

/** Milliseconds between two measurements of the memory that a thread begins a request with. */
const FRESH = 50;

/**
 * What a run thread tells of the request that it runs, in shared memory, so that it can be ended where it does not look at its limits itself.
 * Slots: bytes that it may take, when its statement must have ended (ms since 1970-01-01; 0: at no time), that limit in ms, bytes that the thread held at its beginning,
 * the number of the request.
 */
export class LimitCells {
  readonly cells: Float64Array<ArrayBufferLike>;
  #measured = -Infinity;

  constructor(cells: Float64Array<ArrayBufferLike> = new Float64Array(new SharedArrayBuffer(5 * 8))) {
    this.cells = cells;
  }

  get memoryBytes(): number {
    return this.cells[0]!;
  }

  get deadline(): number {
    return this.cells[1]!;
  }

  get milliseconds(): number {
    return this.cells[2]!;
  }

  /** Bytes that the thread held before. */
  get heldBytes(): number {
    return this.cells[3]!;
  }

  /** The number of the request that the thread has begun. */
  get begun(): number {
    return this.cells[4]!;
  }

  /** A request begins; only within the thread. */
  begin(memoryBytes: number, number: number): void {
    this.cells[0] = memoryBytes;
    this.cells[1] = 0;
    this.cells[4] = number;
    const now = performance.now();
    if (now - this.#measured < FRESH) return;
    this.#measured = now;
    this.cells[3] = bytesOf(getHeapStatistics());
  }

  /** A statement begins. */
  limit({ memoryBytes, milliseconds }: Limits): void {
    this.cells[0] = memoryBytes;
    this.cells[1] = milliseconds === Infinity ? 0 : Date.now() + milliseconds;
    this.cells[2] = milliseconds;
  }

  /** The statement has been done: what its client takes of it may take any time. */
  done(): void {
    this.cells[1] = 0;
  }
}

/** Bytes of a thread's heap, and of the buffers that hang on it. */
export function bytesOf({ used_heap_size: heap, external_memory: external }: HeapBytes): number {
  return heap + external;
}

interface HeapBytes {
  readonly used_heap_size: number;
  readonly external_memory: number;
}
