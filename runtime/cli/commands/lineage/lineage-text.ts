import type { Edge, LineageNode } from '../../../../compiler/index.ts';
import { showEdge, type Shown } from './shown.ts';

const SIGNS = { value: '=', influence: '~', dynamic: '?' } as const;
const LEGEND = {
  upstream: { value: '= is made of', influence: '~ is decided by', dynamic: '? may come from' },
  downstream: { value: '= goes into', influence: '~ decides', dynamic: '? may go into' },
} as const;

/** A lineage as a tree. What stands in it already is named again without what is below it. */
export function lineageText(shown: Shown): string {
  const { nodes, edges, start, direction } = shown.lineage;
  const byOrigin = new Map(nodes.map((node) => [node.origin, node]));
  const lines: { readonly left: string; readonly right: string }[] = [{ left: byOrigin.get(start)!.name, right: '' }];
  const seen = new Set([start]);
  const grow = (origin: string, indent: string): void => {
    const below = branchesAt(shown, origin, byOrigin);
    below.forEach(({ node, edge }, i) => {
      const last = i === below.length - 1;
      const known = seen.has(node.origin);
      seen.add(node.origin);
      const { via, file, line } = showEdge(shown, edge);
      lines.push({
        left: `${indent}${last ? '└─' : '├─'} ${SIGNS[edge.kind]} ${node.name}${known ? ' (above)' : ''}`,
        right: `${via}, ${file}:${line}`,
      });
      if (!known) grow(node.origin, `${indent}${last ? '   ' : '│  '}`);
    });
  };
  grow(start, '');
  const width = Math.max(...lines.map(({ left }) => left.length));
  const tree = lines.map(({ left, right }) => (right === '' ? left : `${left.padEnd(width)}  ${right}`)).join('\n');
  if (edges.length === 0)
    return `${tree}\n\n${direction === 'upstream' ? 'nothing in the project writes it' : 'nothing in the project uses it'}\n`;
  const kinds = (['value', 'influence', 'dynamic'] as const).filter((kind) => edges.some((edge) => edge.kind === kind));
  return `${tree}\n\n${kinds.map((kind) => LEGEND[direction][kind]).join(', ')}\n`;
}

/** The neighbours of a column: values first, each with the first edge that leads there. */
function branchesAt(
  { lineage: { edges, direction } }: Shown,
  origin: string,
  nodes: ReadonlyMap<string, LineageNode>,
): readonly { readonly node: LineageNode; readonly edge: Edge }[] {
  const whole = origin.replace(/\0[^\0]*$/, '\0*');
  const found = new Map<string, { readonly node: LineageNode; readonly edge: Edge }>();
  for (const kind of ['value', 'influence', 'dynamic'] as const) {
    for (const edge of edges) {
      const [near, far] = direction === 'upstream' ? [edge.to, edge.from] : [edge.from, edge.to];
      const node = nodes.get(far);
      if (edge.kind !== kind || node === undefined || (near !== origin && near !== whole)) continue;
      const key = `${far} ${edge.via}`;
      if (!found.has(key)) found.set(key, { node, edge });
    }
  }
  return [...found.values()];
}
