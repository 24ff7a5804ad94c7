import type { Lineage } from '../../../../compiler/index.ts';

const ARROWS = { value: '-->', influence: '-.->', dynamic: '-. ? .->' } as const;

/** A lineage as a Mermaid flowchart, from left to right: a box for each table with its columns. Dashed lines are influences. */
export function lineageMermaid({ nodes, edges, start }: Lineage): string {
  const ids = new Map(nodes.map(({ origin }, i) => [origin, `c${i}`]));
  const relations = [...new Set(nodes.map(({ relation }) => relation))];
  const boxes = relations.flatMap((relation, i) => [
    `  subgraph t${i}["${escaped(relation)}"]`,
    ...nodes
      .filter((node) => node.relation === relation)
      .map(({ origin, column }) => `    ${ids.get(origin)}["${escaped(column)}"]`),
    '  end',
  ]);
  const lines = new Set(edges.map(({ from, to, kind }) => `  ${ids.get(from)} ${ARROWS[kind]} ${ids.get(to)}`));
  return `${['flowchart LR', ...boxes, ...lines, `  style ${ids.get(start)} stroke-width:3px`].join('\n')}\n`;
}

function escaped(text: string): string {
  return text.replaceAll('"', '#quot;').replaceAll('{', '#123;').replaceAll('}', '#125;');
}
