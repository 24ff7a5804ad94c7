import type { TableEntry } from '../../catalog/catalog-state.ts';
import type { Table } from '../../columnar/table.ts';
import { checkViolation } from '../dml/check.ts';
import { runDynamic } from '../dynamic/run-dynamic.ts';
import type { Frame } from '../frame.ts';

const ROWS = 'rows_of_the_file';

/** Raises `CheckViolation` with the first row of a file that breaks a CHECK of the table. */
export function checkCopied(frame: Frame, table: TableEntry, rows: Table): void {
  for (const { name, text } of table.checks) {
    const query = `select * from {${ROWS}} as \`${table.name.replaceAll('`', '``')}\` where not (${text}) limit 1`;
    const statement = { text: query, offset: 0, locals: [{ name: ROWS, table: true, slot: null }] };
    const broken = runDynamic(frame, statement, { file: 'check', text: query }, [rows]) as Table;
    if (broken.rowCount > 0) throw checkViolation(frame, table.id, name, broken);
  }
}
