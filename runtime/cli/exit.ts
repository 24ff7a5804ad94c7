/** Exit codes of every command. */
export const EXIT = {
  /** All done; no errors found. */
  done: 0,
  /** The work failed, or the check found errors. */
  failed: 1,
  /** The command line is wrong. */
  usage: 2,
  /** Ctrl-C ended it: what shells say of a process that ends by SIGINT. */
  interrupted: 130,
} as const;
