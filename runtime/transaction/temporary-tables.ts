import { FIRST_ATTACHED, FIRST_TEMPORARY, withTemporary } from '../catalog/temporary.ts';
import type { CatalogState, TableEntry } from '../catalog/catalog-state.ts';
import { compactTable } from '../columnar/gather-table.ts';
import type { TableVersion } from '../lake/rows/table-version.ts';
import type { AttachedSource, AttachedState } from './attached-source.ts';
import type { StagedTable } from './row-stage.ts';
import { TableOverlay } from './table-overlay.ts';

/** A temporary table between two transactions. Its rows are all own rows of its overlay. */
interface Kept {
  readonly table: TableEntry;
  readonly staged: StagedTable;
}

/** The tables of an attached lake or service at its newest state, by the ids that they have in the session. */
interface AttachedTables {
  readonly state: AttachedState;
  readonly tables: ReadonlyMap<number, TableEntry>;
}

interface AttachedEntry {
  readonly name: string;
  readonly lake: AttachedSource;
  attached: AttachedTables | null;
}

/** Dead rows that are kept beside as many live ones before the rows are laid out again. */
const DEAD_ROWS = 10_000;

/** The temporary tables of one session, as its last commit left them: they are gone when the session ends. */
export class TemporaryTables {
  #tables: ReadonlyMap<number, Kept> = new Map();
  #nextId = FIRST_TEMPORARY;
  #nextAttached = FIRST_ATTACHED;
  readonly #lakes = new Map<string, AttachedEntry>();
  #seen: { readonly head: CatalogState; readonly state: CatalogState } | null = null;

  get staged(): readonly (readonly [number, StagedTable])[] {
    return [...this.#tables].map(([id, { staged }]) => [id, staged]);
  }

  get empty(): boolean {
    return this.#tables.size === 0;
  }

  /** The lake's state with the session's tables in it; the same object for the same head, until they change. */
  over(head: CatalogState): CatalogState {
    if (this.#tables.size === 0 && this.#lakes.size === 0) return head;
    const attached = [...this.#lakes.values()].flatMap((each) => this.#attachedTables(each));
    if (this.#seen?.head !== head) {
      const tables = [...attached, ...[...this.#tables.values()].map(({ table }) => table)];
      this.#seen = { head, state: withTemporary(head, tables) };
    }
    return this.#seen.state;
  }

  /** Makes the tables of another lake or of a service known, read-only, as those of a schema. */
  attach(name: string, lake: AttachedSource): void {
    this.#lakes.set(name.toLowerCase(), { name, lake, attached: null });
    this.#seen = null;
  }

  detach(name: string): void {
    this.#lakes.delete(name.toLowerCase());
    this.#seen = null;
  }

  /** The rows of a table of an attached lake. */
  version(id: number): TableVersion | null {
    for (const { lake, attached } of this.#lakes.values()) {
      const table = attached?.tables.get(id);
      if (table !== undefined) return lake.version(attached!.state, table);
    }
    return null;
  }

  #attachedTables(each: AttachedEntry): TableEntry[] {
    const state = each.lake.head();
    if (each.attached?.state !== state) {
      const tables = [...state.tables.values()].filter(({ schema }) => schema.toLowerCase() === 'main');
      each.attached = { state, tables: new Map(tables.map((table) => [this.#nextAttached--, table])) };
      this.#seen = null;
    }
    return [...each.attached.tables].map(([id, table]) => ({ ...table, id, schema: each.name, readOnly: true }));
  }

  nextId(): number {
    return this.#nextId--;
  }

  /** Takes over what a transaction made of the tables. */
  keep(tables: readonly TableEntry[], stagedOf: (id: number) => StagedTable | undefined): void {
    const kept = new Map<number, Kept>();
    for (const table of tables) {
      const staged = stagedOf(table.id) ?? emptyTable(table);
      kept.set(table.id, { table, staged: tidied(table, staged) });
    }
    const same =
      kept.size === this.#tables.size && tables.every(({ id }, i) => this.#tables.get(id)?.table === tables[i]);
    this.#tables = kept;
    if (!same) this.#seen = null;
  }
}

function emptyTable(table: TableEntry): StagedTable {
  return { table, overlay: new TableOverlay(table.id, null), keys: new Map(), byPlace: [] };
}

/** Rows that were deleted are let go of when they are more than half. */
function tidied(table: TableEntry, staged: StagedTable): StagedTable {
  const { overlay } = staged;
  if (overlay.rows - overlay.liveRows <= overlay.liveRows + DEAD_ROWS) return staged;
  const tidy = emptyTable(table);
  for (const segment of compactTable(overlay.scan(table, null)).segments)
    tidy.overlay.appendSegment(table.columns, segment);
  return tidy;
}
