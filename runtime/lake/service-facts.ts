import type { Value } from '../columnar/value.ts';

/** Tables of `system` that tell what a service does now; of `modules`: id, fingerprint, calls and time of each version of a routine that is loaded. */
export type ServiceTableName = 'sessions' | 'runs' | 'metrics' | 'modules';

/** Gives the rows of such a table; `null` for a lake that is not served. */
export type ServiceFacts = (table: ServiceTableName) => Value[][] | null;
