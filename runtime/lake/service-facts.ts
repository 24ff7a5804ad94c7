import type { Value } from '../columnar/value.ts';

/** Tables of `system` that tell what a service does now. */
export type ServiceTableName = 'sessions' | 'runs' | 'metrics';

/** Gives the rows of such a table; a lake that is not served has none. */
export type ServiceFacts = (table: ServiceTableName) => Value[][];
