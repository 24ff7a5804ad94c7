import type { AggregateFunction } from './accumulator.ts';

/** The values as one text; each row's separator stands before its value. */
export const stringAgg: AggregateFunction = {
  strict: true,
  create() {
    let text: string | null = null;
    return {
      add(value, separator = ',') {
        text = text === null ? (value as string) : text + (separator as string) + (value as string);
      },
      result: () => text,
    };
  },
};

/** The values as a list, NULLs too. */
export const arrayAgg: AggregateFunction = {
  strict: false,
  create() {
    const values: unknown[] = [];
    return { add: (value) => void values.push(value), result: () => (values.length === 0 ? null : [...values]) };
  },
};
