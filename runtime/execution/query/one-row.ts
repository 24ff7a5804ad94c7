import type { Field } from '../../../compiler/contract/data-type.ts';
import { tableFromRows } from '../../columnar/table-from-rows.ts';
import type { Segment, Table } from '../../columnar/table.ts';
import type { Value } from '../../columnar/value.ts';

/** A table of one row or none whose values are at hand; columns are made when somebody asks for them. */
export class OneRow implements Table {
  readonly fields: readonly Field[];
  readonly row: readonly Value[] | null;
  #segments: readonly Segment[] | null = null;

  constructor(fields: readonly Field[], row: readonly Value[] | null) {
    this.fields = fields;
    this.row = row;
  }

  get rowCount(): number {
    return this.row === null ? 0 : 1;
  }

  get segments(): readonly Segment[] {
    return (this.#segments ??= tableFromRows(this.fields, this.row === null ? [] : [this.row]).segments);
  }

  /** As plain data, which crosses threads. */
  plain(): Table {
    const { fields, rowCount, segments } = this;
    return { fields, rowCount, segments };
  }
}
