import type { DataType } from '../../../compiler/contract/data-type.ts';
import type { Arena } from '../arena.ts';
import type { Column } from '../column.ts';
import type { Value } from '../value.ts';
import { ValidityBuilder } from '../validity.ts';
import type { ColumnBuilder } from './builder.ts';
import { bigIntegerColumn, integerColumn } from './integer-column.ts';

/** Builds columns of whole numbers: int, decimal (scaled), date, time, timestamp, boolean. */
export class IntegerBuilder implements ColumnBuilder {
  readonly type: DataType;
  readonly #validity = new ValidityBuilder();
  #values = new Float64Array(256);
  /** All values, once one of them is beyond ±(2^53 - 1). */
  #large: bigint[] | null = null;

  constructor(type: DataType) {
    this.type = type;
  }

  get length(): number {
    return this.#validity.length;
  }

  appendValue(value: Value): void {
    if (typeof value === 'number') this.#set(value);
    else if (value === null) return this.appendNull();
    else if (typeof value === 'boolean') this.#set(value ? 1 : 0);
    else this.#setLarge(value as bigint);
    this.#validity.appendValid();
  }

  appendNull(): void {
    this.#set(0);
    this.#validity.appendNull();
  }

  finish(arena?: Arena): Column {
    const validity = this.#validity.finish(arena);
    return this.#large === null
      ? integerColumn(this.type, this.#values, validity, this.length, arena)
      : bigIntegerColumn(this.type, this.#large, validity, this.length, arena);
  }

  #set(value: number): void {
    if (this.#large !== null) {
      this.#large.push(BigInt(value));
      return;
    }
    const row = this.#validity.length;
    if (row === this.#values.length) {
      const values = new Float64Array(this.#values.length * 2);
      values.set(this.#values);
      this.#values = values;
    }
    this.#values[row] = value;
  }

  #setLarge(value: bigint): void {
    this.#large ??= Array.from(this.#values.subarray(0, this.length), BigInt);
    this.#large.push(value);
  }
}
