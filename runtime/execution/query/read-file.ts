import type { Field } from '../../../compiler/contract/data-type.ts';
import { readFile as readTable } from '../../columnar/files.ts';
import { tableOf } from '../../columnar/table-from-rows.ts';
import type { Table } from '../../columnar/table.ts';
import { foundFile } from '../files/remote-file.ts';
import type { Frame } from '../frame.ts';

/** A file in FROM. `fields` are what the statement was compiled for, one for each of `columns`. */
export interface FileRead {
  readonly path: string;
  /** Names of secrets for the web server that has it. */
  readonly secrets: readonly string[];
  readonly format: string | null;
  readonly columns: readonly string[];
  readonly fields: readonly Field[];
}

/** Reads columns of a file by name, in the types that the statement was compiled for. */
export function readFile(frame: Frame, { path, secrets, format, columns, fields }: FileRead): Table {
  const types = columns.map((name, i): Field => ({ ...fields[i]!, name }));
  const found = foundFile(frame, path, secrets);
  const table = readTable(found.files, found.path, {
    format,
    columns,
    fields: types,
  });
  return tableOf(fields, table.segments);
}
