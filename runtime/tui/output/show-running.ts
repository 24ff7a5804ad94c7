/** Shows that statements are running. */
export interface Running {
  /** Tells which statement begins. */
  statement(number: number, of: number): void;
  /** Takes the line away, so that something else can be written. */
  clear(): void;
  /** Shows nothing until `hold(false)`: something else has the screen. */
  hold(on: boolean): void;
  end(): void;
}

/** Where the line is shown: `null` where nobody watches. */
export type RunningStream = { readonly write: (text: string) => unknown } | null;

/** Work shorter than this shows nothing. */
const QUIET_MILLISECONDS = 1000;
const BETWEEN_MILLISECONDS = 200;

/** A line on a terminal: which statement runs, for how long, and what can be done about it. */
export function showRunning(stream: RunningStream, advice = ''): Running {
  const nothing = (): void => undefined;
  if (stream === null) return { statement: nothing, clear: nothing, hold: nothing, end: nothing };
  let what = 'running';
  let since = performance.now();
  let shown = false;
  let held = false;
  const clear = (): void => {
    if (shown) stream.write('\r\u001b[K');
    shown = false;
  };
  const timer = setInterval(() => {
    const took = performance.now() - since;
    if (held || took < QUIET_MILLISECONDS) return;
    shown = true;
    stream.write(`\r${what}, ${(took / 1000).toFixed(1)} s${advice}\u001b[K`);
  }, BETWEEN_MILLISECONDS);
  return {
    statement(number, of) {
      what = of === 1 ? 'running' : `statement ${number} of ${of}`;
      since = performance.now();
    },
    clear,
    hold(on) {
      clear();
      held = on;
      since = performance.now();
    },
    end() {
      clearInterval(timer);
      clear();
    },
  };
}
