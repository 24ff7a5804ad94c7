/** Starts threads, each from a module that speaks through a `MessagePort`-like channel. */
export interface Threads {
  /** Runs the module at `url` on a thread of its own; `data` is what it finds at its start. */
  start(url: URL, data: unknown): Thread;
}

export interface Thread {
  /** Sends a message; what is shared in it is not copied. */
  post(message: unknown): void;
  /** Calls `listener` for every message from the thread. */
  onMessage(listener: (message: unknown) => void): void;
  /** Calls `listener` once when the thread has ended: with what it died of, or `null`. */
  onEnd(listener: (error: Error | null) => void): void;
  /** Lets the process end although the thread lives. */
  unref(): void;
  /** Makes the process wait for the thread again. */
  ref(): void;
  /** Ends the thread wherever it is. */
  terminate(): Promise<void>;
}
