import { CHANGE_COLUMNS } from '../../../compiler/contract/change-columns.ts';
import type { ColumnEntry } from '../../catalog/catalog-state.ts';
import { columnFromValues } from '../../columnar/builders/column-builder.ts';
import type { Value } from '../../columnar/value.ts';
import type { ColumnBounds } from './column-test.ts';
import type { RowChunk, RowSource } from './row-source.ts';

/** `CHANGE_COLUMNS` as columns of a table; no stored column has an id below zero. */
export const CHANGE_ENTRIES: readonly ColumnEntry[] = CHANGE_COLUMNS.map(({ name, type, nullable }, i) => ({
  name,
  type,
  nullable,
  defaultText: null,
  fieldId: -1 - i,
  storageType: type.kind === 'string' ? 'varchar' : 'int64',
  parts: [],
  initialDefault: null,
  defaultValue: undefined,
  comment: null,
}));

/** Rows of a source as what one snapshot did to them: its columns, and those of changes. */
export class ChangeSource implements RowSource {
  readonly #source: RowSource;
  readonly #snapshot: number;
  readonly #changeOf: (row: number) => string;

  constructor(source: RowSource, snapshot: number, changeOf: (row: number) => string) {
    this.#source = source;
    this.#snapshot = snapshot;
    this.#changeOf = changeOf;
  }

  chunks(rows: number): readonly RowChunk[] {
    return this.#source.chunks(rows).map((chunk): RowChunk => ({
      start: chunk.start,
      length: chunk.length,
      column: (column) => {
        if (column.fieldId >= 0) return chunk.column(column);
        const values = Array.from({ length: chunk.length }, (_, i) => this.value(chunk.start + i, column));
        return columnFromValues(column.type, values);
      },
      keep: (column, values) => {
        if (column.fieldId >= 0) chunk.keep(column, values);
      },
    }));
  }

  value(row: number, column: ColumnEntry): Value {
    switch (column.fieldId) {
      case -1:
        return this.#changeOf(row);
      case -2:
        return this.#snapshot;
      case -3:
        return this.#source.rowId(row);
      default:
        return this.#source.value(row, column);
    }
  }

  bounds(column: ColumnEntry): ColumnBounds | null {
    return column.fieldId >= 0 ? this.#source.bounds(column) : null;
  }

  rowId(row: number): number | null {
    return this.#source.rowId(row);
  }
}
