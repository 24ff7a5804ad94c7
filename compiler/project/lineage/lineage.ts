import type { Followed } from './follow.ts';
import { columnOrigin, partsOf, type Origin } from './origin.ts';
import type { Edge, EdgeKind } from './summary.ts';

/** `upstream`: what a column comes from. `downstream`: what comes from it. */
export type Direction = 'upstream' | 'downstream';

/** A column in a lineage. `reach` is `value` if values come all the way; `influence` and `dynamic` as the weakest edge of the best way. */
export interface LineageNode {
  readonly origin: Origin;
  readonly name: string;
  readonly relation: string;
  readonly column: string;
  readonly kind: 'column' | 'file' | 'parameter' | 'dynamic';
  readonly reach: EdgeKind;
  /** Edges from the start, at least. */
  readonly depth: number;
}

export interface Lineage {
  readonly start: Origin;
  readonly direction: Direction;
  readonly nodes: readonly LineageNode[];
  readonly edges: readonly Edge[];
}

const STRENGTH: Readonly<Record<EdgeKind, number>> = { value: 2, influence: 1, dynamic: 0 };
const KINDS: readonly EdgeKind[] = ['value', 'influence', 'dynamic'];

/** The lineage of a column, through everything between. Nodes and edges are in the order in which they are met. */
export function lineageOf(followed: Followed, relation: string, column: string, direction: Direction): Lineage {
  const start = columnOrigin(relation, column);
  const near = neighbours(followed.edges, direction);
  const reach = new Map<Origin, EdgeKind>([[start, 'value']]);
  const depth = new Map<Origin, number>([[start, 0]]);
  const edges = new Map<Edge, true>();
  for (const kind of KINDS) {
    // First all that values reach, then what only weaker edges do.
    for (const origin of reach.keys()) {
      for (const edge of near(origin)) {
        const other = direction === 'upstream' ? edge.from : edge.to;
        if (STRENGTH[edge.kind] < STRENGTH[kind]) continue;
        edges.set(edge, true);
        if (reach.has(other)) continue;
        reach.set(other, kind);
        depth.set(other, depth.get(origin)! + 1);
      }
    }
  }
  const name = namer(followed);
  const nodes = [...reach].map(([origin, kind]): LineageNode => {
    const parts = name(origin);
    return { origin, ...parts, reach: kind, depth: depth.get(origin)! };
  });
  return { start, direction, nodes, edges: [...edges.keys()] };
}

/** Edges at a column. Where only run time knows the column, `t.*` is every column of `t`. */
function neighbours(edges: readonly Edge[], direction: Direction): (origin: Origin) => readonly Edge[] {
  const at = new Map<Origin, Edge[]>();
  const ofRelation = new Map<string, Edge[]>();
  const add = (map: Map<string, Edge[]>, key: string, edge: Edge): void => {
    const list = map.get(key);
    if (list === undefined) map.set(key, [edge]);
    else list.push(edge);
  };
  for (const edge of edges) {
    const near = direction === 'upstream' ? edge.to : edge.from;
    add(at, near, edge);
    const { kind, relation } = partsOf(near);
    add(ofRelation, `${kind} ${relation}`, edge);
  }
  return (origin) => {
    const { kind, relation, column } = partsOf(origin);
    if (column === '*') return ofRelation.get(`${kind} ${relation}`) ?? [];
    const whole = kind === 'column' ? (at.get(columnOrigin(relation, '*')) ?? []) : [];
    return [...(at.get(origin) ?? []), ...whole];
  };
}

/** How an origin is shown: as its declaration writes it, without the schema that needs none. */
export function namer({
  view,
  objects,
}: Pick<Followed, 'view' | 'objects'>): (origin: Origin) => Pick<LineageNode, 'name' | 'relation' | 'column' | 'kind'> {
  const relations = new Map<string, { readonly name: string; readonly columns: ReadonlyMap<string, string> }>();
  const add = (schema: string, name: string, columns: readonly { readonly name: string }[]): void => {
    const shown = schema.toLowerCase() === view.currentSchema.toLowerCase() ? name : `${schema}.${name}`;
    const byLower = new Map(columns.map((column) => [column.name.toLowerCase(), column.name]));
    relations.set(`${schema}.${name}`.toLowerCase(), { name: shown, columns: byLower });
  };
  for (const table of view.tables) add(table.schema, table.name, table.columns);
  for (const { schema, name, fields } of view.views) add(schema, name, fields);
  const current = `${view.currentSchema.toLowerCase()}.`;
  return (origin) => {
    const parts = partsOf(origin);
    const kind = parts.kind === 'text' ? 'dynamic' : parts.kind;
    const known = relations.get(parts.relation);
    if (kind === 'column') {
      const short = parts.relation.startsWith(current) ? parts.relation.slice(current.length) : parts.relation;
      const relation = known?.name ?? short;
      const column = known?.columns.get(parts.column) ?? parts.column;
      return { kind, relation, column, name: `${relation}.${column}` };
    }
    if (kind === 'file')
      return { kind, relation: parts.relation, column: parts.column, name: `'${parts.relation}'.${parts.column}` };
    if (kind === 'parameter') {
      const relation = objects.get(parts.relation)?.name ?? parts.relation;
      return { kind, relation, column: parts.column, name: `${relation}(${parts.column})` };
    }
    const local = /\{.*\}$/.exec(parts.relation)?.[0] ?? parts.relation;
    return { kind, relation: local, column: parts.column, name: `${local}.${parts.column}` };
  };
}
