import type { AggregateFunction } from './accumulator.ts';

/** What is known of the pairs of a group. The sums are of distances from the means, multiplied: of y and x, of x and x, of y and y. */
interface Moments {
  rows: number;
  meanX: number;
  meanY: number;
  sumXY: number;
  sumXX: number;
  sumYY: number;
}

/** Moments of pairs (y, x), updated pair by pair (Welford), so that large means do not eat the digits. Pairs with a NULL are passed over. */
function ofPairs(finish: (moments: Moments) => number | null): AggregateFunction {
  return {
    strict: true,
    create() {
      const moments: Moments = { rows: 0, meanX: 0, meanY: 0, sumXY: 0, sumXX: 0, sumYY: 0 };
      return {
        add(second, first) {
          const x = Number(first);
          const y = Number(second);
          moments.rows++;
          const fromX = x - moments.meanX;
          const fromY = y - moments.meanY;
          moments.meanX += fromX / moments.rows;
          moments.meanY += fromY / moments.rows;
          moments.sumXY += fromX * (y - moments.meanY);
          moments.sumXX += fromX * (x - moments.meanX);
          moments.sumYY += fromY * (y - moments.meanY);
        },
        result: () => (moments.rows === 0 ? null : finish(moments)),
      };
    },
  };
}

/** 0 / 0, NaN, where one side has no spread: there are pairs, but no correlation to tell. */
export const corr = ofPairs(({ sumXY, sumXX, sumYY }) => sumXY / (Math.sqrt(sumXX) * Math.sqrt(sumYY)));
export const covarPop = ofPairs(({ sumXY, rows }) => sumXY / rows);
export const covarSamp = ofPairs(({ sumXY, rows }) => (rows < 2 ? null : sumXY / (rows - 1)));
export const regrAvgX = ofPairs(({ meanX }) => meanX);
export const regrAvgY = ofPairs(({ meanY }) => meanY);
export const regrSumXX = ofPairs(({ sumXX }) => sumXX);
export const regrSumYY = ofPairs(({ sumYY }) => sumYY);
export const regrSumXY = ofPairs(({ sumXY }) => sumXY);
export const regrSlope = ofPairs(({ sumXY, sumXX }) => sumXY / sumXX);
export const regrIntercept = ofPairs(({ sumXY, sumXX, meanX, meanY }) =>
  sumXX === 0 ? null : meanY - (sumXY / sumXX) * meanX,
);
export const regrR2 = ofPairs(({ sumXY, sumXX, sumYY }) => {
  if (sumXX === 0) return null;
  return sumYY === 0 ? 1 : (sumXY / sumXX) * (sumXY / sumYY);
});

export const regrCount: AggregateFunction = {
  strict: true,
  create() {
    let rows = 0;
    return { add: () => void rows++, result: () => rows };
  },
};
