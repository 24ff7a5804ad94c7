import { totalmem } from 'node:os';
import type { Limits } from '../host/limits.ts';

/** How much a service takes on. */
export interface ServiceLimits {
  /** Connections at a time whose clients have said who they are. */
  readonly connections: number;
  /** Connections at a time whose clients have not; they take no place from the others. */
  readonly silent: number;
  /** Requests of one connection that run or wait. */
  readonly requests: number;
  /** Sessions of one connection. */
  readonly sessions: number;
  /** Prepared statements of one connection. */
  readonly prepared: number;
  /** Subscriptions of one connection. */
  readonly subscriptions: number;
  /** Bytes that the rows of one watched query may take. */
  readonly watchedBytes: number;
  /** Bytes of the longest frame that is taken. */
  readonly frameBytes: number;
  /** Bytes of the longest first frame. */
  readonly helloBytes: number;
  /** Milliseconds until a new connection must have said who it is. */
  readonly helloMilliseconds: number;
}

export const defaultServiceLimits: ServiceLimits = {
  connections: 10_000,
  silent: 1000,
  requests: 10_000,
  sessions: 64,
  prepared: 1000,
  subscriptions: 64,
  watchedBytes: 16 * 2 ** 20,
  frameBytes: 64 * 2 ** 20,
  helloBytes: 64 * 2 ** 10,
  helloMilliseconds: 10_000,
};

/** What calls of a service may use where nothing is said: half of the machine's memory, at most 4 GiB, and ten minutes of waiting for a client. */
export function serviceCallLimits(): Pick<Limits, 'memoryBytes' | 'idleMilliseconds'> {
  return { memoryBytes: Math.min(4 * 2 ** 30, totalmem() / 2), idleMilliseconds: 600_000 };
}
