/** Shows that statements are running. */
export interface Running {
  /** Tells which statement begins. */
  statement(number: number, of: number): void;
  /** Takes the line away, so that something else can be written. */
  clear(): void;
  end(): void;
}

/** Work shorter than this shows nothing. */
const QUIET_MILLISECONDS = 1000;
const BETWEEN_MILLISECONDS = 200;

/** A line on the terminal's error stream: which statement runs, and for how long. Silent where nobody watches. */
export function showRunning(quiet: boolean): Running {
  if (quiet || !process.stderr.isTTY)
    return { statement: () => undefined, clear: () => undefined, end: () => undefined };
  let what = 'running';
  let since = performance.now();
  let shown = false;
  const clear = (): void => {
    if (shown) process.stderr.write('\r\u001b[K');
    shown = false;
  };
  const timer = setInterval(() => {
    const took = performance.now() - since;
    if (took < QUIET_MILLISECONDS) return;
    shown = true;
    process.stderr.write(`\r${what}, ${(took / 1000).toFixed(1)} s\u001b[K`);
  }, BETWEEN_MILLISECONDS);
  return {
    statement(number, of) {
      what = of === 1 ? 'running' : `statement ${number} of ${of}`;
      since = performance.now();
    },
    clear,
    end() {
      clearInterval(timer);
      clear();
    },
  };
}
