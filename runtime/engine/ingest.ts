import { STRING, type Field } from '../../compiler/contract/data-type.ts';
import { gobiError } from '../../compiler/contract/runtime-error.ts';
import { suggest } from '../../compiler/contract/suggest.ts';
import type { TableEntry } from '../catalog/catalog-state.ts';
import { findTable } from '../catalog/find.ts';
import { shownName } from '../catalog/shown-name.ts';
import { exactCast } from '../columnar/exact-cast.ts';
import { compactTable } from '../columnar/gather-table.ts';
import { tableOf } from '../columnar/table-from-rows.ts';
import type { Table } from '../columnar/table.ts';
import type { Session } from '../execution/session.ts';

/** What rows are called while they go into a table: no name of a column or of a variable that somebody would choose. */
const ROWS = 'rows that come';

/** Rows that go into a table. */
export interface Ingest {
  /** `table` or `schema.table`; parts may stand in backticks. */
  readonly table: string;
  /** Rows whose key is there take the place of those that have it. */
  readonly upsert: boolean;
  readonly batches: Iterable<Table>;
}

/**
 * Puts batches of rows into a table, one after the other, as one change: all of them, or none. Columns are found by name; those that are left out get their defaults. Gives
 * the number of rows. `run` runs a statement in the session. Errors: `TableNotFound`, `ColumnNotFound`, what `exactCast` and INSERT throw.
 */
export function ingest(session: Session, order: Ingest, run: (text: string) => void): number {
  const outer = session.explicit;
  const mark = outer ? session.transaction.mark() : null;
  session.explicit = true;
  let rows = 0;
  try {
    for (const batch of order.batches) {
      const table = targetOf(session, order.table);
      const fitted = fit(batch, table);
      if (fitted.rowCount === 0) continue;
      session.locals.set(ROWS, fitted);
      session.scope.set(ROWS, {
        name: ROWS,
        type: { kind: 'table', fields: fitted.fields, one: false },
        nullable: false,
        refersTo: null,
      });
      run(statement(table, fitted.fields, order.upsert));
      rows += fitted.rowCount;
    }
    if (!outer) session.commit();
    return rows;
  } catch (error) {
    if (mark === null) session.rollback();
    else if (session.transaction.open) session.transaction.undo(mark);
    throw error;
  } finally {
    session.locals.delete(ROWS);
    session.scope.delete(ROWS);
  }
}

const NAME = /^\s*(?:(`(?:[^`]|``)+`|[^`.]+)\.)?(`(?:[^`]|``)+`|[^`.]+)\s*$/;

function targetOf(session: Session, text: string): TableEntry {
  const [, schema, name] = NAME.exec(text) ?? [];
  const found =
    name === undefined
      ? null
      : findTable(session.transaction.state, schema === undefined ? session.schema : plain(schema), plain(name));
  if (found === null) throw gobiError('TableNotFound', { name: text });
  return found;
}

function plain(part: string): string {
  return part.startsWith('`') ? part.slice(1, -1).replaceAll('``', '`') : part.trim();
}

/** The rows with the names and types of the table's columns. */
function fit(batch: Table, table: TableEntry): Table {
  const target = shownName(table);
  const fields = batch.fields.map(({ name }): Field => {
    const column = table.columns.find((each) => each.name.toLowerCase() === name.toLowerCase());
    if (column === undefined) {
      const names = table.columns.map((each) => each.name);
      throw gobiError('ColumnNotFound', { table: target, name, nearest: suggest(name, names) });
    }
    // The statement that puts the rows in seals texts for a column of secrets.
    return { name: column.name, type: column.type.kind === 'secret' ? STRING : column.type, nullable: true };
  });
  const twice = fields.find(({ name }, i) => fields.findIndex((each) => each.name === name) < i);
  if (twice !== undefined)
    throw gobiError('SchemaMismatch', {
      target,
      expected: 'each column once',
      found: `${twice.name} twice`,
    });
  const segments = compactTable(batch).segments.map((segment) => ({
    ...segment,
    columns: segment.columns.map((column, i) => exactCast(fields[i]!.name, column, fields[i]!.type)),
  }));
  return tableOf(fields, segments);
}

function statement(table: TableEntry, fields: readonly Field[], upsert: boolean): string {
  const columns = fields.map(({ name }) => quoted(name)).join(', ');
  const target = `${quoted(table.schema)}.${quoted(table.name)}`;
  return `${upsert ? 'upsert' : 'insert'} into ${target} (${columns}) select ${columns} from {${quoted(ROWS)}}`;
}

function quoted(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}
