import type { ProfileReport } from '../../../engine.ts';

const WIDTH = 1200;
const ROW = 18;
const LETTER = 6.6;
const COLOURS = ['#e4572e', '#f08a4b', '#f2a65a', '#eec170', '#e07a5f', '#f4b942'];

/** A line and what it called, in the order in which they took the most. */
interface Flame {
  readonly line: number;
  time: number;
  readonly inner: Map<number, Flame>;
}

/** A flame graph: each box a line, as wide as its time, upon the line that called it. */
export function flameGraph(report: ProfileReport): string {
  const root: Flame = { line: -1, time: 0, inner: new Map() };
  for (const { lines, self } of report.stacks) add(root, lines, self);
  const boxes: string[] = [];
  const depth = depthOf(root);
  const height = (depth + 2) * ROW + 8;
  const title = `${report.routine}: ${report.milliseconds.toFixed(1)} ms, ${root.time.toFixed(1)} ms of them in its lines`;
  if (root.time > 0) draw(report, root, 0, 0, WIDTH / root.time, height - 4, boxes);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}">`,
    '<style>text { font: 11px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; fill: #1f2933; } rect { stroke: #ffffff; stroke-width: 0.5; }</style>',
    `<rect width="${WIDTH}" height="${height}" fill="#f8fafc"/>`,
    `<text x="4" y="14">${escaped(title)}</text>`,
    ...boxes,
    '</svg>',
    '',
  ].join('\n');
}

function add(flame: Flame, lines: readonly number[], time: number): void {
  flame.time += time;
  const [line, ...rest] = lines;
  if (line === undefined) return;
  let inner = flame.inner.get(line);
  if (inner === undefined) flame.inner.set(line, (inner = { line, time: 0, inner: new Map() }));
  add(inner, rest, time);
}

function depthOf({ inner }: Flame): number {
  return Math.max(0, ...[...inner.values()].map((each) => 1 + depthOf(each)));
}

function draw(
  report: ProfileReport,
  flame: Flame,
  start: number,
  level: number,
  scale: number,
  bottom: number,
  boxes: string[],
): void {
  let x = start;
  for (const inner of [...flame.inner.values()].sort((a, b) => b.time - a.time)) {
    boxes.push(box(report, inner, x, bottom - (level + 1) * ROW, inner.time * scale));
    draw(report, inner, x, level + 1, scale, bottom, boxes);
    x += inner.time * scale;
  }
}

function box({ lines, milliseconds }: ProfileReport, flame: Flame, x: number, y: number, width: number): string {
  const { routine, file, line, source } = lines[flame.line]!;
  const share = milliseconds === 0 ? 0 : (100 * flame.time) / milliseconds;
  const told = `${routine} ${file}:${line} ${flame.time.toFixed(1)} ms (${share.toFixed(1)} %)\n${(source ?? '').trim()}`;
  const room = Math.floor((width - 6) / LETTER);
  const text = `${routine}:${line} ${(source ?? '').trim()}`;
  const shown = room < 3 ? '' : text.length <= room ? text : `${text.slice(0, room - 1)}…`;
  const colour = COLOURS[flame.line % COLOURS.length]!;
  const place = `x="${x.toFixed(2)}" y="${y}" width="${width.toFixed(2)}" height="${ROW - 1}"`;
  const label = shown === '' ? '' : `<text x="${(x + 3).toFixed(2)}" y="${y + 12}">${escaped(shown)}</text>`;
  return `<g><title>${escaped(told)}</title><rect ${place} fill="${colour}"/>${label}</g>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
