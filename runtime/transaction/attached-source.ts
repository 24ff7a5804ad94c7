import type { CatalogState, TableEntry } from '../catalog/catalog-state.ts';
import type { TableVersion } from '../lake/rows/table-version.ts';

/** What an attached source shows of its tables at one moment; another object when anything has changed. */
export type AttachedState = Pick<CatalogState, 'tables'>;

/** Tables of elsewhere that a session reads: those of another lake, or of a service. */
export interface AttachedSource {
  /** The newest state: asked for once by each transaction, which reads all tables at it. */
  head(): AttachedState;
  /** The rows of a table at a state. */
  version(state: AttachedState, table: TableEntry): TableVersion;
  close(): void;
}
