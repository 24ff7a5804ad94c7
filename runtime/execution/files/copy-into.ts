import type { CopyIn } from '../../../compiler/contract/manifest.ts';
import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import { castTable } from '../abi/tables.ts';
import { shownName } from '../../catalog/shown-name.ts';
import { findTable } from '../../catalog/find.ts';
import { inferSchema, readFile } from '../../columnar/files.ts';
import type { Value } from '../../columnar/value.ts';
import { hooked } from '../dml/hooked.ts';
import type { Frame } from '../frame.ts';
import { checkCopied } from './check-copied.ts';
import { foundFile } from './remote-file.ts';

/** COPY 'file' TO table: columns are found by name; the table is made when there is none. Gives the number of rows. All rows go in, or none. */
export function copyInto(
  frame: Frame,
  { schema, table: name, create, format, secrets = [], layout = {} }: CopyIn,
  path: Value,
): number {
  if (typeof path !== 'string') throw gobiError('NullError', { what: 'the name of a file' });
  const { files, path: file } = foundFile(frame, path, secrets);
  const { transaction } = frame;
  const mark = transaction.mark();
  try {
    const existing = findTable(transaction.state, schema, name);
    if (existing === null && !create) throw gobiError('TableNotFound', { name: shownName({ schema, name }) });
    const table =
      existing ??
      transaction.createTable({
        schema,
        name,
        keys: [],
        checks: [],
        columns: inferSchema(files, file, { format, ...layout }).map((field) => ({
          ...field,
          nullable: true,
          defaultText: null,
          defaultValue: null,
        })),
      });
    const fields = table.columns.map(({ name: column, type, nullable }) => ({ name: column, type, nullable }));
    const rows = castTable(readFile(files, file, { format, fields, ...layout }), { columns: fields, open: false });
    const batch = {
      event: 'insert',
      upsert: false,
      table: table.id,
      target: `${schema}.${name}`,
      columns: null,
      positions: null,
      newRows: rows,
    } as const;
    return hooked(frame, batch, ({ newRows }) => {
      checkCopied(frame, table, newRows!);
      transaction.insert(table.id, newRows!);
      return newRows!.rowCount;
    }).written;
  } catch (error) {
    if (transaction.open) transaction.undo(mark);
    throw error;
  }
}
