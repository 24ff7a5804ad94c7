import type { Field } from '../../compiler/contract/data-type.ts';
import { gobiError } from '../../compiler/contract/runtime-error.ts';
import type { Files } from '../host/files.ts';
import type { Arena } from './arena.ts';
import type { ByteSource } from './byte-source.ts';
import { readAll } from './byte-source.ts';
import { commonFields } from './common-type.ts';
import type { DialectOptions } from './csv/sniff-dialect.ts';
import type { FileFormat } from './file-format.ts';
import { formatOf } from './file-format.ts';
import { compressed, openSource } from './file-source.ts';
import { formatModules } from './format-modules.ts';
import { expandGlob, isGlob } from './glob.ts';
import type { ParquetCompression } from './parquet/write-parquet.ts';
import { tableOf } from './table-from-rows.ts';
import { selectColumns } from './select-columns.ts';
import type { Table } from './table.ts';
import { unionTables } from './union-tables.ts';

/** How files are read. */
export interface FileReadOptions extends DialectOptions {
  /** The format, when the name does not tell. */
  readonly format?: string | null;
  /** The columns wanted, by name, in this order; all when absent. */
  readonly columns?: readonly string[];
  /** Types that are known already, by column name: values are read as, or cast to, them. */
  readonly fields?: readonly Field[];
  readonly arena?: Arena;
}

/**
 * The columns of a file, or of all files of a pattern together, with the narrowest types that hold every value. Text formats are read from
 * beginning to end for this. Files without anything in them add none to a pattern; where nothing says what the columns are, the file is `CorruptFile`.
 * Throws `FileNotFound`, `UnknownFormat`, `CorruptFile`, `Unsupported`.
 */
export function inferSchema(files: Files, path: string, options: FileReadOptions = {}): Field[] {
  const fields = commonFields(
    pathsOf(files, path).map((each) => {
      const { format, compression } = formatOf(each, options.format);
      return sourceFields(openSource(files, each, compression), format, options);
    }),
  );
  if (fields.length > 0) return fields;
  throw gobiError('CorruptFile', { file: path, reason: 'it is empty: nothing in it says what its columns are' });
}

/** The columns of data in memory; `source.name` is what messages call it. */
export function sourceFields(source: ByteSource, format: FileFormat, options: FileReadOptions = {}): Field[] {
  switch (format) {
    case 'parquet': {
      const { fields } = formatModules.readParquet().openParquet(source);
      return fields.map(({ name, type, nullable }) => ({ name, type, nullable }));
    }
    case 'csv':
    case 'tsv': {
      const { csvFields, isBlank, openCsv } = formatModules.readCsv();
      if (isBlank(source)) return [];
      return csvFields(openCsv(source, dialectOptions(format, options)));
    }
    case 'json':
    case 'ndjson':
      return formatModules
        .readJson()
        .jsonColumns(source, format === 'ndjson')
        .map(({ field }) => field);
    case 'arrow':
      return formatModules.readArrow().ipcFields(readAll(source), source.name);
  }
}

/** Reads a file, or all files of a pattern one after the other, their columns matched by name. Throws what `inferSchema` throws, and `ColumnNotFound`. */
export function readFile(files: Files, path: string, options: FileReadOptions = {}): Table {
  const paths = pathsOf(files, path);
  const fields = options.fields ?? (paths.length > 1 ? inferSchema(files, path, options) : undefined);
  const tables = paths.map((each) => {
    const { format, compression } = formatOf(each, options.format);
    const source = openSource(files, each, compression);
    return readSource(source, format, fields === undefined ? options : { ...options, fields }, paths.length > 1);
  });
  return tables.length === 1 ? tables[0]! : unionTables(tables, fields!, options.columns);
}

/** Reads data in memory. `partial`: columns that it does not have are left out instead of being an error. */
export function readSource(
  source: ByteSource,
  format: FileFormat,
  options: FileReadOptions = {},
  partial = false,
): Table {
  const wanted = (found: readonly Field[]): readonly WantedField[] =>
    wantedFields(source.name, found, options, partial);
  switch (format) {
    case 'parquet':
      return readParquetSource(source, wanted, options.arena);
    case 'csv':
    case 'tsv':
      return readCsvSource(source, format, wanted, options);
    case 'json':
    case 'ndjson':
      return readJsonSource(source, format === 'ndjson', wanted, partial ? { ...options, fields: undefined } : options);
    case 'arrow':
      return readArrowSource(source, wanted, options.arena);
  }
}

type Wanted = (found: readonly Field[]) => readonly WantedField[];

function readParquetSource(source: ByteSource, wanted: Wanted, arena: Arena | undefined): Table {
  const { openParquet, readParquet } = formatModules.readParquet();
  const file = openParquet(source);
  const columns = wanted(file.fields);
  const table = readParquet(file, {
    columns: columns.map(({ position }) => position),
    ...(arena === undefined ? {} : { arena }),
  });
  return selectColumns(
    table,
    columns.map(({ field }) => field),
    arena,
  );
}

function readArrowSource(source: ByteSource, wanted: Wanted, arena: Arena | undefined): Table {
  let columns: readonly WantedField[] = [];
  const table = formatModules.readArrow().fromIpc(readAll(source), source.name, arena, (found) => {
    columns = wanted(found);
    return columns.map(({ position }) => position);
  });
  return selectColumns(
    table,
    columns.map(({ field }) => field),
    arena,
  );
}

