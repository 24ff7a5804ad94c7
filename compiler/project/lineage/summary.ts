import type { Span } from '../../contract/span.ts';
import type { TypeSlot } from '../../contract/type.ts';
import { NOTHING, type Flow } from './flow.ts';
import type { Origin } from './origin.ts';

/** How one column comes from another: it is made of it, it depends on it, or only run time knows. */
export type EdgeKind = 'value' | 'influence' | 'dynamic';

/** `via` is the object whose code does it: a routine, a view, a trigger, or a file's statements. */
export interface Edge {
  readonly from: Origin;
  readonly to: Origin;
  readonly kind: EdgeKind;
  readonly via: string;
  readonly file: string;
  readonly span: Span;
}

/** Where an edge is made. */
export type EdgePlace = Pick<Edge, 'via' | 'file' | 'span'>;

/** A call in code; `nowait` is one that is not waited for. */
export interface CallFound {
  readonly routine: string;
  readonly nowait: boolean;
  readonly span: Span;
}

/** A statement over tables that parameters name: what it does is found where the routine is called with constants. */
export interface PendingStatement {
  readonly text: string;
  readonly locals: readonly {
    readonly name: string;
    /** Its text names a table. */
    readonly table: boolean;
    readonly slot: TypeSlot;
    readonly flow: Flow;
  }[];
  readonly control: ReadonlySet<Origin>;
  readonly place: EdgePlace;
}

/** What the code of one object does by itself, and what comes out of it. Relations and columns are in lower case. */
export interface Summary {
  result: Flow;
  thrown: Flow;
  readonly edges: Map<string, Edge>;
  /** Columns that are written, by itself or through calls, with the place. */
  readonly targets: Map<Origin, EdgePlace>;
  /** Columns by relation. A table whose rows only are counted has none. */
  readonly reads: Map<string, Set<string>>;
  readonly writes: Map<string, Set<string>>;
  /** `insert main.t`, `delete main.t`, `update main.t.note`. */
  readonly events: Set<string>;
  readonly calls: Map<string, CallFound>;
  readonly pending: Map<string, PendingStatement>;
}

export function newSummary(): Summary {
  return {
    result: NOTHING,
    thrown: NOTHING,
    edges: new Map(),
    targets: new Map(),
    reads: new Map(),
    writes: new Map(),
    events: new Set(),
    calls: new Map(),
    pending: new Map(),
  };
}

/** Adds a column of a relation; `null` for the relation alone. */
export function note(all: Map<string, Set<string>>, relation: string, column: string | null): void {
  const key = relation.toLowerCase();
  const columns = all.get(key) ?? new Set();
  if (column !== null) columns.add(column.toLowerCase());
  all.set(key, columns);
}

export function addEdge(summary: Summary, edge: Edge): void {
  const key = `${edge.kind}\u0001${edge.from}\u0001${edge.to}\u0001${edge.via}`;
  if (!summary.edges.has(key)) summary.edges.set(key, edge);
}
