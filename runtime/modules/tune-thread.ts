import { setFlagsFromString } from 'node:v8';

/** `.plg` calls that errors show at most. */
const SHOWN_CALLS = 40;

/**
 * Settings of a thread that runs generated code: without the middle tier of V8's compilers, which slows loops two- to threefold after some dozens of calls, and with
 * stacks long enough for calls of calls. To be called once, before code runs.
 */
export function tuneThread(): void {
  setFlagsFromString('--no-maglev');
  Error.stackTraceLimit = SHOWN_CALLS;
}
