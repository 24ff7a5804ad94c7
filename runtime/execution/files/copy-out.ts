import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import { writeFile } from '../../columnar/files.ts';
import type { Table } from '../../columnar/table.ts';
import type { Frame } from '../frame.ts';
import { allowedPath } from './sandbox.ts';

/** COPY table or query TO 'file': written whole or not at all; a file that is there is replaced. */
export function copyOut({ environment }: Frame, table: Table, path: string | null, format: string | null): void {
  if (path === null) throw gobiError('NullError', { what: 'the name of a file' });
  writeFile(environment.files, allowedPath(environment.policy, path), table, { format });
}
