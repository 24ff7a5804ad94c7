import type { Field } from '../../compiler/contract/data-type.ts';
import { nullColumn } from './builders/null-column.ts';
import { castColumn } from './cast-column.ts';
import { shareDictionaries } from './layout/share-dictionary.ts';
import { tableOf } from './table-from-rows.ts';
import type { Table } from './table.ts';

/** The rows of several tables with (some of) the columns of `fields`, matched by name; missing ones are NULL. `columns`: which ones, in order. */
export function unionTables(tables: readonly Table[], fields: readonly Field[], columns?: readonly string[]): Table {
  const wanted =
    columns === undefined
      ? fields
      : columns.map((name) => fields.find((field) => field.name.toLowerCase() === name.toLowerCase())!);
  const segments = tables.flatMap((table) => {
    const positions = wanted.map(({ name }) =>
      table.fields.findIndex((field) => field.name.toLowerCase() === name.toLowerCase()),
    );
    return table.segments.map((segment) => ({
      ...segment,
      columns: wanted.map(({ type }, i) =>
        positions[i]! < 0 ? nullColumn(type, segment.length) : castColumn(segment.columns[positions[i]!]!, type),
      ),
    }));
  });
  return shareDictionaries(tableOf(wanted, segments));
}
