import type { Table } from '../columnar/table.ts';

/** What one statement gave. Plain data: it crosses threads. */
export interface StatementResult {
  /** First words of the statement, in lower case: `select`, `insert`, `create table`. */
  readonly verb: string;
  /** The rows of a query, of RETURNING, or the one value of a call; `null` for statements that give none. */
  readonly table: Table | null;
  /** Rows that a data change wrote or deleted; `null` for other statements. */
  readonly rowsChanged: number | null;
}
