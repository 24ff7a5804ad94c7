import type { DataType } from '../../../compiler/contract/data-type.ts';
import type { Arena } from '../arena.ts';
import type { Column } from '../column.ts';
import type { Value } from '../value.ts';

/** Takes the values of one column one by one and settles the layout when all are known. */
export interface ColumnBuilder {
  readonly type: DataType;
  readonly length: number;
  /** Appends a value carried as `DataType` says; it is trusted to be of the builder's type. `null` appends NULL. */
  appendValue(value: Value): void;
  appendNull(): void;
  /** The column; the builder is of no use afterwards. */
  finish(arena?: Arena): Column;
}
