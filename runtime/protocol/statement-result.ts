import type { Table } from '../columnar/table.ts';

/** What one statement gave: plain data, it crosses threads and sockets. */
export interface StatementResult {
  /** First words of the statement, in lower case: `select`, `insert`, `create table`. */
  readonly verb: string;
  /** Rows of a query, of RETURNING, or the one value of a call; `null` where there are none. */
  readonly table: Table | null;
  /** How many rows there are, where `table` is made only when it is asked for. */
  readonly rowCount?: number;
  /** The rows as an Arrow IPC stream, where they came as one. */
  readonly stream?: () => Uint8Array;
  /** The table holds the one value of a call that gives no table. */
  readonly scalar?: boolean;
  /** Rows that a data change wrote or deleted; `null` for other statements. */
  readonly rowsChanged: number | null;
}
