import { INT, STRING, type Field } from '../../../compiler/contract/data-type.ts';
import type { Value } from '../../columnar/value.ts';
import { writeParquet, type WrittenParquet } from '../../columnar/parquet/write-parquet.ts';
import { tableFromRows } from '../../columnar/table-from-rows.ts';
import { FILE_PATH_FIELD, POSITION_FIELD, SNAPSHOT_FIELD } from '../parquet-data.ts';

const COLUMNS: readonly { readonly field: Field; readonly id: number }[] = [
  { field: { name: 'file_path', type: STRING, nullable: false }, id: FILE_PATH_FIELD },
  { field: { name: 'pos', type: INT, nullable: false }, id: POSITION_FIELD },
  { field: { name: '_ducklake_internal_snapshot_id', type: INT, nullable: false }, id: SNAPSHOT_FIELD },
];

/** A delete file: which rows of the data file at `dataPath` are deleted, ascending, and since which snapshot where they differ in it. */
export function deleteFile(
  dataPath: string,
  positions: readonly number[],
  snapshots: readonly number[] | null,
): WrittenParquet {
  const columns = snapshots === null ? COLUMNS.slice(0, 2) : COLUMNS;
  const rows = positions.map((position, i): Value[] =>
    snapshots === null ? [dataPath, position] : [dataPath, position, snapshots[i]!],
  );
  const table = tableFromRows(
    columns.map(({ field }) => field),
    rows,
  );
  return writeParquet(table, { fieldIds: columns.map(({ id }) => ({ id, parts: [] })) });
}
