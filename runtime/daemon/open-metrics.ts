import type { Histogram } from './histogram.ts';

/** Numbers of one kind, as OpenMetrics calls it a metric family. `name` ends with its unit, and a counter's without `_total`. */
export interface MetricFamily {
  readonly name: string;
  readonly kind: 'counter' | 'gauge' | 'histogram';
  readonly unit?: 'seconds' | 'bytes';
  readonly help: string;
  readonly points: readonly MetricPoint[];
}

export interface MetricPoint {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number | Histogram;
}

/** One number, by its full name: a histogram is one for each bound, its sum and its count. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** The numbers of a family in the order of OpenMetrics. */
export function samplesOf({ name, kind, points }: MetricFamily): readonly Sample[] {
  return points.flatMap(({ labels, value }): readonly Sample[] => {
    if (typeof value === 'number') return [{ name: kind === 'counter' ? `${name}_total` : name, labels, value }];
    let below = 0;
    const buckets = value.counts.map((count, i): Sample => {
      const le = i < value.bounds.length ? floatText(value.bounds[i]!) : '+Inf';
      return { name: `${name}_bucket`, labels: { ...labels, le }, value: (below += count) };
    });
    return [
      ...buckets,
      { name: `${name}_count`, labels, value: below },
      { name: `${name}_sum`, labels, value: value.sum },
    ];
  });
}

/** Families as OpenMetrics text, version 1.0.0. */
export function openMetrics(families: readonly MetricFamily[]): string {
  const lines = families.flatMap((family) => [
    `# TYPE ${family.name} ${family.kind}`,
    ...(family.unit === undefined ? [] : [`# UNIT ${family.name} ${family.unit}`]),
    `# HELP ${family.name} ${escaped(family.help)}`,
    ...samplesOf(family).map(({ name, labels, value }) => `${name}${labelText(labels)} ${value}`),
  ]);
  return `${[...lines, '# EOF'].join('\n')}\n`;
}

function labelText(labels: Readonly<Record<string, string>>): string {
  const all = Object.entries(labels);
  return all.length === 0 ? '' : `{${all.map(([key, value]) => `${key}="${escaped(value)}"`).join(',')}}`;
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"');
}

/** Bounds are written as floats. */
function floatText(value: number): string {
  return Number.isInteger(value) ? `${value}.0` : String(value);
}
