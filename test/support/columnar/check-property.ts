import fc from 'fast-check';

/** Runs a property with a seed that a failure prints and `SEED=…` repeats; `RUNS=…` makes it longer. */
export function checkProperty<T>(arbitrary: fc.Arbitrary<T>, holds: (value: T) => void, runs = 60): void {
  const seed = Number(process.env['SEED'] ?? Date.now() & 0x7fffffff);
  fc.assert(fc.property(arbitrary, holds), { seed, numRuns: Number(process.env['RUNS'] ?? runs) });
}
