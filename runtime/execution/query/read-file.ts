import { sameDataType, showField, type Field } from '../../../compiler/contract/data-type.ts';
import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import { tableOf } from '../../columnar/table-from-rows.ts';
import type { Table } from '../../columnar/table.ts';
import { openTableFile } from '../files/table-file.ts';
import type { Frame } from '../frame.ts';

/** A file in FROM. `fields` are what the statement was compiled for, one for each of `columns`. */
export interface FileRead {
  readonly path: string;
  readonly format: string | null;
  readonly columns: readonly string[];
  readonly fields: readonly Field[];
}

/** Reads columns of a file by name. A file that is not as it was when the statement was compiled is a `SchemaMismatch`. */
export function readFile(frame: Frame, { path, format, columns, fields }: FileRead): Table {
  const file = openTableFile(frame, path, format);
  const positions = columns.map((name, i) => {
    const at = file.fields.findIndex((field) => field.name === name);
    const found = file.fields[at];
    if (found === undefined || !sameDataType(found.type, fields[i]!.type)) {
      throw gobiError('SchemaMismatch', { target: `'${path}'`, expected: showField(fields[i]!), found: found === undefined ? `no column ${name}` : showField(found) });
    }
    return at;
  });
  return tableOf(fields, file.read(positions).segments);
}
