import { setFlagsFromString } from 'node:v8';

/** `.plg` calls that errors show at most. */
const SHOWN_CALLS = 40;

/**
 * V8's flags and the major version that knows them. Its middle compiler slows loops two- to threefold after some dozens of calls. Its feedback for whole numbers
 * within 2^52 makes it add them as checked 64-bit integers: sums that our own code keeps in doubles take up to five times as long.
 */
const FLAGS: readonly (readonly [flag: string, since: number])[] = [
  ['--no-maglev', 11],
  ['--no-additive-safe-int-feedback', 14],
];

/** Settings of a thread that runs generated code: V8's flags, and stacks long enough for calls of calls. To be called once, before code runs. */
export function tuneThread(): void {
  const version = Number.parseInt(process.versions.v8, 10);
  for (const [flag, since] of FLAGS) if (version >= since) setFlagsFromString(flag);
  Error.stackTraceLimit = SHOWN_CALLS;
}
