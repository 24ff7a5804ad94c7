import type { DataType, Field } from '../../../compiler/contract/data-type.ts';
import { showDataType, STRING } from '../../../compiler/contract/data-type.ts';
import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import type { Arena } from '../arena.ts';
import type { ByteSource } from '../byte-source.ts';
import type { Column } from '../column.ts';
import { showValue } from '../convert/print-value.ts';
import { segmentOf, tableOf } from '../table-from-rows.ts';
import type { Table } from '../table.ts';
import type { ColumnParser } from './column-parsers.ts';
import { columnParser } from './column-parsers.ts';
import type { CsvBlock } from './csv-blocks.ts';
import { corruptLine, csvBlocks, lineAt } from './csv-blocks.ts';
import type { Dialect } from './dialect.ts';
import { ColumnClasses } from './infer-csv.ts';
import { fieldText, newRecords, scanRecords } from './record-scanner.ts';
import type { DialectOptions } from './sniff-dialect.ts';
import { sniffDialect } from './sniff-dialect.ts';

/** A delimited text file whose dialect and columns are known. */
export interface CsvFile {
  readonly source: ByteSource;
  readonly dialect: Dialect;
  readonly names: readonly string[];
  /** Where the data begin: after a byte order mark and the header. */
  readonly start: number;
}

const SAMPLE_BYTES = 1 << 18;

/** Finds out the dialect and the names of the columns. Throws `CorruptFile`. */
export function openCsv(source: ByteSource, options: DialectOptions = {}): CsvFile {
  const mark = source.read(0, 3);
  if ((mark[0] === 0xff && mark[1] === 0xfe) || (mark[0] === 0xfe && mark[1] === 0xff)) {
    throw gobiError('CorruptFile', { file: source.name, reason: 'it is UTF-16; convert it to UTF-8', offset: 0 });
  }
  const begin = mark[0] === 0xef && mark[1] === 0xbb && mark[2] === 0xbf ? 3 : 0;
  const { sample, whole } = sampleOf(source, begin);
  const dialect = sniffDialect(sample, whole, options);
  const records = newRecords();
  const { end, bad } = scanRecords(sample, 0, whole, dialect, false, 1, records);
  if (bad !== null) throw corruptLine(source, begin + bad.offset, bad.reason);
  if (records.count === 0)
    throw gobiError('CorruptFile', { file: source.name, reason: 'it has no rows and no header', offset: begin });
  const width = records.firstFields[1]!;
  const names = Array.from({ length: width }, (_, field) =>
    dialect.header ? fieldText(sample, records, field, dialect.quote).trim() : '',
  );
  return { source, dialect, names: distinctNames(names), start: begin + (dialect.header ? end : 0) };
}

/** Whether there is nothing in the file: no row, and no header that names columns. */
export function isBlank(source: ByteSource): boolean {
  if (source.size > SAMPLE_BYTES) return false;
  return /^\uFEFF?\s*$/.test(Buffer.from(source.read(0, source.size)).toString());
}

/** The beginning of the file with at least one whole record in it. */
function sampleOf(source: ByteSource, begin: number): { sample: Uint8Array; whole: boolean } {
  for (let size = SAMPLE_BYTES; ; size *= 4) {
    const sample = source.read(begin, size);
    const whole = begin + sample.length >= source.size;
    if (whole || sample.includes(0x0a) || sample.includes(0x0d)) return { sample, whole };
  }
}

/** Columns without a name are called `column1`, `column2`, …; of equal names the later ones get a number. */
function distinctNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name, i) => {
    const wanted = name === '' ? `column${i + 1}` : name;
    let free = wanted;
    for (let n = 2; taken.has(free.toLowerCase()); n++) free = `${wanted}_${n}`;
    taken.add(free.toLowerCase());
    return free;
  });
}

/** The columns with the narrowest types that read every field of the file; all of it is looked at. Throws `CorruptFile`. */
export function csvFields(file: CsvFile): Field[] {
  const classes = new ColumnClasses(file.names.length, file.dialect.quote);
  for (const block of checkedBlocks(file)) classes.add(block);
  return classes.types().map((type, i) => ({ name: file.names[i]!, type, nullable: true }));
}

/** A column to read: where it stands in the file, and as what type. */
export interface WantedColumn {
  readonly position: number;
  readonly type: DataType;
}

/** The rows of the file. Throws `CorruptFile` with line and column for what cannot be read; nothing is loaded then. */
export function readCsv(file: CsvFile, wanted: readonly WantedColumn[], arena?: Arena): Table {
  const parsers = wanted.map(({ type }) => columnParser(type, file.dialect.quote, arena));
  const parts: Column[][] = wanted.map(() => []);
  const lengths: number[] = [];
  let rows = 0;
  const cut = (): void => {
    parsers.forEach((parser, i) => parts[i]!.push(parser.finishSegment()));
    lengths.push(rows);
    rows = 0;
  };
  for (const block of checkedBlocks(file)) {
    if (rows > 0 && rows + block.records.count > MOST_ROWS) cut();
    appendBlock(file, block, wanted, parsers);
    rows += block.records.count;
  }
  if (rows > 0) cut();
  const columns = parsers.map((parser, i) => parser.finish(parts[i]!));
  const fields = wanted.map(({ position, type }): Field => ({ name: file.names[position]!, type, nullable: true }));
  return tableOf(
    fields,
    lengths.map((length, i) =>
      segmentOf(
        columns.map((column) => column[i]!),
        length,
      ),
    ),
  );
}

/** Rows of a segment: blocks are joined up to this many. */
const MOST_ROWS = 131072;

function appendBlock(
  file: CsvFile,
  block: CsvBlock,
  wanted: readonly WantedColumn[],
  parsers: readonly ColumnParser[],
): void {
  wanted.forEach(({ position, type }, i) => {
    const record = parsers[i]!.append(block, position);
    if (record < 0) return;
    const { bytes, offset, records } = block;
    const text = fieldText(bytes, records, records.firstFields[record]! + position, file.dialect.quote);
    throw corruptLine(
      file.source,
      offset + records.offsets[record]!,
      `${showValue(text, STRING)} is not a valid ${showDataType(type)}`,
      file.names[position],
    );
  });
}

/** Lines of bad rows that a message names. */
const NAMED_LINES = 5;

/** The blocks of the file; after the last one, rows with too few or too many fields are reported together. */
function* checkedBlocks({ source, dialect, names, start }: CsvFile): Generator<CsvBlock, void> {
  const bad: { offset: number; fields: number }[] = [];
  let count = 0;
  for (const block of csvBlocks(source, start, dialect, names.length === 1)) {
    const { records, offset } = block;
    for (let record = 0; record < records.count; record++) {
      const fields = records.firstFields[record + 1]! - records.firstFields[record]!;
      if (fields === names.length) continue;
      if (count++ < NAMED_LINES) bad.push({ offset: offset + records.offsets[record]!, fields });
    }
    if (count === 0) yield block;
  }
  if (count === 0) return;
  const [first, ...others] = bad;
  const more =
    count === 1
      ? ''
      : `; ${count} rows are bad, ${count > NAMED_LINES ? 'the first ' : ''}others on lines ${others.map(({ offset }) => lineAt(source, offset)).join(', ')}`;
  throw corruptLine(
    source,
    first!.offset,
    `the row has ${first!.fields} ${first!.fields === 1 ? 'field' : 'fields'}, the ${dialect.header ? 'header' : 'first row'} ${names.length}${more}`,
  );
}
