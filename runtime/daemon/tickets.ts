import type { Settled } from './thread-messages.ts';

/** What came of commits that no thread waits for, by ticket: it may be told before or after someone asks. */
export class Tickets {
  #last = 0;
  readonly #waiting = new Map<number, (settled: Settled) => void>();
  /** Told before it was asked for. */
  readonly #early = new Map<number, Settled>();

  next(): number {
    return ++this.#last;
  }

  settle(settled: Settled): void {
    const settle = this.#waiting.get(settled.ticket);
    if (settle === undefined) return void this.#early.set(settled.ticket, settled);
    this.#waiting.delete(settled.ticket);
    settle(settled);
  }

  wait(ticket: number, settle: (settled: Settled) => void): void {
    const settled = this.#early.get(ticket);
    if (settled === undefined) return void this.#waiting.set(ticket, settle);
    this.#early.delete(ticket);
    settle(settled);
  }

  /** Nobody will ask for the ticket. */
  end(ticket: number): void {
    this.#early.delete(ticket);
  }
}
