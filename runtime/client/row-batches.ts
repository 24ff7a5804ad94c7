import type { Table as ArrowTable } from 'apache-arrow';
import type { ColumnTable } from 'arquero';
import type { Field } from '../../compiler/contract/data-type.ts';
import { gobiError } from '../../compiler/contract/runtime-error.ts';
import { fromUserValue, typeOfUserValues } from '../columnar/from-user-value.ts';
import { tableFromRows } from '../columnar/table-from-rows.ts';
import type { Table } from '../columnar/table.ts';
import type { Value } from '../columnar/value.ts';
import { Result } from './result.ts';

/** A row, by the names of its columns. */
export type InputRow = Readonly<Record<string, unknown>>;

/** Values of columns, by name, all of one length. */
export type InputColumns = Readonly<Record<string, readonly unknown[] | ArrayLike<number | bigint>>>;

/** Many rows at once: a result, an Apache Arrow or Arquero table, an Arrow IPC stream, rows. */
export type InputBatch = Result | ArrowTable | ColumnTable | Uint8Array | readonly InputRow[];

/** Rows for a table: one batch, columns, or rows and batches as they come. */
export type RowInput =
  InputBatch | InputColumns | Iterable<InputRow | InputBatch> | AsyncIterable<InputRow | InputBatch>;

/** Single rows go together to batches of so many. */
const BATCH_ROWS = 16384;

/**
 * Rows as tables. Types follow from the values of a batch; the columns of single rows are those of the first: what a later one lacks is NULL, what it has beyond is an
 * error. Errors: `SchemaMismatch`, `ConversionError`.
 */
export async function* rowBatches(input: RowInput): AsyncGenerator<Table> {
  const whole = await wholeBatch(input);
  if (whole !== null) return yield whole;
  if (!isIterable(input)) return yield columnsTable(input as InputColumns);
  let rows: InputRow[] = [];
  let names: readonly string[] | null = null;
  for await (const item of input as AsyncIterable<InputRow | InputBatch>) {
    if (Array.isArray(item)) {
      yield* rowBatches(item as readonly InputRow[]);
      continue;
    }
    const batch = await wholeBatch(item as InputBatch);
    if (batch !== null) {
      yield batch;
      continue;
    }
    names ??= Object.keys(item);
    rows.push(item as InputRow);
    if (rows.length < BATCH_ROWS) continue;
    yield rowsTable(names, rows);
    rows = [];
  }
  if (names !== null && rows.length > 0) yield rowsTable(names, rows);
}

/** A table that is whole in itself; `null` for rows, columns and what gives them one by one. */
async function wholeBatch(input: unknown): Promise<Table | null> {
  if (typeof input !== 'object' || input === null)
    throw gobiError('SchemaMismatch', { target: 'the table', expected: 'rows', found: String(input) });
  if (input instanceof Result) return input.table ?? { fields: [], segments: [], rowCount: 0 };
  if (input instanceof Uint8Array) return (await import('../columnar/arrow/from-ipc.ts')).fromIpc(input, 'the rows');
  if ('schema' in input && 'batches' in input)
    return (await import('../columnar/arrow/from-arrow.ts')).fromArrow(input as ArrowTable);
  if ('columnNames' in input && typeof input.columnNames === 'function')
    return (await import('../columnar/arquero/from-arquero.ts')).fromArquero(input as ColumnTable);
  return null;
}

function isIterable(input: object): boolean {
  return Symbol.iterator in input || Symbol.asyncIterator in input;
}

function rowsTable(names: readonly string[], rows: readonly InputRow[]): Table {
  const known = new Set(names);
  for (const row of rows) {
    const other = Object.keys(row).find((name) => !known.has(name));
    if (other !== undefined)
      throw gobiError('SchemaMismatch', { target: 'the first row', expected: names.join(', '), found: other });
  }
  return columnsTable(Object.fromEntries(names.map((name) => [name, rows.map((row) => row[name])])));
}

function columnsTable(columns: InputColumns): Table {
  const entries = Object.entries(columns).map(([name, values]) => [name, Array.from<unknown>(values)] as const);
  const length = entries[0]?.[1].length ?? 0;
  const uneven = entries.find(([, values]) => values.length !== length);
  if (uneven !== undefined)
    throw gobiError('SchemaMismatch', {
      target: 'the columns',
      expected: `${length} values each`,
      found: `${uneven[0]} with ${uneven[1].length}`,
    });
  const fields = entries.map(([name, values]): Field => ({ name, type: typeOfUserValues(values), nullable: true }));
  const converted = entries.map(([, values], i) => values.map(fromUserValue(fields[i]!.type)));
  return tableFromRows(fields, rowsOfColumns(converted, length));
}

function* rowsOfColumns(columns: readonly (readonly Value[])[], length: number): Generator<readonly Value[]> {
  for (let row = 0; row < length; row++) yield columns.map((column) => column[row]!);
}
