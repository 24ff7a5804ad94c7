/** Times of one piece of work, in milliseconds: its first run, and the median of its later ones. */
export interface Timing {
  readonly cold: number;
  readonly sustained: number;
}

/** Runs the work once cold and then `runs` times. */
export async function measure(work: () => unknown, runs: number): Promise<Timing> {
  const cold = await once(work);
  const times: number[] = [];
  for (let i = 0; i < runs; i++) times.push(await once(work));
  return { cold, sustained: median(times) };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, v) => sum + Math.log(v), 0) / values.length);
}

async function once(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
