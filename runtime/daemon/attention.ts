/** Milliseconds of one look, and that nothing may come before the main thread sleeps again. */
const LOOK_MILLISECONDS = 0.05;
const PATIENCE_MILLISECONDS = 0.3;

/**
 * Keeps the main thread awake for a moment after other threads were given something to do: what they say is taken at once, where waking it would take longer than most
 * requests run. Between two looks the loop of events has its turn.
 */
export class Attention {
  readonly #listen: () => { readonly heard: boolean; readonly busy: boolean };
  #until = 0;
  #looking = false;

  constructor(listen: () => { readonly heard: boolean; readonly busy: boolean }) {
    this.#listen = listen;
  }

  /** Something was given to a thread. */
  raise(): void {
    this.#until = performance.now() + PATIENCE_MILLISECONDS;
    if (this.#looking) return;
    this.#looking = true;
    setImmediate(() => this.#look());
  }

  #look(): void {
    const start = performance.now();
    let now = start;
    let { heard, busy } = this.#listen();
    while (!heard && busy && now < start + LOOK_MILLISECONDS) {
      ({ heard, busy } = this.#listen());
      now = performance.now();
    }
    if (heard) this.#until = now + PATIENCE_MILLISECONDS;
    this.#looking = busy && now < this.#until;
    if (this.#looking) setImmediate(() => this.#look());
  }
}
