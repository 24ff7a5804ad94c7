import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import type { Field } from '../../../compiler/contract/data-type.ts';
import { fromIpc, ipcFields } from '../../columnar/arrow/from-ipc.ts';
import { fileSource, readAll } from '../../columnar/byte-source.ts';
import { pickColumns } from '../../columnar/operators/result.ts';
import { openParquet, readParquet } from '../../columnar/parquet/read-parquet.ts';
import type { Table } from '../../columnar/table.ts';
import type { Frame } from '../frame.ts';
import { formatOfName, KNOWN_ENDINGS, type FileFormat } from './file-format.ts';
import { allowedPath } from './sandbox.ts';

/** A file that is read as a table. */
export interface TableFile {
  readonly fields: readonly Field[];
  /** Columns by position, in the order wanted. */
  read(columns: readonly number[]): Table;
}

/** Opens a file that a statement names; `format` overrules what its ending tells. */
export function openTableFile(frame: Frame, path: string, format: string | null): TableFile {
  const absolute = allowedPath(frame.environment.policy, path);
  const source = (): ReturnType<typeof fileSource> => ({ ...fileSource(frame.environment.files, absolute), name: path });
  const kind = (format?.toLowerCase() as FileFormat | undefined) ?? formatOfName(path);
  switch (kind) {
    case 'parquet': {
      const file = openParquet(source());
      return { fields: file.fields.map(({ name, type, nullable }) => ({ name, type, nullable })), read: (columns) => readParquet(file, { columns }) };
    }
    case 'arrow': {
      const bytes = readAll(source());
      return { fields: ipcFields(bytes, path), read: (columns) => picked(fromIpc(bytes, path), columns) };
    }
    default:
      throw gobiError('UnknownFormat', { file: path, known: KNOWN_ENDINGS });
  }
}

function picked(table: Table, columns: readonly number[]): Table {
  return pickColumns(table, columns.map((column) => table.fields[column]!), columns);
}
