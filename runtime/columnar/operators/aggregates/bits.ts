import { integerValue } from '../../value.ts';
import type { AggregateFunction } from './accumulator.ts';

/** A bit operation over all values, of ints as 64-bit two's complement. */
function bits(combine: (a: bigint, b: bigint) => bigint): AggregateFunction {
  return {
    strict: true,
    create() {
      let all: bigint | null = null;
      return {
        add(value) {
          const next = BigInt(value as number | bigint);
          all = all === null ? next : combine(all, next);
        },
        result: () => (all === null ? null : integerValue(all)),
      };
    },
  };
}

export const bitAnd = bits((a, b) => a & b);
export const bitOr = bits((a, b) => a | b);
export const bitXor = bits((a, b) => a ^ b);
