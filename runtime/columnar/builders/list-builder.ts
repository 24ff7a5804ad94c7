import type { DataType, ListType, MapType } from '../../../compiler/contract/data-type.ts';
import type { Arena } from '../arena.ts';
import { sharedArray } from '../arena.ts';
import type { Column } from '../column.ts';
import type { ListValue, Value } from '../value.ts';
import { ValidityBuilder } from '../validity.ts';
import type { ColumnBuilder } from './builder.ts';
import { nullColumn } from './null-column.ts';

/** The type of a list column's child: the element, or for maps a struct of `key` and `value`. */
export function listChildType(type: ListType | MapType): DataType {
  if (type.kind === 'list') return type.element;
  return {
    kind: 'struct',
    fields: [
      { name: 'key', type: type.key, nullable: false },
      { name: 'value', type: type.value, nullable: true },
    ],
  };
}

/** Builds list and map columns. */
export class ListBuilder implements ColumnBuilder {
  readonly type: DataType;
  readonly #validity = new ValidityBuilder();
  readonly #offsets: number[] = [0];
  readonly #child: ColumnBuilder;

  constructor(type: ListType | MapType, child: ColumnBuilder) {
    this.type = type;
    this.#child = child;
  }

  get length(): number {
    return this.#validity.length;
  }

  appendValue(value: Value): void {
    if (value === null) return this.appendNull();
    for (const element of value as ListValue) this.#child.appendValue(element);
    this.#offsets.push(this.#child.length);
    this.#validity.appendValid();
  }

  appendNull(): void {
    this.#offsets.push(this.#child.length);
    this.#validity.appendNull();
  }

  finish(arena?: Arena): Column {
    const { length } = this;
    const { nullCount } = this.#validity;
    if (nullCount === length && length > 0) return nullColumn(this.type, length);
    const offsets = sharedArray('i32', length + 1, arena);
    offsets.set(this.#offsets);
    const stats = { nullCount, min: null, max: null, sorted: length <= 1 && nullCount === 0, hasNaN: false };
    return {
      type: this.type,
      length,
      validity: this.#validity.finish(arena),
      stats,
      layout: 'list',
      offsets,
      child: this.#child.finish(arena),
    };
  }
}
