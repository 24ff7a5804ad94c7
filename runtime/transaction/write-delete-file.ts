import { INT, STRING } from '../../compiler/contract/data-type.ts';
import type { CatalogState, TableEntry } from '../catalog/catalog-state.ts';
import { writeParquet } from '../columnar/parquet/write-parquet.ts';
import { tableFromRows } from '../columnar/table-from-rows.ts';
import type { StagedDeleteFile } from '../lake/commit/commit-request.ts';
import { FILE_PATH_FIELD, POSITION_FIELD } from '../lake/parquet-data.ts';
import type { StagedFiles } from './staged-files.ts';

/** Writes which rows of a data file are deleted: their positions, ascending. */
export function writeDeleteFile(
  state: CatalogState,
  table: TableEntry,
  dataFile: string,
  positions: readonly number[],
  files: StagedFiles,
): StagedDeleteFile {
  const fields = [
    { name: 'file_path', type: STRING, nullable: false },
    { name: 'pos', type: INT, nullable: false },
  ];
  const rows = tableFromRows(
    fields,
    positions.map((position) => [dataFile, position]),
  );
  const { bytes, footerBytes } = writeParquet(rows, {
    fieldIds: [
      { id: FILE_PATH_FIELD, parts: [] },
      { id: POSITION_FIELD, parts: [] },
    ],
  });
  return { ...files.write(state, table, '-delete.parquet', bytes), footerBytes, rows: positions.length };
}
