/** What one call may use. A limit that is passed raises `LimitExceeded` or one of its kinds. */
export interface Limits {
  /** Depth of calls on the stack. */
  readonly callDepth: number;
  /** Bytes of intermediate results of one query in memory. */
  readonly memoryBytes: number;
  /** Bytes of intermediate results of one query on disk. */
  readonly spillBytes: number;
  /** Rows of one recursive common table. */
  readonly recursionRows: number;
  /** Wall-clock milliseconds of a top-level call; `Infinity` for none. */
  readonly milliseconds: number;
}

export const defaultLimits: Limits = {
  callDepth: 1000,
  memoryBytes: 4 * 2 ** 30,
  spillBytes: 64 * 2 ** 30,
  recursionRows: 10_000_000,
  milliseconds: Infinity,
};
