import { gobiError } from '../../../../compiler/contract/runtime-error.ts';
import { showDataType } from '../../../../compiler/contract/data-type.ts';
import { integerValue } from '../../value.ts';
import { roundedQuotient } from '../cells.ts';
import type { Accumulator, AggregateFunction, AggregateTypes } from './accumulator.ts';

const GREATEST = 10n ** 38n - 1n;

/** Whole numbers of any size, added exactly: doubles as long as they are safe. */
class ExactSum {
  #number = 0;
  #big = 0n;
  count = 0;

  add(value: number | bigint): void {
    this.count++;
    const sum = typeof value === 'number' ? this.#number + value : NaN;
    if (Number.isSafeInteger(sum)) {
      this.#number = sum;
      return;
    }
    this.#big += BigInt(this.#number) + BigInt(value);
    this.#number = 0;
  }

  total(): bigint {
    return this.#big + BigInt(this.#number);
  }
}

function isFloat({ args }: AggregateTypes): boolean {
  return args[0]?.kind === 'float';
}

export const count: AggregateFunction = {
  strict: true,
  create() {
    let rows = 0;
    return { add: () => void rows++, result: () => rows };
  },
};

export const sum: AggregateFunction = {
  strict: true,
  create: (types) => (isFloat(types) ? floatSum() : exactSum(types)),
};

function floatSum(): Accumulator {
  let total = 0;
  let rows = 0;
  return {
    add(value) {
      total += value as number;
      rows++;
    },
    result: () => (rows === 0 ? null : total),
  };
}

function exactSum({ result }: AggregateTypes): Accumulator {
  const exact = new ExactSum();
  return {
    add: (value) => exact.add(value as number | bigint),
    result() {
      if (exact.count === 0) return null;
      const total = exact.total();
      if (total > GREATEST || total < -GREATEST)
        throw gobiError('NumericOverflow', { operation: 'sum', type: showDataType(result) });
      return integerValue(total);
    },
  };
}

export const avg: AggregateFunction = {
  strict: true,
  create(types) {
    if (isFloat(types)) return floatAverage();
    const exact = new ExactSum();
    const add = (value: unknown): void => exact.add(value as number | bigint);
    const { args, result } = types;
    const scale = args[0]?.kind === 'decimal' ? args[0].scale : 0;
    if (result.kind === 'decimal') {
      const power = 10n ** BigInt(result.scale - scale);
      return {
        add,
        result: () =>
          exact.count === 0 ? null : integerValue(roundedQuotient(exact.total() * power, BigInt(exact.count))),
      };
    }
    return {
      add,
      result: () => (exact.count === 0 ? null : Number(integerValue(exact.total())) / 10 ** scale / exact.count),
    };
  },
};

function floatAverage(): Accumulator {
  let total = 0;
  let rows = 0;
  return {
    add(value) {
      total += value as number;
      rows++;
    },
    result: () => (rows === 0 ? null : total / rows),
  };
}

/** The product, in floats. */
export const product: AggregateFunction = {
  strict: true,
  create() {
    let rows = 0;
    let all = 1;
    return {
      add(value) {
        rows++;
        all *= Number(value);
      },
      result: () => (rows === 0 ? null : all),
    };
  },
};
