/** How often values fell below bounds that grow: costs one search of a short list for each value. */
export class Histogram {
  readonly bounds: readonly number[];
  /** By bound; the last is of values beyond all. */
  readonly counts: number[];
  sum = 0;

  constructor(bounds: readonly number[]) {
    this.bounds = bounds;
    this.counts = new Array<number>(bounds.length + 1).fill(0);
  }

  observe(value: number): void {
    let i = 0;
    while (i < this.bounds.length && value > this.bounds[i]!) i++;
    this.counts[i]!++;
    this.sum += value;
  }
}

/** Seconds from 100 µs to 100 s. */
export const SECONDS: readonly number[] = [0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 100];
/** Numbers of things that go together. */
export const COUNTS: readonly number[] = [1, 2, 4, 8, 16, 32, 64, 128];
