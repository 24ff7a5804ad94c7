import type { DataType } from '../../../compiler/contract/data-type.ts';
import type { Arena } from '../arena.ts';
import type { Column } from '../column.ts';
import type { Value } from '../value.ts';
import { BlobBuilder } from './blob-builder.ts';
import type { ColumnBuilder } from './builder.ts';
import { FloatBuilder } from './float-builder.ts';
import { IntegerBuilder } from './integer-builder.ts';
import { IntervalBuilder } from './interval-builder.ts';
import { ListBuilder, listChildType } from './list-builder.ts';
import { nullColumn } from './null-column.ts';
import { StringBuilder } from './string-builder.ts';
import { StructBuilder } from './struct-builder.ts';

/** A builder for columns of `type`. */
export function columnBuilder(type: DataType): ColumnBuilder {
  switch (type.kind) {
    case 'int':
    case 'decimal':
    case 'date':
    case 'time':
    case 'timestamp':
    case 'boolean':
      return new IntegerBuilder(type);
    case 'float':
      return new FloatBuilder(type);
    case 'string':
    case 'json':
    case 'uuid':
    case 'secret':
      return new StringBuilder(type);
    case 'blob':
      return new BlobBuilder(type);
    case 'interval':
      return new IntervalBuilder(type);
    case 'list':
    case 'map':
      return new ListBuilder(type, columnBuilder(listChildType(type)));
    case 'struct':
      return new StructBuilder(
        type,
        type.fields.map((field) => columnBuilder(field.type)),
      );
    case 'null':
      return new NullBuilder(type);
  }
}

class NullBuilder implements ColumnBuilder {
  readonly type: DataType;
  length = 0;

  constructor(type: DataType) {
    this.type = type;
  }

  appendValue(): void {
    this.length++;
  }

  appendNull(): void {
    this.length++;
  }

  finish(): Column {
    return nullColumn(this.type, this.length);
  }
}

/** A column of `type` from values and NULLs. */
export function columnFromValues(type: DataType, values: Iterable<Value>, arena?: Arena): Column {
  const builder = columnBuilder(type);
  for (const value of values) builder.appendValue(value);
  return builder.finish(arena);
}
