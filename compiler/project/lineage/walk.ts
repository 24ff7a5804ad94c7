import type { Span } from '../../contract/span.ts';
import type { TypeSlot } from '../../contract/type.ts';
import type { TypedLambda, TypedLocal } from '../../ir/typed-expression.ts';
import type { TypedModule } from '../../ir/typed.ts';
import type { Flow } from './flow.ts';
import { everything, influenced, join, NOTHING, union } from './flow.ts';
import { columnOrigin, partsOf, type Origin } from './origin.ts';
import { addEdge, note, type EdgePlace, type Summary } from './summary.ts';

/** What is known of the project while the code of one object is followed. */
export interface World {
  /** The columns of a table or view, as they are written. */
  readonly columnsOf: (relation: string) => readonly string[] | undefined;
  /** The columns of each key of a table, by position. */
  readonly keyOf: (relation: string, key: number) => readonly number[];
  /** Columns of a data file, where its schema is known. */
  readonly fileColumns: (path: string) => readonly string[] | undefined;
  readonly summaryOf: (routine: string) => Summary | undefined;
  /** The parameters of a routine by name, the receiver as `self` first. */
  readonly parametersOf: (routine: string) => readonly string[];
  /** The full name of a table or view that a text names. */
  readonly relationOf: (text: string) => string | undefined;
  /** The names of tables that a statement writes and reads, as it writes them. */
  readonly mentioned: (text: string) => { readonly target: string | null; readonly sources: readonly string[] };
  /** A statement typed for the tables that its locals name; `null` when it does not fit them. */
  readonly typedFor: (
    text: string,
    locals: readonly { readonly name: string; readonly table: string | null; readonly slot: TypeSlot }[],
  ) => TypedModule | null;
}

/** The state of following one object's code: where its locals come from here, and what was found so far. */
export interface Walk {
  readonly world: World;
  readonly via: string;
  readonly module: TypedModule;
  readonly summary: Summary;
  /** Set for code that was typed apart: all of it stands at this place of the file. */
  readonly at: Span | null;
  readonly locals: Map<TypedLocal, Flow>;
  readonly lambdas: Map<TypedLocal, TypedLambda>;
  /** The columns of each source, and the relation that it is, by the source's id. */
  readonly sources: Map<number, readonly Flow[]>;
  readonly relations: Map<number, { readonly name: string; readonly columns: readonly string[] }>;
  readonly ctes: Map<number, Flow>;
  /** Columns of tables that statements so far have changed. */
  readonly altered: Map<string, readonly string[]>;
  /** The items of the query whose ORDER BY is followed. */
  outputs: readonly Flow[];
  /** What decides whether the code that is followed now runs at all. */
  control: ReadonlySet<Origin>;
}

export function newWalk(world: World, via: string, module: TypedModule, summary: Summary, at: Span | null): Walk {
  return {
    ...{ world, via, module, summary, at, outputs: [], control: new Set() },
    ...{ locals: new Map(), lambdas: new Map(), sources: new Map(), relations: new Map() },
    ...{ ctes: new Map(), altered: new Map() },
  };
}

export function placeIn(walk: Walk, span: Span): EdgePlace {
  return { via: walk.via, file: walk.module.file.name, span: walk.at ?? span };
}

/** Names of the columns of a table as the code that is followed sees it; `seen` are those of the source. */
export function columnNames(walk: Walk, relation: string, seen: readonly string[]): readonly string[] {
  const key = relation.toLowerCase();
  const used = (): readonly string[] | undefined =>
    walk.module.usedTables.find(({ name }) => name.toLowerCase() === key)?.table.columns.map((column) => column.name);
  const known = walk.altered.get(key) ?? used() ?? walk.world.columnsOf(relation);
  return known === undefined || known.length < seen.length ? seen : known;
}

/** Makes the columns of a relation known under the id of a source. */
export function openRelation(walk: Walk, id: number, relation: string, seen: readonly string[]): readonly Flow[] {
  const columns = columnNames(walk, relation, seen);
  const flows = columns.map((column): Flow => ({ ...NOTHING, values: new Set([columnOrigin(relation, column)]) }));
  walk.relations.set(id, { name: relation, columns });
  walk.sources.set(id, flows);
  return flows;
}

/** Writes a value into a column of a table or view. */
export function writeColumn(walk: Walk, relation: string, column: string, value: Flow, span: Span): void {
  note(walk.summary.writes, relation, column);
  writeOrigin(walk, columnOrigin(relation, column), value, span);
}

/** Writes a value into what an origin names. What is a value is no influence as well. */
export function writeOrigin(walk: Walk, to: Origin, value: Flow, span: Span): void {
  const place = placeIn(walk, span);
  const whole = influenced(value, walk.control);
  const values = new Set([...flatValues(whole)].filter(isEnd));
  if (!walk.summary.targets.has(to)) walk.summary.targets.set(to, place);
  for (const from of values) addEdge(walk.summary, { from, to, kind: 'value', ...place });
  for (const from of everything(whole))
    if (isEnd(from) && !values.has(from)) addEdge(walk.summary, { from, to, kind: 'influence', ...place });
}

function flatValues(flow: Flow): ReadonlySet<Origin> {
  return flow.fields === null ? flow.values : union(flow.values, ...flow.fields.map((field) => flatValues(field.flow)));
}

/** Constants are no end of a lineage. */
function isEnd(origin: Origin): boolean {
  return partsOf(origin).kind !== 'text';
}

/** Follows code that runs only if something is so. */
export function under<T>(walk: Walk, control: ReadonlySet<Origin>, run: () => T): T {
  const before = walk.control;
  walk.control = union(before, control);
  const result = run();
  walk.control = before;
  return result;
}

/** Follows ways of which one is taken, each from the same locals; afterwards a local may come from any of them. */
export function branches<T>(walk: Walk, ways: readonly (() => T)[], alsoNone: boolean): readonly T[] {
  const before = new Map(walk.locals);
  const results: T[] = [];
  const ends: ReadonlyMap<TypedLocal, Flow>[] = alsoNone ? [before] : [];
  for (const way of ways) {
    setLocals(walk, before);
    results.push(way());
    ends.push(new Map(walk.locals));
  }
  setLocals(walk, joinLocals(ends));
  return results;
}

export function joinLocals(all: readonly ReadonlyMap<TypedLocal, Flow>[]): ReadonlyMap<TypedLocal, Flow> {
  const joined = new Map<TypedLocal, Flow>();
  for (const locals of all)
    for (const [local, flow] of locals) joined.set(local, join(joined.get(local) ?? NOTHING, flow));
  return joined;
}

export function setLocals(walk: Walk, locals: ReadonlyMap<TypedLocal, Flow>): void {
  walk.locals.clear();
  for (const [local, flow] of locals) walk.locals.set(local, flow);
}

/** The value of a local that is set where the code that is followed now may not run. */
export function setLocal(walk: Walk, local: TypedLocal, value: Flow): void {
  walk.locals.set(local, influenced(value, walk.control));
}
