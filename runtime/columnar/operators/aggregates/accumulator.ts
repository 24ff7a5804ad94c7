import type { DataType } from '../../../../compiler/contract/data-type.ts';

/** One aggregate over one group, fed row by row with values as the abi carries them. `result` may be asked at any time, again and again. */
export interface Accumulator {
  add(...args: readonly unknown[]): void;
  result(): unknown;
}

/** What an aggregate is made for: the types of its arguments and of its result. */
export interface AggregateTypes {
  readonly args: readonly DataType[];
  readonly result: DataType;
}

/** An aggregate of the table. `strict`: rows in which an argument is NULL are passed over. */
export interface AggregateFunction {
  readonly strict: boolean;
  readonly create: (types: AggregateTypes) => Accumulator;
}
