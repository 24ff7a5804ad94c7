import type { AggregateFunction } from './accumulator.ts';

/** Mean and sum of squared distances from it, updated value by value (Welford), so that large means do not eat the digits. */
function spread(finish: (squares: number, rows: number) => number | null): AggregateFunction {
  return {
    strict: true,
    create() {
      let rows = 0;
      let mean = 0;
      let squares = 0;
      return {
        add(value) {
          const x = Number(value);
          rows++;
          const distance = x - mean;
          mean += distance / rows;
          squares += distance * (x - mean);
        },
        result: () => (rows === 0 ? null : finish(squares, rows)),
      };
    },
  };
}

export const varPop = spread((squares, rows) => squares / rows);
export const variance = spread((squares, rows) => (rows < 2 ? null : squares / (rows - 1)));
export const stddevPop = spread((squares, rows) => Math.sqrt(squares / rows));
export const stddev = spread((squares, rows) => (rows < 2 ? null : Math.sqrt(squares / (rows - 1))));
