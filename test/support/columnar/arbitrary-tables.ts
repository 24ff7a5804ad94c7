import fc from 'fast-check';
import type { DataType, Field } from '../../../compiler/contract/data-type.ts';
import { columnFromValues } from '../../../runtime/columnar/builders/column-builder.ts';
import type { Table } from '../../../runtime/columnar/table.ts';
import { segmentOf, tableOf } from '../../../runtime/columnar/table-from-rows.ts';
import type { Value } from '../../../runtime/columnar/value.ts';
import { arbitraryValues } from './arbitrary-values.ts';

/** The values of one column, and a table of it that is cut into segments anywhere. */
export interface OneColumn {
  readonly values: readonly Value[];
  readonly table: Table;
}

/** Tables of one nullable column `c` of a type, of no to a few segments. */
export function arbitraryColumn(
  type: DataType,
  values: fc.Arbitrary<Value[]> = arbitraryValues(type, 15),
): fc.Arbitrary<OneColumn> {
  const fields: Field[] = [{ name: 'c', type, nullable: true }];
  return fc.array(values, { maxLength: 4 }).map((parts) => ({
    values: parts.flat(),
    table: tableOf(
      fields,
      parts.filter((part) => part.length > 0).map((part) => segmentOf([columnFromValues(type, part)], part.length)),
    ),
  }));
}
