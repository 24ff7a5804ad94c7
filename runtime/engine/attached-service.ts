import type { CatalogView, TableInfo } from '../../compiler/contract/catalog-view.ts';
import { showDataType } from '../../compiler/contract/data-type.ts';
import { gobiError } from '../../compiler/contract/runtime-error.ts';
import type { TableEntry } from '../catalog/catalog-state.ts';
import { rowsOf } from '../columnar/rows-of.ts';
import type { Table } from '../columnar/table.ts';
import { TableVersion } from '../lake/rows/table-version.ts';
import type { AttachedSource, AttachedState } from '../transaction/attached-source.ts';
import { quotedName } from './call-text.ts';
import { RemoteRows } from './remote-rows.ts';
import type { ServiceBridge } from './service-bridge.ts';

/** The tables of a service at one snapshot. */
interface ServiceState extends AttachedState {
  readonly snapshot: number;
  readonly versions: Map<number, TableVersion>;
}

/**
 * The tables of a service's schema `main`, read-only. A transaction reads them all at the snapshot that the service had when it began; columns come whole when they are first read, and are kept until
 * the service has a newer snapshot.
 */
export class AttachedService implements AttachedSource {
  readonly #bridge: ServiceBridge;
  #known = 0;
  #state: ServiceState | null = null;

  constructor(bridge: ServiceBridge) {
    this.#bridge = bridge;
  }

  head(): AttachedState {
    const reply = this.#bridge.ask({ kind: 'catalog', known: this.#known });
    if (reply.kind !== 'catalog')
      throw gobiError('InternalError', { what: 'a service that gives rows for its catalog' });
    if (reply.view === null) return this.#state!;
    this.#known = reply.version;
    if (this.#state?.snapshot !== reply.view.snapshot) this.#state = stateOf(reply.view);
    return this.#state!;
  }

  version(state: AttachedState, table: TableEntry): TableVersion {
    const { snapshot, versions } = state as ServiceState;
    let version = versions.get(table.id);
    if (version === undefined) {
      // the number that the catalog tells is for plans
      const [counted] = [...rowsOf(this.#ask('count(*)', table, snapshot))];
      const rows = Number(counted![0]);
      const fetch = (columns: readonly string[]): Table =>
        this.#ask(columns.map(quotedName).join(', '), table, snapshot);
      const source = new RemoteRows(table, rows, fetch);
      const only = { slot: 0, source, rows, deleted: null, deletedCount: 0, hasDeleteFile: false };
      versions.set(table.id, (version = new TableVersion(table.id, snapshot, rows === 0 ? [] : [only])));
    }
    return version;
  }

  close(): void {
    this.#bridge.close();
  }

  #ask(what: string, table: TableEntry, snapshot: number): Table {
    const text = `select ${what} from main.${quotedName(table.name)} as of ${snapshot}`;
    const reply = this.#bridge.ask({ kind: 'rows', text });
    if (reply.kind !== 'rows') throw gobiError('InternalError', { what: 'a service that gives its catalog for rows' });
    return reply.table;
  }
}

function stateOf({ tables, snapshot }: CatalogView): ServiceState {
  const own = tables.filter(({ schema, readOnly }) => schema.toLowerCase() === 'main' && !readOnly);
  return { snapshot, tables: new Map(own.map((table) => [table.id, entryOf(table)])), versions: new Map() };
}

/** Keys are those of the service: rows are found by reading them. */
function entryOf(table: TableInfo): TableEntry {
  return {
    ...table,
    ...{ uuid: '', schemaId: 0, folder: { path: '', relative: true }, nextFieldId: 0, comment: null },
    ...{ keys: [], checks: [], readOnly: true },
    columns: table.columns.map((column) => ({
      ...column,
      ...{ storageType: showDataType(column.type), parts: [], initialDefault: null, defaultValue: null, comment: null },
      defaultText: null,
    })),
  };
}
