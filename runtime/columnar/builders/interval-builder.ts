import type { DataType } from '../../../compiler/contract/data-type.ts';
import type { Arena } from '../arena.ts';
import { sharedArray } from '../arena.ts';
import type { Column } from '../column.ts';
import type { IntervalValue, Value } from '../value.ts';
import { ValidityBuilder } from '../validity.ts';
import type { ColumnBuilder } from './builder.ts';
import { nullColumn } from './null-column.ts';

/** Builds interval columns. */
export class IntervalBuilder implements ColumnBuilder {
  readonly type: DataType;
  readonly #validity = new ValidityBuilder();
  readonly #parts: number[] = [];
  readonly #micros: number[] = [];

  constructor(type: DataType) {
    this.type = type;
  }

  get length(): number {
    return this.#validity.length;
  }

  appendValue(value: Value): void {
    if (value === null) return this.appendNull();
    const { months, days, micros } = value as IntervalValue;
    this.#parts.push(months, days);
    this.#micros.push(micros);
    this.#validity.appendValid();
  }

  appendNull(): void {
    this.#parts.push(0, 0);
    this.#micros.push(0);
    this.#validity.appendNull();
  }

  finish(arena?: Arena): Column {
    const { length } = this;
    const { nullCount } = this.#validity;
    if (nullCount === length && length > 0) return nullColumn(this.type, length);
    const values = sharedArray('i32', length * 2, arena);
    values.set(this.#parts);
    const micros = sharedArray('f64', length, arena);
    micros.set(this.#micros);
    const stats = { nullCount, min: null, max: null, sorted: length <= 1 && nullCount === 0, hasNaN: false };
    return {
      type: this.type,
      length,
      validity: this.#validity.finish(arena),
      stats,
      layout: 'interval',
      values,
      micros,
    };
  }
}
