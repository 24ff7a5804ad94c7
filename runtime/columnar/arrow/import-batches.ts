import type { Arena } from '../arena.ts';
import type { Column } from '../column.ts';
import type { Table } from '../table.ts';
import { segmentOf, tableOf } from '../table-from-rows.ts';
import type { ArrowArray } from './arrow-array.ts';
import { fieldOfArrow, type ArrowField } from './arrow-type.ts';
import { columnImporter } from './column-importer.ts';

/** Rows side by side: an array for each field. */
export interface ArrowBatch {
  readonly length: number;
  readonly columns: readonly ArrowArray[];
}

/** Arrow's arrays as a table with a segment for each batch; values are copied into shared memory in their narrowest layout. Throws `Unsupported` for types the engine does not have. */
export function importBatches(
  arrowFields: readonly ArrowField[],
  batches: readonly ArrowBatch[],
  arena?: Arena,
): Table {
  const fields = arrowFields.map(fieldOfArrow);
  const importers = arrowFields.map((field, i) => columnImporter(field, fields[i]!.type, arena));
  const parts = importers.map((): Column[] => []);
  for (const { columns } of batches) importers.forEach((importer, i) => parts[i]!.push(importer.import(columns[i]!)));
  const columns = importers.map((importer, i) => importer.finish(parts[i]!));
  return tableOf(
    fields,
    batches.map(({ length }, i) =>
      segmentOf(
        columns.map((column) => column[i]!),
        length,
      ),
    ),
  );
}
