import type { Followed } from '../lineage/follow.ts';
import { columnOrigin, partsOf } from '../lineage/origin.ts';
import { reachable, wholeId, type CallGraph } from './calls.ts';

/** What an object does, through all that it calls and waits for. Columns by relation, in lower case, both in order. */
export interface ObjectEffects {
  readonly reads: Columns;
  readonly writes: Columns;
  /** `insert main.t`, `delete main.t`, `update main.t.note`. */
  readonly events: ReadonlySet<string>;
  readonly raises: readonly string[];
  readonly async: boolean;
  readonly io: boolean;
  readonly ddl: boolean;
  readonly deterministic: boolean;
}

export type Columns = ReadonlyMap<string, readonly string[]>;

/** Views count as read, and so does what they read for the columns that are used. */
export function objectEffects(followed: Followed, graph: CallGraph, id: string): ObjectEffects {
  const reads = new Map<string, Set<string>>();
  const writes = new Map<string, Set<string>>();
  const events = new Set<string>();
  const raises = new Set<string>();
  const flags = { async: false, io: false, ddl: false, deterministic: true };
  const whole = reachable(graph, id);
  for (const [each, { effects }] of followed.objects) {
    if (!whole.has(wholeId(each))) continue;
    const summary = followed.summaries.get(each);
    if (summary !== undefined) {
      addAll(reads, summary.reads);
      addAll(writes, summary.writes);
      for (const event of summary.events) events.add(event);
    }
    if (effects === null) continue;
    if (runsDirectly(graph, id, each)) for (const name of effects.raises) raises.add(name);
    flags.async ||= effects.async;
    flags.io ||= effects.io;
    flags.ddl ||= effects.ddl;
    flags.deterministic &&= effects.deterministic;
  }
  openViews(followed, reads);
  return { reads: frozen(reads), writes: frozen(writes), events, raises: [...raises].sort(), ...flags };
}

/** A routine's effects hold what its callees raise; a trigger, schedule or pipeline has those of what it runs. */
function runsDirectly(graph: CallGraph, id: string, each: string): boolean {
  const own = wholeId(id);
  if (wholeId(each) === own) return true;
  return /^(?:trigger|schedule|pipeline):/.test(own) && graph.waits.get(own)?.has(wholeId(each)) === true;
}

function addAll(all: Map<string, Set<string>>, more: ReadonlyMap<string, ReadonlySet<string>>): void {
  for (const [relation, columns] of more) {
    const known = all.get(relation) ?? new Set();
    for (const column of columns) known.add(column);
    all.set(relation, known);
  }
}

/** Adds what views read for their columns that are read; of a view whose rows only are counted, what decides about them. */
function openViews({ summaries, view }: Followed, reads: Map<string, Set<string>>): void {
  const views = new Map(view.views.map((each) => [`${each.schema}.${each.name}`.toLowerCase(), each]));
  for (const [relation, columns] of reads) {
    const info = views.get(relation);
    const summary = info === undefined ? undefined : summaries.get(`view:${relation}`);
    if (info === undefined || summary === undefined) continue;
    const wanted = new Set([...columns].map((column) => columnOrigin(relation, column)));
    const first = columnOrigin(relation, info.fields[0]?.name ?? '');
    for (const { from, to, kind } of summary.edges.values()) {
      if (!wanted.has(to) && !(to === first && kind === 'influence')) continue;
      const parts = partsOf(from);
      if (parts.kind === 'column') addAll(reads, new Map([[parts.relation, new Set([parts.column])]]));
    }
    for (const table of summary.reads.keys()) addAll(reads, new Map([[table, new Set()]]));
  }
}

function frozen(all: ReadonlyMap<string, ReadonlySet<string>>): Columns {
  return new Map([...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, columns]) => [name, [...columns].sort()]));
}
