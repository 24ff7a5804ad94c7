import type { DataType } from '../../../compiler/contract/data-type.ts';
import type { Arena } from '../arena.ts';
import type { Column } from '../column.ts';
import type { Value } from '../value.ts';
import { ValidityBuilder } from '../validity.ts';
import type { ColumnBuilder } from './builder.ts';
import { floatColumn } from './float-column.ts';

/** Builds columns of doubles; values of `float32` are rounded to it. */
export class FloatBuilder implements ColumnBuilder {
  readonly type: DataType;
  readonly #validity = new ValidityBuilder();
  readonly #single: boolean;
  #values = new Float64Array(256);

  constructor(type: DataType) {
    this.type = type;
    this.#single = type.kind === 'float' && type.bits === 32;
  }

  get length(): number {
    return this.#validity.length;
  }

  appendValue(value: Value): void {
    if (value === null) return this.appendNull();
    this.#set(this.#single ? Math.fround(value as number) : (value as number));
    this.#validity.appendValid();
  }

  appendNull(): void {
    this.#set(0);
    this.#validity.appendNull();
  }

  finish(arena?: Arena): Column {
    return floatColumn(this.type, this.#values, this.#validity.finish(arena), this.length, arena);
  }

  #set(value: number): void {
    const row = this.#validity.length;
    if (row === this.#values.length) {
      const values = new Float64Array(this.#values.length * 2);
      values.set(this.#values);
      this.#values = values;
    }
    this.#values[row] = value;
  }
}
