import type { IpcDecoder } from '../columnar/arrow/ipc/ipc-decoder.ts';
import type { Table } from '../columnar/table.ts';
import { Result } from './result.ts';

/**
 * What has changed in the result of a watched query: rows that went and rows that came, told apart by their column `_change_type` (`delete`, `insert`). A row that
 * changed went and came.
 */
export class Change extends Result {
  /** The snapshot whose rows the result now has. */
  readonly snapshot: number;
  /** Names of the columns that tell rows apart; then the row that went and the one that came in its place stand one after the other. `null` where no key is known. */
  readonly key: readonly string[] | null;
  /** It has all rows of the result, and what was told before counts no more: the first change, and the first after a connection was lost. */
  readonly whole: boolean;

  constructor(table: Table, snapshot: number, key: readonly string[] | null, whole: boolean) {
    super({ verb: 'watch', table, rowsChanged: null });
    this.snapshot = snapshot;
    this.key = key;
    this.whole = whole;
  }
}

/** A change from its Arrow IPC stream. */
export function changeOf(bytes: Uint8Array, whole: boolean, decoder: IpcDecoder): Change {
  const { table, metadata } = decoder.read(bytes, 'the change');
  const key = metadata.get('gobi.key');
  const names = key === undefined ? null : (JSON.parse(key) as readonly string[]);
  return new Change(table, Number(metadata.get('gobi.snapshot') ?? 0), names, whole);
}
