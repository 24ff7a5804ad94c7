import type { FormerTable, ScopeLocal } from '../../compiler/contract/catalog-view.ts';
import { STRING, TIMESTAMP, TIMESTAMPZ } from '../../compiler/contract/data-type.ts';
import { GobiError } from '../../compiler/contract/runtime-error.ts';
import { lakeOf, type CatalogState } from '../catalog/catalog-state.ts';
import { tableInfo } from '../catalog/catalog-view.ts';
import { findRelation, findTable } from '../catalog/find.ts';
import { convertValue } from '../columnar/convert/convert-value.ts';
import { FIRST_SECOND } from '../execution/query/snapshot.ts';
import type { Lake } from '../lake/lake.ts';
import { parseText, tablesThen, type Parsed, type TableThen, type WrittenMoment } from './build.ts';
import { Recent } from './recent.ts';

/** Tables of older snapshots that are kept. */
const KEPT = 200;

/** Texts without these words read no older snapshot. */
const AS_OF = /\bas\s+of\b/i;

const NONE: readonly TableThen[] = [];

/** What views and routines of a catalog read of older snapshots. */
interface StoredReads {
  readonly routines: CatalogState['routines'];
  readonly reads: readonly TableThen[];
}

/** Finds the tables of older snapshots that texts name with the snapshot written down, so that they are checked with the columns that they had. */
export class FormerTables {
  readonly #lakes = new Map<string, Lake>();
  readonly #tables = new Recent<string, FormerTable | 'none'>(KEPT);
  readonly #stored = new WeakMap<CatalogState['views'], StoredReads>();
  readonly #reads = new WeakMap<object, readonly TableThen[]>();

  /** Older snapshots of a lake can be looked up from here on. */
  add(lake: Lake): void {
    this.#lakes.set(lakeOf(lake.head()), lake);
  }

  /** The tables that a text names, itself or by a view or function; `undefined` where the lake is not known. */
  of(
    { program, file }: Parsed,
    state: CatalogState,
    scope: readonly ScopeLocal[],
    schema: string,
  ): readonly FormerTable[] | undefined {
    const lake = this.#lakes.get(lakeOf(state));
    if (lake === undefined) return undefined;
    const own = AS_OF.test(file.text) ? tablesThen(program).map((read) => renamed(read, scope)) : [];
    return this.#all(
      lake,
      state,
      own.map((read) => named(read, schema)),
    );
  }

  /** As `of`, for the files of a project, which are written for the schema `main`. */
  inFiles(
    files: Iterable<{ readonly name: string; readonly text: string }>,
    state: CatalogState,
  ): readonly FormerTable[] {
    const lake = this.#lakes.get(lakeOf(state));
    if (lake === undefined) return [];
    const own = [...files].flatMap((file) => (AS_OF.test(file.text) ? readsIn(file) : []));
    return this.#all(
      lake,
      state,
      own.map((read) => named(read, 'main')),
    );
  }

  /** What views and routines read goes along: a text may use any of them. */
  #all(lake: Lake, state: CatalogState, own: readonly NamedRead[]): readonly FormerTable[] {
    return [...own, ...this.#storedReads(state).map((read) => named(read, 'main'))].flatMap((read) => {
      const found = this.#find(lake, state, read);
      return found === null ? [] : [found];
    });
  }

  #storedReads({ views, routines }: CatalogState): readonly TableThen[] {
    const known = this.#stored.get(views);
    if (known?.routines === routines) return known.reads;
    const reads = [...views.values(), ...routines.values()].flatMap((entry) => this.#readsOf(entry));
    this.#stored.set(views, { routines, reads });
    return reads;
  }

  #readsOf(entry: { readonly name: string; readonly text: string }): readonly TableThen[] {
    let reads = this.#reads.get(entry);
    if (reads === undefined) this.#reads.set(entry, (reads = AS_OF.test(entry.text) ? readsIn(entry) : NONE));
    return reads;
  }

  #find(lake: Lake, state: CatalogState, { schema, name, moment }: NamedRead): FormerTable | null {
    const present = findRelation(state, schema, name);
    // temporary and attached tables are no other snapshot's
    if (present !== null && present.id < 0) return null;
    const key = JSON.stringify([lakeOf(state), schema, name, moment.key]);
    const known = this.#tables.get(key);
    if (known !== undefined) return known === 'none' ? null : known;
    const snapshot = snapshotOf(lake, state, moment);
    if (snapshot === null) return null;
    const then = stateAt(lake, snapshot);
    if (then === null) return null;
    const table = findTable(then, schema, name);
    const found = table === null ? 'none' : { schema, name, moment: moment.key, table: tableInfo(table) };
    this.#tables.set(key, found);
    return found === 'none' ? null : found;
  }
}

interface NamedRead {
  readonly schema: string;
  readonly name: string;
  readonly moment: WrittenMoment;
}

function named({ name, moment }: TableThen, own: string): NamedRead {
  const [last = '', schema = own] = name.toReversed();
  return { schema: schema.toLowerCase(), name: last.toLowerCase(), moment };
}

/** A local that stands for a table is read as that. */
function renamed(read: TableThen, scope: readonly ScopeLocal[]): TableThen {
  const [only] = read.name;
  const local = read.name.length > 1 ? undefined : scope.find(({ name }) => name.toLowerCase() === only!.toLowerCase());
  return local?.refersTo?.kind === 'table' ? { ...read, name: local.refersTo.name.split('.') } : read;
}

/** A text that does not parse any more is not read. */
function readsIn({ name, text }: { readonly name: string; readonly text: string }): readonly TableThen[] {
  return orNull(() => tablesThen(parseText(text, name).program)) ?? [];
}

/** The snapshot of a moment that is over: what is to come may still change. */
function snapshotOf(lake: Lake, state: CatalogState, moment: WrittenMoment): number | null {
  if (moment.kind === 'number' && moment.value < FIRST_SECOND) return moment.value;
  return orNull(() => {
    const time =
      moment.kind === 'number'
        ? BigInt(moment.value) * 1_000_000n
        : (convertValue(moment.text, STRING, moment.zoned ? TIMESTAMPZ : TIMESTAMP) as number | bigint);
    return time > state.time ? null : lake.snapshotAt(time);
  });
}

function stateAt(lake: Lake, snapshot: number): CatalogState | null {
  return orNull(() => lake.stateAt(snapshot));
}

/** What cannot be looked up is left for the statement to fail on. */
function orNull<T>(work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (error instanceof GobiError) return null;
    throw error;
  }
}
