import type { Field } from '../../../compiler/contract/data-type.ts';
import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import { valueReader } from '../../columnar/column-reader.ts';
import { compactTable } from '../../columnar/gather-table.ts';
import { sliceSegment } from '../../columnar/slice.ts';
import type { Segment, Table } from '../../columnar/table.ts';
import { tableOf } from '../../columnar/table-from-rows.ts';
import { fieldKey, type StructValue, type Value } from '../../columnar/value.ts';
import { DynamicValue } from '../dynamic-value.ts';

type Reader = (row: number) => Value;

/**
 * What `stream select …` gives: rows that are taken one by one. As a table it is what is left of them, which reading does not take.
 * Whatever is asked of a closed one but `close` is a `StreamClosed`.
 */
export class RowStream implements Table {
  readonly fields: readonly Field[];
  readonly #keys: readonly `$${string}`[];
  #table: Table | null;
  #rest: Table | null = null;
  #segment = 0;
  /** The next row of the segment. */
  #row = 0;
  #readers: readonly Reader[] | null = null;

  constructor(table: Table) {
    this.fields = table.fields;
    this.#keys = table.fields.map(({ name }) => fieldKey(name));
    this.#table = compactTable(table);
  }

  get segments(): readonly Segment[] {
    return this.#left('read').segments;
  }

  get rowCount(): number {
    return this.#left('read').rowCount;
  }

  hasNext(): boolean {
    return this.#current('has_next') !== null;
  }

  /** The next row; `asDynamic` gives its values with their types. Without one left it is a `StreamExhausted`. */
  next(asDynamic: boolean): StructValue {
    const segment = this.#current('next');
    if (segment === null) throw gobiError('StreamExhausted', {});
    const row = this.#row++;
    this.#rest = null;
    const readers = (this.#readers ??= segment.columns.map(valueReader));
    const struct: { [key: `$${string}`]: unknown } = {};
    readers.forEach((read, i) => {
      const value = read(row);
      struct[this.#keys[i]!] = asDynamic && value !== null ? new DynamicValue(this.fields[i]!.type, value) : value;
    });
    return struct as StructValue;
  }

  /** Lets the rows go; a second time it does nothing. */
  close(): void {
    this.#table = null;
    this.#rest = null;
    this.#readers = null;
  }

  /** What is left, as a table of its own; the stream is closed. */
  drain(): Table {
    const { segments, rowCount } = this.#left('read');
    this.close();
    return { fields: this.fields, segments, rowCount };
  }

  /** The segment of the next row; `null` when all rows are taken. */
  #current(operation: string): Segment | null {
    const table = this.#table ?? closed(operation);
    for (;;) {
      const segment = table.segments[this.#segment];
      if (segment === undefined) return null;
      if (this.#row < segment.length) return segment;
      this.#segment++;
      this.#row = 0;
      this.#readers = null;
    }
  }

  #left(operation: string): Table {
    const table = this.#table ?? closed(operation);
    if (this.#segment === 0 && this.#row === 0) return table;
    return (this.#rest ??= tableOf(this.fields, restOf(table.segments.slice(this.#segment), this.#row)));
  }
}

/** The segments without the first `taken` rows of the first one. */
function restOf([first, ...others]: readonly Segment[], taken: number): readonly Segment[] {
  if (first === undefined || first.length === taken) return others;
  return [sliceSegment(first, taken, first.length), ...others];
}

function closed(operation: string): never {
  throw gobiError('StreamClosed', { operation });
}
