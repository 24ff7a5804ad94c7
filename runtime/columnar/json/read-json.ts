import type { Field } from '../../../compiler/contract/data-type.ts';
import { GobiError, gobiError } from '../../../compiler/contract/runtime-error.ts';
import type { Arena } from '../arena.ts';
import { columnBuilder } from '../builders/column-builder.ts';
import type { ByteSource } from '../byte-source.ts';
import { shareDictionaries } from '../layout/share-dictionary.ts';
import { segmentOf, tableOf } from '../table-from-rows.ts';
import type { Segment, Table } from '../table.ts';
import { SEGMENT_ROWS } from '../table.ts';
import { jsonConverter } from './json-converter.ts';
import type { JsonRecord } from './json-records.ts';
import { jsonRecords } from './json-records.ts';
import { JsonShape } from './json-shape.ts';
import type { JsonValue } from './parse-json.ts';

/** A column of a JSON file: the key of its values in the records; `null` when the records are no objects and stand for the one column. */
export interface JsonColumn {
  readonly field: Field;
  readonly key: string | null;
}

/** The columns of a file, from all of its records: their keys in the order of first appearance, with the types that hold all the values; none where there is no record. Throws `CorruptFile`. */
export function jsonColumns(source: ByteSource, lines: boolean): JsonColumn[] {
  const shape = new JsonShape();
  let records = 0;
  for (const { value } of jsonRecords(source, lines)) {
    shape.add(value);
    records++;
  }
  if (records === 0) return [];
  const { fields } = shape;
  if (fields === null) return [{ field: { name: 'value', type: shape.type(), nullable: true }, key: null }];
  const taken = new Set<string>();
  return Array.from(fields, ([key, part]) => ({
    key,
    field: { name: freeName(key, taken), type: part.type(), nullable: true },
  }));
}

/** Names compare without case: of equal ones the later get a number. */
function freeName(key: string, taken: Set<string>): string {
  const wanted = key === '' ? 'column' : key;
  let free = wanted;
  for (let n = 2; taken.has(free.toLowerCase()); n++) free = `${wanted}_${n}`;
  taken.add(free.toLowerCase());
  return free;
}

/**
 * The rows of the file; a key that a record does not have is NULL. Throws `CorruptFile` for records that do not fit the columns, `ColumnNotFound` for
 * a column that no record has.
 */
export function readJson(source: ByteSource, lines: boolean, columns: readonly JsonColumn[], arena?: Arena): Table {
  const seen = columns.map(({ key }) => key === null);
  const table = readRecords(source, lines, columns, seen, arena);
  if (table.rowCount === 0 || !seen.includes(false)) return table;
  const found = jsonColumns(source, lines);
  return readRecords(
    source,
    lines,
    columns.map((column, i) => (seen[i] ? column : renamed(source, column, found))),
    [],
    arena,
  );
}

/** The column under the key that its name stands for: one that differs in case, or was told apart by a number. */
function renamed(source: ByteSource, { field, key }: JsonColumn, found: readonly JsonColumn[]): JsonColumn {
  const column = found.find((each) => each.field.name.toLowerCase() === field.name.toLowerCase());
  if (column === undefined) throw gobiError('ColumnNotFound', { table: `'${source.name}'`, name: key ?? field.name });
  return { field, key: column.key };
}

function readRecords(
  source: ByteSource,
  lines: boolean,
  columns: readonly JsonColumn[],
  seen: boolean[],
  arena?: Arena,
): Table {
  const converters = columns.map(({ field }) => jsonConverter(field.type));
  const segments: Segment[] = [];
  let builders = columns.map(({ field }) => columnBuilder(field.type));
  let length = 0;
  const cut = (): void => {
    segments.push(
      segmentOf(
        builders.map((builder) => builder.finish(arena)),
        length,
      ),
    );
    builders = columns.map(({ field }) => columnBuilder(field.type));
    length = 0;
  };
  for (const record of jsonRecords(source, lines)) {
    columns.forEach((column, i) => {
      const value = column.key === null ? record.value : partOf(source, record, column.key);
      if (value !== undefined) seen[i] = true;
      builders[i]!.appendValue(
        value === undefined ? null : located(source, record, column, () => converters[i]!(value)),
      );
    });
    if (++length === SEGMENT_ROWS) cut();
  }
  if (length > 0) cut();
  return shareDictionaries(
    tableOf(
      columns.map(({ field }) => field),
      segments,
    ),
    arena,
  );
}

function partOf(source: ByteSource, record: JsonRecord, key: string): JsonValue | undefined {
  if (record.value instanceof Map) return record.value.get(key);
  if (record.value === null) return null;
  throw gobiError('CorruptFile', { file: source.name, reason: 'the record is no object', ...record.place() });
}

/** Adds the place in the file to what a conversion throws. */
function located<T>(source: ByteSource, record: JsonRecord, { field }: JsonColumn, convert: () => T): T {
  try {
    return convert();
  } catch (error) {
    if (!(error instanceof GobiError)) throw error;
    throw gobiError(
      'CorruptFile',
      { file: source.name, reason: error.message, ...record.place(), column: field.name },
      { cause: error },
    );
  }
}
