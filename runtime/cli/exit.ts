/** Exit codes of every command. */
export const EXIT = {
  /** All done; no errors found. */
  done: 0,
  /** The work failed, or the check found errors. */
  failed: 1,
  /** The command line is wrong. */
  usage: 2,
} as const;
