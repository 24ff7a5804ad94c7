import { HEAD, ROW, type Box, type Line, type Picture } from './lay-out.ts';

const STYLE = `
  text { font: 12px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; fill: #1f2933; }
  .title { font-weight: 700; fill: #ffffff; }
  .box { fill: #ffffff; stroke: #486581; }
  .head { fill: #486581; }
  .start { fill: #fff3c4; }
  .value { stroke: #0b69a3; stroke-width: 1.6; }
  .influence { stroke: #829ab1; stroke-width: 1.1; stroke-dasharray: 4 4; }
  .dynamic { stroke: #cb6e17; stroke-width: 1.3; stroke-dasharray: 1 4; stroke-linecap: round; }
`;

/** A picture as SVG, for browsers and documents: values solid, influences dashed, what only run time knows dotted. */
export function lineageSvg({ width, height, boxes, lines }: Picture): string {
  const w = Math.ceil(width);
  const h = Math.ceil(height);
  const markers = ['value', 'influence', 'dynamic'].map(marker).join('');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}">`,
    `<style>${STYLE}</style>`,
    `<defs>${markers}</defs>`,
    `<rect width="${w}" height="${h}" fill="#f8fafc"/>`,
    ...boxes.map(boxOf),
    ...lines.map(pathOf),
    '</svg>',
    '',
  ].join('\n');
}

const COLOURS: Readonly<Record<string, string>> = { value: '#0b69a3', influence: '#829ab1', dynamic: '#cb6e17' };

function marker(kind: string): string {
  return `<marker id="${kind}" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z" fill="${COLOURS[kind]}"/></marker>`;
}

function boxOf({ title, x, y, width, height, rows }: Box): string {
  const at = `x="${x}" y="${y}" width="${width}"`;
  return [
    `<rect class="box" ${at} height="${height}" rx="5"/>`,
    `<path class="head" d="M${x} ${y + HEAD}v${5 - HEAD}q0 -5 5 -5h${width - 10}q5 0 5 5v${HEAD - 5}z"/>`,
    `<text class="title" x="${x + 12}" y="${y + 18}">${escaped(title)}</text>`,
    ...rows.map((row) => {
      const mark = row.start
        ? `<rect class="start" x="${x + 1}" y="${row.y - ROW / 2}" width="${width - 2}" height="${ROW}"/>`
        : '';
      return `${mark}<text x="${x + 12}" y="${row.y + 4}">${escaped(row.text)}</text>`;
    }),
  ].join('\n');
}

function pathOf({ from, to, kind, around }: Line): string {
  const bend = around ? 40 : Math.max(30, Math.abs(to.x - from.x) / 2);
  const [out, back] = around
    ? [from.x + bend, to.x + bend]
    : from.x <= to.x
      ? [from.x + bend, to.x - bend]
      : [from.x - bend, to.x + bend];
  return `<path class="${kind}" fill="none" marker-end="url(#${kind})" d="M${from.x} ${from.y}C${out} ${from.y} ${back} ${to.y} ${to.x} ${to.y}"/>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
