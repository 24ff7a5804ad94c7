import { sameDataType } from '../../../compiler/contract/data-type.ts';
import { classifyText, FieldClass, typeOfClasses } from './field-class.ts';
import type { Dialect } from './dialect.ts';
import { COMMA, DOUBLE_QUOTE, TAB } from './dialect.ts';
import type { Records } from './record-scanner.ts';
import { fieldText, newRecords, scanRecords } from './record-scanner.ts';

/** What the reader of a file may fix; the rest is found out. Delimiter and quote are single characters. */
export interface DialectOptions {
  readonly delimiter?: string;
  readonly quote?: string;
  readonly header?: boolean;
}

/** By preference, where they divide equally well. */
const DELIMITERS = [COMMA, TAB, 0x3b, 0x7c];
const APOSTROPHE = 0x27;
const SAMPLE_RECORDS = 500;

/** Finds out how a file is written from its beginning. `whole`: there is no more than the sample. */
export function sniffDialect(sample: Uint8Array, whole: boolean, options: DialectOptions = {}): Dialect {
  const delimiters = options.delimiter === undefined ? DELIMITERS : [options.delimiter.charCodeAt(0)];
  const quotes = options.quote === undefined ? quotesOf(sample) : [options.quote.charCodeAt(0)];
  let best: Dialect = { delimiter: delimiters[0]!, quote: quotes[0]!, header: true };
  let bestScore = -1;
  for (const quote of quotes) {
    for (const delimiter of delimiters) {
      const dialect = { delimiter, quote, header: true };
      const score = scoreOf(sample, whole, dialect);
      if (score > bestScore) [best, bestScore] = [dialect, score];
    }
  }
  const records = newRecords();
  scanRecords(sample, 0, whole, best, false, SAMPLE_RECORDS, records);
  return { ...best, header: options.header ?? hasHeader(sample, records, best.quote) };
}

/** An apostrophe quotes only where no double quote does. */
function quotesOf(sample: Uint8Array): readonly number[] {
  return sample.includes(DOUBLE_QUOTE) ? [DOUBLE_QUOTE] : [DOUBLE_QUOTE, APOSTROPHE];
}

/** The share of records that have as many fields as the first, and then how many that are. One field says nothing. */
function scoreOf(sample: Uint8Array, whole: boolean, dialect: Dialect): number {
  const records = newRecords();
  const { bad } = scanRecords(sample, 0, whole, dialect, false, SAMPLE_RECORDS, records);
  if (records.count === 0) return 0;
  const width = records.firstFields[1]! - records.firstFields[0]!;
  if (width === 1) return 0;
  let alike = 0;
  let quoted = 0;
  for (let i = 0; i < records.count; i++) if (records.firstFields[i + 1]! - records.firstFields[i]! === width) alike++;
  for (let field = 0; field < records.firstFields[records.count]!; field++) if (records.kinds[field] !== 0) quoted++;
  return (
    alike / (records.count + (bad === null ? 0 : 1)) + Math.min(width, 1000) / 10000 + (quoted > 0 ? 0.0000001 : 0)
  );
}

/**
 * Whether the first record names columns: it has a field that does not read as the type of the column below it, or all columns are text and
 * its fields are distinct texts.
 */
function hasHeader(sample: Uint8Array, records: Records, quote: number): boolean {
  if (records.count === 0) return false;
  const width = records.firstFields[1]!;
  const names = Array.from({ length: width }, (_, field) => fieldText(sample, records, field, quote).trim());
  const present = names.filter((name) => name !== '');
  const below = classesBelow(sample, records, quote, width);
  const differs = names.some((name, column) => {
    const classes = below[column]!;
    return (
      name !== '' && classes !== 0 && !sameDataType(typeOfClasses(classes), typeOfClasses(classes | classifyText(name)))
    );
  });
  const allText =
    present.every((name) => classifyText(name) === FieldClass.text) &&
    below.every((classes) => typeOfClasses(classes).kind === 'string');
  return differs || (allText && present.length > 0 && new Set(present).size === present.length);
}

/** What the fields of each column look like without the first record. */
function classesBelow(sample: Uint8Array, records: Records, quote: number, width: number): number[] {
  const classes = new Array<number>(width).fill(0);
  for (let record = 1; record < records.count; record++) {
    const first = records.firstFields[record]!;
    if (records.firstFields[record + 1]! - first !== width) continue;
    for (let column = 0; column < width; column++) {
      const text = fieldText(sample, records, first + column, quote);
      if (text !== '') classes[column]! |= classifyText(text);
    }
  }
  return classes;
}
