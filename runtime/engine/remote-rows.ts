import { gobiError } from '../../compiler/contract/runtime-error.ts';
import type { ColumnEntry, TableEntry } from '../catalog/catalog-state.ts';
import { valueReader } from '../columnar/column-reader.ts';
import type { Column } from '../columnar/column.ts';
import { compactTable } from '../columnar/gather-table.ts';
import type { Table } from '../columnar/table.ts';
import type { Value } from '../columnar/value.ts';
import type { RowChunk, RowSource } from '../lake/rows/row-source.ts';

/** Rows of a table of a service at one snapshot, in the service's order. Columns are fetched together when a scan wants them. */
export class RemoteRows implements RowSource {
  readonly #table: TableEntry;
  readonly #rows: number;
  readonly #fetch: (columns: readonly string[]) => Table;
  /** By field id: a part for each of `#lengths`. */
  readonly #columns = new Map<number, Column[]>();
  #lengths: readonly number[] | null = null;

  /** `fetch` gives columns of all rows, always in the same order. */
  constructor(table: TableEntry, rows: number, fetch: (columns: readonly string[]) => Table) {
    this.#table = table;
    this.#rows = rows;
    this.#fetch = fetch;
  }

  want(columns: readonly ColumnEntry[]): void {
    const missing = columns.filter(({ fieldId }) => !this.#columns.has(fieldId));
    if (missing.length === 0) return;
    const { segments, rowCount } = compactTable(this.#fetch(missing.map(({ name }) => name)));
    const lengths = segments.map(({ length }) => length);
    if (rowCount !== this.#rows || (this.#lengths !== null && String(this.#lengths) !== String(lengths)))
      throw gobiError('InternalError', {
        what: `${rowCount} rows of ${this.#table.name} from a service that said ${this.#rows}`,
      });
    this.#lengths = lengths;
    missing.forEach(({ fieldId }, i) =>
      this.#columns.set(
        fieldId,
        segments.map((segment) => segment.columns[i]!),
      ),
    );
  }

  chunks(): readonly RowChunk[] {
    let start = 0;
    return (this.#lengths ?? [this.#rows]).map((length, i): RowChunk => {
      const chunk: RowChunk = {
        start,
        length,
        column: (column) => this.#partsOf(column)[i]!,
        keep: (column, values) => void (this.#partsOf(column)[i] = values),
      };
      start += length;
      return chunk;
    });
  }

  value(row: number, column: ColumnEntry): Value {
    let at = row;
    for (const part of this.#partsOf(column)) {
      if (at < part.length) return valueReader(part)(at);
      at -= part.length;
    }
    throw gobiError('InternalError', { what: `row ${row} of ${this.#table.name} of a service` });
  }

  bounds(): null {
    return null;
  }

  rowId(): null {
    return null;
  }

  #partsOf(column: ColumnEntry): Column[] {
    this.want([column]);
    return this.#columns.get(column.fieldId)!;
  }
}
