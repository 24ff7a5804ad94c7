import { sameDataType, showDataType, type DataType } from '../../../compiler/contract/data-type.ts';
import { gobiError, GobiError } from '../../../compiler/contract/runtime-error.ts';
import type { ColumnDefinition } from '../../catalog/definitions.ts';
import type { TableEntry } from '../../catalog/catalog-state.ts';
import { rowsOf } from '../../columnar/rows-of.ts';
import { showValue } from '../../columnar/convert/print-value.ts';
import type { Table } from '../../columnar/table.ts';
import { checkViolation } from '../dml/check.ts';
import { runDynamic } from '../dynamic/run-dynamic.ts';
import type { Frame } from '../frame.ts';
import { columnDefinition } from './create-table.ts';

/**
 * ALTER COLUMN TYPE where the rows must be written anew: each row keeps its identity and its other values. With USING the expression tells the value;
 * without it the value is cast, and one that the new type cannot hold exactly is an error.
 */
export function retypeColumn(
  frame: Frame,
  table: TableEntry,
  at: number,
  { type, using }: { readonly type: DataType; readonly using: string | null },
): void {
  const column = table.columns[at]!;
  if (using === null) requireExact(frame, table, at, type);
  const value = using ?? quoted(column.name);
  const rows = run(
    frame,
    table,
    `select * replace (cast((${value}) as ${showDataType(type)}) as ${quoted(column.name)}) from ${named(table)}`,
  );
  const by = defaultAs(frame, table, at, type);
  frame.transaction.alterTable(table.id, { kind: 'replace_column', column: at, by });
  frame.transaction.rewriteRows(table.id, rows);
  checkConstraints(frame, table, column.name);
}

/** A value that is another one after its way there and back is not said by the new type. */
function requireExact(frame: Frame, table: TableEntry, at: number, type: DataType): void {
  const { name, type: from } = table.columns[at]!;
  if (!isMeasure(from) || !isMeasure(type)) return;
  const [column, there] = [quoted(name), showDataType(type)];
  const lost = run(
    frame,
    table,
    `select ${column} from ${named(table)} where cast(cast(${column} as ${there}) as ${showDataType(from)}) is distinct from ${column} limit 1`,
  );
  for (const [value] of rowsOf(lost))
    throw gobiError('InvalidOperation', {
      what: `changing ${table.name}.${name} from ${showDataType(from)} to ${there}`,
      reason: `${showValue(value!, from)} would lose a part`,
      instead: `say how to change the values: \`using cast(${name} as ${there})\``,
    });
}

const MEASURES: ReadonlySet<DataType['kind']> = new Set(['int', 'float', 'decimal', 'date', 'time', 'timestamp']);

/** Types of which a cast may give a value that is near and not the same. */
function isMeasure({ kind }: DataType): boolean {
  return MEASURES.has(kind);
}

/** The column in its new type; its DEFAULT is cast, or must be dropped before. */
function defaultAs(frame: Frame, table: TableEntry, at: number, type: DataType): ColumnDefinition {
  const { name, nullable, defaultText: before, type: from } = table.columns[at]!;
  const defaultText =
    before === null || sameDataType(from, type) ? before : `cast((${before}) as ${showDataType(type)})`;
  try {
    return columnDefinition(frame, { name, type, nullable, defaultText, comment: null });
  } catch (error) {
    if (!(error instanceof GobiError)) throw error;
    throw gobiError(
      'InvalidOperation',
      {
        what: `changing ${table.name}.${name} to ${showDataType(type)}`,
        reason: `its default ${before} cannot be cast`,
        instead: `\`alter table ${table.name} alter column ${name} drop default\` first`,
      },
      { cause: error },
    );
  }
}

/** The checks of the table, as it is now, hold for its rows, and can be read; `column` is the one that was changed. Errors: `CheckViolation`, `DependentObjects`. */
export function checkConstraints(frame: Frame, table: TableEntry, column?: string): void {
  const now = frame.transaction.state.tables.get(table.id)!;
  for (const { name, text } of now.checks) {
    const broken = `select * from ${named(now)} where not (${text}) limit 1`;
    if (!frame.environment.compiler.checks(broken, frame.transaction.state))
      throw gobiError('DependentObjects', {
        ...(column === undefined
          ? { kind: 'table', name: table.name }
          : { kind: 'column', name: `${table.name}.${column}` }),
        dependents: [`constraint ${name}`],
      });
    const rows = run(frame, now, broken);
    if (rows.rowCount > 0) throw checkViolation(frame, table.id, name, rows);
  }
}

function run(frame: Frame, table: TableEntry, text: string): Table {
  const rows = runDynamic(frame, { text, offset: 0, locals: [] }, { file: `alter table ${table.name}`, text }, []);
  if (rows === null || typeof rows === 'number') throw gobiError('InternalError', { what: `rewriting ${table.name}` });
  return rows;
}

function quoted(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}

function named({ schema, name }: TableEntry): string {
  return `${quoted(schema)}.${quoted(name)}`;
}
