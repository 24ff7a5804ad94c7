import type { CsvLayout } from '../../../compiler/contract/manifest.ts';
import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import { formattedFile, writeFile } from '../../columnar/files.ts';
import type { Table } from '../../columnar/table.ts';
import type { Frame } from '../frame.ts';
import { isRemote, shownAddress } from './remote-address.ts';
import { putRemote } from './remote-file.ts';
import { allowedPath } from './sandbox.ts';

/**
 * COPY table or query TO 'file': written whole or not at all; a file that is there is replaced. One on a web server is put there; `secrets` name what the server asks
 * for, `layout` is of CSV.
 */
export function copyOut(
  frame: Frame,
  table: Table,
  path: string | null,
  format: string | null,
  secrets: readonly string[] = [],
  layout: CsvLayout = {},
): void {
  const { environment } = frame;
  if (path === null) throw gobiError('NullError', { what: 'the name of a file' });
  if (isRemote(path))
    return putRemote(frame, path, formattedFile(shownAddress(path), table, { format, ...layout }), secrets);
  writeFile(environment.files, allowedPath(environment.policy, path), table, { format, ...layout });
}
