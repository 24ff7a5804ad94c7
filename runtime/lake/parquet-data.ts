import { gobiError } from '../../compiler/contract/runtime-error.ts';
import type { ColumnPart } from '../catalog/catalog-state.ts';
import { fileSource } from '../columnar/byte-source.ts';
import { valueReader } from '../columnar/column-reader.ts';
import type { Column } from '../columnar/column.ts';
import type { ParquetField } from '../columnar/parquet/parquet-fields.ts';
import { openParquet, readParquet, type ParquetFile } from '../columnar/parquet/read-parquet.ts';
import { SEGMENT_ROWS } from '../columnar/table.ts';
import type { Files } from '../host/files.ts';
import type { DataFileReader } from './rows/file-source.ts';
import type { StoreContext } from './rows/table-store.ts';

/** Field ids by which DuckLake marks its own columns in files. */
export const ROW_ID_FIELD = 2147483540;
export const SNAPSHOT_FIELD = 2147483539;
export const FILE_PATH_FIELD = 2147483646;
export const POSITION_FIELD = 2147483645;

/** Reads a lake's Parquet files. */
export function parquetData(files: Files): Pick<StoreContext, 'openData' | 'readDeletes' | 'readSnapshots'> {
  const open = (path: string): ParquetFile => openParquet(fileSource(files, path));
  return {
    openData: (path, { rows, names }) => {
      const file = open(path);
      if (file.footer.rowCount !== rows)
        throw gobiError('CorruptFile', {
          file: path,
          reason: `it has ${file.footer.rowCount} rows, the catalog says ${rows}`,
        });
      return dataFileReader(file, names);
    },
    readDeletes: (path, { format }) => {
      if (format !== 'parquet')
        throw gobiError('Unsupported', {
          what: `the delete file '${path}' of format ${format}`,
          instead: 'rewrite the table in the program that wrote it',
        });
      const file = open(path);
      const positions = numbers(file, POSITION_FIELD) ?? numbersAt(file, 1);
      return { positions, snapshots: numbers(file, SNAPSHOT_FIELD) };
    },
    readSnapshots: (path) => {
      const snapshots = numbers(open(path), SNAPSHOT_FIELD);
      if (snapshots === null)
        throw gobiError('CorruptFile', {
          file: path,
          reason: 'the catalog says that its rows belong to several snapshots, but it does not tell which',
        });
      return snapshots;
    },
  };
}

function dataFileReader(file: ParquetFile, names: ReadonlyMap<number, string> | null): DataFileReader {
  const read = (position: number): readonly Column[] =>
    readParquet(file, { columns: [position] }).segments.map((segment) => segment.columns[0]!);
  const byPosition = names === null && file.fields.every((field) => field.fieldId === null);
  const positionOf = ({ fieldId }: ColumnPart): number => {
    if (byPosition) return fieldId - 1;
    if (names === null) return file.fields.findIndex((field) => field.fieldId === fieldId);
    const name = names.get(fieldId)?.toLowerCase();
    return file.fields.findIndex((field) => field.name.toLowerCase() === name);
  };
  return {
    lengths: file.footer.rowGroups.flatMap(({ rowCount }) => pieces(rowCount)),
    column(column) {
      const position = positionOf(column);
      const field = file.fields[position];
      if (field === undefined) return null;
      requireSameParts(file, field, column);
      return read(position);
    },
    rowIds() {
      const position = file.fields.findIndex((field) => field.fieldId === ROW_ID_FIELD);
      return position < 0 ? null : read(position);
    },
  };
}

/** The lengths that a row group is read in. */
function pieces(rowCount: number): number[] {
  if (rowCount === 0) return [];
  const size = Math.ceil(rowCount / Math.ceil(rowCount / SEGMENT_ROWS));
  return Array.from({ length: Math.ceil(rowCount / size) }, (_, i) => Math.min(size, rowCount - i * size));
}

/** Nested columns are read as they were written: a struct whose fields were added, dropped or moved since then is refused. */
function requireSameParts(
  file: ParquetFile,
  field: ParquetField,
  column: { readonly name: string; readonly parts: readonly ColumnPart[] },
): void {
  const same = (children: readonly ParquetField[], parts: readonly ColumnPart[]): boolean =>
    children.length === parts.length &&
    children.every(
      (child, i) =>
        (child.fieldId === null || child.fieldId === parts[i]!.fieldId) && same(child.children, parts[i]!.parts),
    );
  if (same(field.children, column.parts)) return;
  throw gobiError('Unsupported', {
    what: `column ${column.name} in '${file.source.name}', whose fields changed since it was written`,
    instead: 'rewrite the table in the program that changed it',
  });
}

function numbers(file: ParquetFile, fieldId: number): Float64Array | null {
  const position = file.fields.findIndex((field) => field.fieldId === fieldId);
  return position < 0 ? null : numbersAt(file, position);
}

function numbersAt(file: ParquetFile, position: number): Float64Array {
  const values = new Float64Array(file.footer.rowCount);
  let at = 0;
  for (const segment of readParquet(file, { columns: [position] }).segments) {
    const read = valueReader(segment.columns[0]!);
    for (let row = 0; row < segment.length; row++) values[at++] = Number(read(row));
  }
  return values;
}
