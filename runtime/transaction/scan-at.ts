import { sameDataType, showDataType, type DataType, type Field } from '../../compiler/contract/data-type.ts';
import { gobiError } from '../../compiler/contract/runtime-error.ts';
import type { CatalogState, ColumnEntry, TableEntry } from '../catalog/catalog-state.ts';
import { requireTable } from '../catalog/create-table.ts';
import { findTable } from '../catalog/find.ts';
import { shownName } from '../catalog/shown-name.ts';
import { systemTable } from '../catalog/system-tables.ts';
import type { Table } from '../columnar/table.ts';
import type { Lake } from '../lake/lake.ts';
import type { ColumnTest } from '../lake/rows/column-test.ts';
import { scanSources } from '../lake/rows/scan-rows.ts';

/** A table of another snapshot as a query expects it. */
export interface FormerScan {
  readonly snapshot: number;
  readonly schema: string;
  readonly name: string;
  /** The wanted columns by their names in the table. */
  readonly fields: readonly Field[];
  /** Whether a table may be read that is another one than the query's, of the same name. */
  readonly anyTable: boolean;
}

/**
 * The rows that a table had at a snapshot, for a transaction that is at `now`: of the table that had the name then, whose columns are found by name. Errors: `TableNotFound`
 * where there was no table of the name, `InvalidOperation` where a column was not there, or was of another type.
 */
export function scanAt(
  lake: Lake,
  now: CatalogState,
  wanted: FormerScan,
  id: number,
  columns: readonly number[] | null,
  tests: readonly ColumnTest[],
): Table {
  const state = lake.stateAt(wanted.snapshot);
  if (systemTable(id) !== null) return lake.scan(state, id, columns);
  // temporary and attached tables are no other snapshot's
  const former = id < 0 ? null : findTable(state, wanted.schema, wanted.name);
  if (former === null) {
    const present = now.tables.get(id);
    const name = present === undefined ? wanted.name : shownName(requireTable(now, id));
    throw gobiError('TableNotFound', { name, snapshot: state.snapshot });
  }
  if (former.id !== id && !wanted.anyTable)
    throw gobiError('AccessDenied', {
      who: 'this session',
      what: `read the table that was called \`${wanted.name}\` at snapshot ${state.snapshot}, and is another one than today's`,
    });
  const places = wanted.fields.map((field) => placeOf(former, field, state.snapshot));
  const present = now.tables.get(id);
  const shaped = wanted.fields.reduce(
    (table, field, i) => fitted(table, places[i]!, field, present, state.snapshot),
    former,
  );
  const moved = tests.map((test) => ({ ...test, column: places[columns?.indexOf(test.column) ?? test.column]! }));
  const rows = scanSources(shaped, lake.version(state, former).sources, places, moved);
  for (const [i, field] of wanted.fields.entries()) if (!field.nullable) requireValues(rows, i, field, wanted);
  return rows;
}

function placeOf(table: TableEntry, { name }: Field, snapshot: number): number {
  const place = table.columns.findIndex((column) => column.name.toLowerCase() === name.toLowerCase());
  if (place >= 0) return place;
  throw differs(table.name, snapshot, `it had no column \`${name}\` then`);
}

/** The table with a column as it is wanted: of the type that it had, or of the wider one that it has now. */
function fitted(
  table: TableEntry,
  place: number,
  { name, type }: Field,
  present: TableEntry | undefined,
  snapshot: number,
): TableEntry {
  const column = table.columns[place]!;
  if (sameDataType(column.type, type)) return table;
  const now = present?.columns.find(({ fieldId }) => fieldId === column.fieldId);
  if (present?.id === table.id && now !== undefined && sameDataType(now.type, type) && isWider(column.type, type))
    return { ...table, columns: table.columns.with(place, widened(column, now)) };
  throw differs(table.name, snapshot, `\`${name}\` was ${showDataType(column.type)} then, not ${showDataType(type)}`);
}

function widened(column: ColumnEntry, { type, storageType }: ColumnEntry): ColumnEntry {
  return { ...column, type, storageType };
}

/** Whether stored values of a type are read as another one as they are. */
function isWider(from: DataType, to: DataType): boolean {
  if (from.kind === 'int' && to.kind === 'int') return from.unsigned === to.unsigned && from.bits < to.bits;
  return from.kind === 'float' && to.kind === 'float' && from.bits < to.bits;
}

/** A column that is never NULL today may have been. */
function requireValues({ segments }: Table, place: number, { name }: Field, wanted: FormerScan): void {
  if (segments.some(({ columns }) => columns[place]!.stats.nullCount > 0))
    throw differs(wanted.name, wanted.snapshot, `\`${name}\` had NULLs then`);
}

function differs(table: string, snapshot: number, reason: string): Error {
  return gobiError('InvalidOperation', {
    what: `reading \`${table}\` with the columns of today at snapshot ${snapshot}`,
    reason,
    instead: `write the snapshot itself, \`as of ${snapshot}\`: such a query has the columns that the table had`,
  });
}
