import type { Edge, Lineage } from '../../../../compiler/index.ts';

/** A table with those of its columns that are in the picture. Lengths are pixels from the upper left corner. */
export interface Box {
  readonly title: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly rows: readonly { readonly text: string; readonly y: number; readonly start: boolean }[];
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Line {
  readonly from: Point;
  readonly to: Point;
  readonly kind: Edge['kind'];
  /** Both ends are in one column of boxes: the line goes around on the right. */
  readonly around: boolean;
}

export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly lines: readonly Line[];
}

export const ROW = 22;
export const HEAD = 26;
const CHARACTER = 7.3;
const PADDING = 12;
const GAP_X = 96;
const GAP_Y = 24;
const MARGIN = 24;
const PASSES = 6;

interface Group {
  readonly relation: string;
  readonly columns: readonly { readonly origin: string; readonly text: string }[];
  readonly layer: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Lays a lineage out from left to right: tables in layers by their distance from the column that was asked for, each layer ordered so that lines cross
 * little, and centred.
 */
export function layOut({ nodes, edges, start, direction }: Lineage): Picture {
  const deepest = Math.max(...nodes.map(({ depth }) => depth));
  const groups = [...new Set(nodes.map(groupKey))].map((key): Group => {
    const members = nodes.filter((node) => groupKey(node) === key);
    const { relation } = members[0]!;
    const depth = Math.min(...members.map((node) => node.depth));
    const columns = members.map(({ origin, column }) => ({ origin, text: column })).sort(byText);
    const longest = Math.max(relation.length, ...columns.map(({ text }) => text.length));
    return {
      ...{ relation, columns, layer: direction === 'upstream' ? deepest - depth : depth },
      width: Math.ceil(longest * CHARACTER) + 2 * PADDING,
      height: HEAD + columns.length * ROW + 6,
    };
  });
  const layers = ordered(groups, edges);
  const heights = layers.map((layer) => layer.reduce((sum, group) => sum + group.height + GAP_Y, -GAP_Y));
  const height = Math.max(...heights);
  const boxes: Box[] = [];
  const ends = new Map<
    string,
    { readonly left: number; readonly right: number; readonly y: number; readonly layer: number }
  >();
  let x = MARGIN;
  layers.forEach((layer, at) => {
    const width = Math.max(...layer.map((group) => group.width));
    let y = MARGIN + (height - heights[at]!) / 2;
    for (const group of layer) {
      const rows = group.columns.map(({ origin, text }, i) => {
        const middle = y + HEAD + (i + 0.5) * ROW;
        ends.set(origin, { left: x, right: x + width, y: middle, layer: at });
        return { text, y: middle, start: origin === start };
      });
      boxes.push({ title: group.relation, x, y, width, height: group.height, rows });
      y += group.height + GAP_Y;
    }
    x += width + GAP_X;
  });
  const lines = linesOf(edges, ends);
  const room = lines.some(({ around }) => around) ? GAP_X / 2 : 0;
  return { width: x - GAP_X + MARGIN + room, height: height + 2 * MARGIN, boxes, lines };
}

function groupKey({ kind, relation }: Lineage['nodes'][number]): string {
  return `${kind} ${relation}`;
}

function byText(a: { readonly text: string }, b: { readonly text: string }): number {
  return a.text < b.text ? -1 : Number(a.text > b.text);
}

/** Layers from left to right, without empty ones; in each the tables stand at the mean height of what they are connected with. */
function ordered(groups: readonly Group[], edges: readonly Edge[]): readonly (readonly Group[])[] {
  const owner = new Map(groups.flatMap((group) => group.columns.map(({ origin }) => [origin, group] as const)));
  const near = new Map<Group, Group[]>(groups.map((group) => [group, []]));
  for (const { from, to } of edges) {
    const [a, b] = [owner.get(from), owner.get(to)];
    if (a === undefined || b === undefined || a === b) continue;
    near.get(a)!.push(b);
    near.get(b)!.push(a);
  }
  const numbers = [...new Set(groups.map(({ layer }) => layer))].sort((a, b) => a - b);
  let layers = numbers.map((number) => groups.filter(({ layer }) => layer === number));
  for (let pass = 0; pass < PASSES; pass++) {
    const place = new Map(
      layers.flatMap((layer) => layer.map((group, i) => [group, (i + 0.5) / layer.length] as const)),
    );
    const mean = (group: Group): number => {
      const others = near.get(group)!;
      return others.length === 0
        ? place.get(group)!
        : others.reduce((sum, each) => sum + place.get(each)!, 0) / others.length;
    };
    layers = layers.map((layer) => [...layer].sort((a, b) => mean(a) - mean(b) || byTitle(a, b)));
  }
  return layers;
}

function byTitle(a: Group, b: Group): number {
  return a.relation < b.relation ? -1 : Number(a.relation > b.relation);
}

/** One line for each pair of columns and kind, influences first so that values are drawn over them. */
function linesOf(
  edges: readonly Edge[],
  ends: ReadonlyMap<
    string,
    { readonly left: number; readonly right: number; readonly y: number; readonly layer: number }
  >,
): readonly Line[] {
  const unique = new Map(edges.map((edge) => [`${edge.kind} ${edge.from} ${edge.to}`, edge]));
  const lines = [...unique.values()].flatMap(({ from, to, kind }): Line[] => {
    const [a, b] = [ends.get(from), ends.get(to)];
    if (a === undefined || b === undefined) return [];
    const around = a.layer === b.layer;
    const backwards = a.layer > b.layer;
    const end = around ? b.right : backwards ? b.right : b.left;
    return [{ from: { x: backwards ? a.left : a.right, y: a.y }, to: { x: end, y: b.y }, kind, around }];
  });
  return lines.sort((a, b) => Number(a.kind === 'value') - Number(b.kind === 'value'));
}
