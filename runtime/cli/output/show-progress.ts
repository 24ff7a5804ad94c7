/** Tells how far long work is. */
export interface Progress {
  step(): void;
  end(): void;
}

/** Work shorter than this shows nothing. */
const QUIET_MILLISECONDS = 1000;
const BETWEEN_MILLISECONDS = 100;

/** A line on the terminal's error stream that counts steps; silent when it is not a terminal, when asked, or for short work. */
export function showProgress(what: string, total: number, quiet: boolean): Progress {
  const start = performance.now();
  const shows = !quiet && process.stderr.isTTY;
  let done = 0;
  let last = start + QUIET_MILLISECONDS;
  let shown = false;
  return {
    step() {
      done++;
      const now = performance.now();
      if (!shows || now < last) return;
      last = now + BETWEEN_MILLISECONDS;
      shown = true;
      process.stderr.write(`\r${what} ${done} of ${total}`);
    },
    end() {
      if (shown) process.stderr.write('\r\u001b[K');
    },
  };
}
