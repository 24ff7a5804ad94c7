import type { DataType, StructType } from '../../../compiler/contract/data-type.ts';
import type { Arena } from '../arena.ts';
import type { Column } from '../column.ts';
import type { StructValue, Value } from '../value.ts';
import { fieldKey } from '../value.ts';
import { ValidityBuilder } from '../validity.ts';
import type { ColumnBuilder } from './builder.ts';
import { nullColumn } from './null-column.ts';

/** Builds struct columns; under a NULL struct every child is NULL. */
export class StructBuilder implements ColumnBuilder {
  readonly type: DataType;
  readonly #validity = new ValidityBuilder();
  readonly #keys: readonly `$${string}`[];
  readonly #children: readonly ColumnBuilder[];

  constructor(type: StructType, children: readonly ColumnBuilder[]) {
    this.type = type;
    this.#keys = type.fields.map((field) => fieldKey(field.name));
    this.#children = children;
  }

  get length(): number {
    return this.#validity.length;
  }

  appendValue(value: Value): void {
    if (value === null) return this.appendNull();
    const struct = value as StructValue;
    for (let i = 0; i < this.#keys.length; i++) this.#children[i]!.appendValue(struct[this.#keys[i]!] ?? null);
    this.#validity.appendValid();
  }

  appendNull(): void {
    for (const child of this.#children) child.appendNull();
    this.#validity.appendNull();
  }

  finish(arena?: Arena): Column {
    const { length } = this;
    const { nullCount } = this.#validity;
    if (nullCount === length && length > 0) return nullColumn(this.type, length);
    const stats = { nullCount, min: null, max: null, sorted: length <= 1 && nullCount === 0, hasNaN: false };
    return {
      type: this.type,
      length,
      validity: this.#validity.finish(arena),
      stats,
      layout: 'struct',
      children: this.#children.map((child) => child.finish(arena)),
    };
  }
}
