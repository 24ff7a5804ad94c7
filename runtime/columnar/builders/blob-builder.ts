import type { DataType } from '../../../compiler/contract/data-type.ts';
import type { Arena } from '../arena.ts';
import type { Column } from '../column.ts';
import type { Value } from '../value.ts';
import { ValidityBuilder } from '../validity.ts';
import type { ColumnBuilder } from './builder.ts';
import { BytesBuilder, utf8Column } from './string-column.ts';

/** Builds columns of bytes. */
export class BlobBuilder implements ColumnBuilder {
  readonly type: DataType;
  readonly #validity = new ValidityBuilder();
  readonly #bytes = new BytesBuilder();

  constructor(type: DataType) {
    this.type = type;
  }

  get length(): number {
    return this.#validity.length;
  }

  appendValue(value: Value): void {
    if (value === null) return this.appendNull();
    this.#bytes.appendBytes(value as Uint8Array);
    this.#validity.appendValid();
  }

  appendNull(): void {
    this.#bytes.appendEmpty();
    this.#validity.appendNull();
  }

  finish(arena?: Arena): Column {
    const { bytes, offsets } = this.#bytes.finish(arena);
    return utf8Column(this.type, bytes, offsets, this.#validity.finish(arena), this.length);
  }
}
