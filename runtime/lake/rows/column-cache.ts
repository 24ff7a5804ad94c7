import type { Column } from '../../columnar/column.ts';

/** Decoded columns of data files, the least recently used dropped when they exceed `limit` bytes. Dropping frees nothing that a query still holds. */
export class ColumnCache {
  readonly #limit: number;
  readonly #entries = new Map<string, { columns: readonly Column[]; bytes: number }>();
  #bytes = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get(key: string): readonly Column[] | null {
    const entry = this.#entries.get(key);
    if (entry === undefined) return null;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.columns;
  }

  set(key: string, columns: readonly Column[]): void {
    this.delete(key);
    const bytes = columns.reduce((sum, column) => sum + columnBytes(column), 0);
    this.#entries.set(key, { columns, bytes });
    this.#bytes += bytes;
    for (const oldest of this.#entries.keys()) {
      if (this.#bytes <= this.#limit || oldest === key) break;
      this.delete(oldest);
    }
  }

  delete(key: string): void {
    this.#bytes -= this.#entries.get(key)?.bytes ?? 0;
    this.#entries.delete(key);
  }
}

const ENTRY_BYTES = 48;

/** About how many bytes a column occupies; shared dictionaries count in each of their columns. */
export function columnBytes(column: Column): number {
  const validity = column.validity?.byteLength ?? 0;
  switch (column.layout) {
    case 'dict':
      return validity + column.values.byteLength + column.dictionary.strings.length * ENTRY_BYTES;
    case 'utf8':
      return validity + column.bytes.byteLength + column.offsets.byteLength;
    case 'interval':
      return validity + column.values.byteLength + column.micros.byteLength;
    case 'list':
      return validity + column.offsets.byteLength + columnBytes(column.child);
    case 'struct':
      return column.children.reduce((sum, child) => sum + columnBytes(child), validity);
    case 'null':
      return validity;
    default:
      return validity + column.values.byteLength;
  }
}
