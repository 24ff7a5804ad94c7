/** What one statement gave: plain data, it crosses threads. */
export type { StatementOutcome as StatementResult } from '../execution/results.ts';
