import type { ProfileReport } from '../../../engine.ts';
import { count } from '../../../tui/output/cell-text.ts';

const HEAD = ['self ms', '%', 'total ms', '%', 'line', 'source'] as const;

/** The lines that took most as a table of text, and what else took time. */
export function profileTable({ routine, milliseconds, samples, lines, besides }: ProfileReport, most: number): string {
  const share = (time: number): string => (milliseconds === 0 ? '0.0' : ((100 * time) / milliseconds).toFixed(1));
  const rows = lines
    .slice(0, most)
    .map(({ file, line, source, self, total }) => [
      ...[self.toFixed(1), share(self), total.toFixed(1), share(total)],
      ...[`${file}:${line}`, (source ?? '').trim()],
    ]);
  const widths = HEAD.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]!.length)));
  const show = (row: readonly string[]): string =>
    row
      .map((cell, i) => (i < 4 ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!)))
      .join('  ')
      .trimEnd();
  const left = lines.length - rows.length;
  const others = [
    ['code made', besides.compiling],
    ['memory collected', besides.collecting],
    ['outside of the lines', besides.other],
  ] as const;
  return [
    `${routine}: ${milliseconds.toFixed(1)} ms, ${count(samples, 'sample')}`,
    '',
    show(HEAD),
    ...rows.map(show),
    ...(left > 0 ? [`and ${count(left, 'line')} more`] : []),
    '',
    ...others.map(([what, time]) => `${what}: ${time.toFixed(1)} ms (${share(time)} %)`),
    '',
  ].join('\n');
}
