import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import { toIpc } from '../../columnar/arrow/to-ipc.ts';
import { writeParquet } from '../../columnar/parquet/write-parquet.ts';
import type { Table } from '../../columnar/table.ts';
import type { Frame } from '../frame.ts';
import { formatOfName, KNOWN_ENDINGS, type FileFormat } from './file-format.ts';
import { allowedPath } from './sandbox.ts';

/** COPY table or query TO 'file': written whole or not at all; a file that is there is replaced. */
export function copyOut(frame: Frame, table: Table, path: string | null, format: string | null): void {
  if (path === null) throw gobiError('NullError', { what: 'the name of a file' });
  const absolute = allowedPath(frame.environment.policy, path);
  frame.environment.files.replace(absolute, fileBytes(table, path, format));
}

function fileBytes(table: Table, path: string, format: string | null): Uint8Array {
  const kind = (format?.toLowerCase() as FileFormat | undefined) ?? formatOfName(path);
  switch (kind) {
    case 'parquet':
      return writeParquet(table).bytes;
    case 'arrow':
      return toIpc(table, { format: 'file' });
    default:
      throw gobiError('UnknownFormat', { file: path, known: KNOWN_ENDINGS });
  }
}
