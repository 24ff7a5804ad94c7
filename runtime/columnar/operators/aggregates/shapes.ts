import type { AggregateFunction } from './accumulator.ts';

/** Sums of the second, third and fourth powers of the distances from the mean. */
interface Moments {
  readonly squares: number;
  readonly cubes: number;
  readonly fourths: number;
}

/** Mean and central moments, updated value by value (Pébay), so that large means do not eat the digits. */
function shape(finish: (moments: Moments, rows: number) => number | null): AggregateFunction {
  return {
    strict: true,
    create() {
      let rows = 0;
      let mean = 0;
      let squares = 0;
      let cubes = 0;
      let fourths = 0;
      return {
        add(value) {
          const before = rows++;
          const distance = Number(value) - mean;
          const step = distance / rows;
          const product = distance * step * before;
          mean += step;
          fourths +=
            product * step * step * (rows * rows - 3 * rows + 3) + 6 * step * step * squares - 4 * step * cubes;
          cubes += product * step * (rows - 2) - 3 * step * squares;
          squares += product;
        },
        result: () => finish({ squares, cubes, fourths }, rows),
      };
    },
  };
}

/** How far the values lean to one side: the adjusted Fisher-Pearson coefficient; NaN when they never change. */
export const skewness = shape(({ squares, cubes }, rows) => {
  if (rows < 3) return null;
  if (squares === 0) return NaN;
  return ((Math.sqrt(rows * (rows - 1)) / (rows - 2)) * (cubes / rows)) / (squares / rows) ** 1.5;
});

/** The excess kurtosis of a whole population. */
export const kurtosisPop = shape((moments, rows) => (rows < 2 ? null : excess(moments, rows)));

/** The excess kurtosis of a sample, corrected for bias. */
export const kurtosis = shape((moments, rows) => {
  if (rows < 4) return null;
  const raw = excess(moments, rows);
  return raw === null ? null : ((rows - 1) / ((rows - 2) * (rows - 3))) * ((rows + 1) * raw + 6);
});

function excess({ squares, fourths }: Moments, rows: number): number | null {
  return squares === 0 ? null : (rows * fourths) / (squares * squares) - 3;
}