function readCsvSource(source: ByteSource, format: FileFormat, wanted: Wanted, options: FileReadOptions): Table {
  const { csvFields, isBlank, openCsv, readCsv } = formatModules.readCsv();
  const { arena, fields } = options;
  if (isBlank(source))
    return tableOf(
      wanted(fields ?? []).map(({ field }) => field),
      [],
    );
  const file = openCsv(source, dialectOptions(format, options));
  const typed = (name: string): Field =>
    fields?.find((field) => sameName(field.name, name)) ?? { name, type: { kind: 'string' }, nullable: true };
  const columns = wanted(fields === undefined ? csvFields(file) : file.names.map(typed));
  const table = readCsv(
    file,
    columns.map(({ position, field }) => ({ position, type: field.type })),
    arena,
  );
  return { ...table, fields: columns.map(({ field }) => ({ ...field, nullable: true })) };
}

function readJsonSource(
  source: ByteSource,
  lines: boolean,
  wanted: Wanted,
  { fields, arena }: { readonly fields?: readonly Field[] | undefined; readonly arena?: Arena },
): Table {
  const { jsonColumns, readJson } = formatModules.readJson();
  if (fields !== undefined)
    return readJson(
      source,
      lines,
      wanted(fields).map(({ field }) => ({ field: { ...field, nullable: true }, key: field.name })),
      arena,
    );
  const found = jsonColumns(source, lines);
  const columns = wanted(found.map(({ field }) => field));
  return readJson(
    source,
    lines,
    columns.map(({ position, field }) => ({ field, key: found[position]!.key })),
    arena,
  );
}

interface WantedField {
  /** Where the column stands in the file. */
  readonly position: number;
  /** Its name and the type to read it as. */
  readonly field: Field;
}

function wantedFields(
  name: string,
  found: readonly Field[],
  { columns, fields }: FileReadOptions,
  partial: boolean,
): WantedField[] {
  const names = columns ?? fields?.map((field) => field.name) ?? found.map((field) => field.name);
  return names.flatMap((wanted) => {
    const exact = found.findIndex((field) => field.name === wanted);
    const position = exact >= 0 ? exact : found.findIndex((field) => sameName(field.name, wanted));
    if (position >= 0) {
      const own = found[position]!;
      const given = fields?.find((field) => sameName(field.name, wanted));
      return [
        { position, field: { name: given?.name ?? own.name, type: given?.type ?? own.type, nullable: own.nullable } },
      ];
    }
    if (partial) return [];
    throw gobiError('ColumnNotFound', { table: `'${name}'`, name: wanted });
  });
}

function sameName(a: string, b: string): boolean {
  return a === b || a.toLowerCase() === b.toLowerCase();
}

function pathsOf(files: Files, path: string): string[] {
  if (!isGlob(path) || files.exists(path)) return [path];
  const found = expandGlob(files, path);
  if (found.length === 0) throw gobiError('FileNotFound', { file: path });
  return found;
}

function dialectOptions(format: FileFormat, { delimiter, quote, header }: FileReadOptions): DialectOptions {
  const given = delimiter ?? (format === 'tsv' ? '\t' : undefined);
  return {
    ...(given === undefined ? {} : { delimiter: given }),
    ...(quote === undefined ? {} : { quote }),
    ...(header === undefined ? {} : { header }),
  };
}

/** How files are written. */
export interface FileWriteOptions {
  readonly format?: string | null;
  /** Of Parquet pages; default `zstd`. */
  readonly compression?: ParquetCompression;
  /** Of CSV: one character. */
  readonly delimiter?: string;
  /** Of CSV: default true. */
  readonly header?: boolean;
}

/** Writes the table to a file, replacing one that is there, whole or not at all. Throws `UnknownFormat`, `DiskFull`, … */
export function writeFile(files: Files, path: string, table: Table, options: FileWriteOptions = {}): void {
  files.replace(path, formattedFile(path, table, options));
}

/** The bytes of a file of this name, compressed where its end says so. Throws `UnknownFormat`. */
export function formattedFile(path: string, table: Table, options: FileWriteOptions = {}): Uint8Array {
  const { format, compression } = formatOf(path, options.format);
  return compressed(fileBytes(table, format, options), compression);
}

/** The bytes of a file that holds the table. */
export function fileBytes(table: Table, format: FileFormat, options: FileWriteOptions = {}): Uint8Array {
  const { delimiter = format === 'tsv' ? '\t' : ',', header = true } = options;
  switch (format) {
    case 'parquet':
      return formatModules
        .writeParquet()
        .parquetBytes(table, options.compression === undefined ? {} : { compression: options.compression });
    case 'csv':
    case 'tsv':
      return joined(formatModules.writeCsv().csvPieces(table, { delimiter, header }));
    case 'json':
    case 'ndjson':
      return joined(formatModules.writeJson().jsonPieces(table, format === 'ndjson'));
    case 'arrow':
      return formatModules.writeArrow().toIpc(table, { format: 'file' });
  }
}

function joined(pieces: Iterable<string>): Uint8Array {
  return Buffer.concat(Array.from(pieces, (piece) => Buffer.from(piece)));
}
