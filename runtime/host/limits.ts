import { LIMIT_NAMES, type LimitName, type LimitValues } from '../../compiler/contract/limit-settings.ts';

/** What one call may use. A limit that is passed raises `LimitExceeded` or one of its kinds. */
export interface Limits {
  /** Depth of calls on the stack. */
  readonly callDepth: number;
  /** Bytes that a request may make its thread take; a service looks at it, nobody else. */
  readonly memoryBytes: number;
  /** Bytes of intermediate results of one query on disk. */
  readonly spillBytes: number;
  /** Rows of one recursive common table. */
  readonly recursionRows: number;
  /** Wall-clock milliseconds of a top-level call; `Infinity` for none. */
  readonly milliseconds: number;
  /** Rows that a statement may give or change; `Infinity` for any number. */
  readonly rows: number;
  /** Milliseconds that a transaction or an ingest of a service may wait for its client; `Infinity` for any number. */
  readonly idleMilliseconds: number;
}

export const defaultLimits: Limits = {
  callDepth: 1000,
  memoryBytes: 4 * 2 ** 30,
  spillBytes: 64 * 2 ** 30,
  recursionRows: 10_000_000,
  milliseconds: Infinity,
  rows: Infinity,
  idleMilliseconds: Infinity,
};

const KEYS: Readonly<Record<LimitName, keyof Limits>> = {
  statement_timeout: 'milliseconds',
  idle_timeout: 'idleMilliseconds',
  memory_limit: 'memoryBytes',
  row_limit: 'rows',
  call_depth: 'callDepth',
};

/** Limits as settings give them; 0 is no limit. */
export function limitsOf(values: LimitValues): Partial<Limits> {
  const given = LIMIT_NAMES.flatMap((name) => {
    const value = values[name];
    return value === undefined ? [] : [[KEYS[name], value === 0 ? Infinity : value]];
  });
  return Object.fromEntries(given) as Partial<Limits>;
}

/** Of each limit the least that one of them has. */
export function leastLimits(limits: Limits, ...others: readonly Partial<Limits>[]): Limits {
  const least: Record<keyof Limits, number> = { ...limits };
  for (const other of others)
    for (const [key, value] of Object.entries(other) as [keyof Limits, number][])
      least[key] = Math.min(least[key], value);
  return least;
}
