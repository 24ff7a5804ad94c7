import type { DataType } from '../../../compiler/contract/data-type.ts';
import { showDataType } from '../../../compiler/contract/data-type.ts';
import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import type { Arena } from '../arena.ts';
import type { ColumnBuilder } from '../builders/builder.ts';
import { columnBuilder } from '../builders/column-builder.ts';
import { Utf8Builder } from '../builders/utf8-builder.ts';
import type { Column } from '../column.ts';
import { fitsInt } from '../convert/int-bounds.ts';
import { converter } from '../convert/convert-value.ts';
import { fitsLength, tryParser } from '../convert/parse-value.ts';
import type { Value } from '../value.ts';
import type { CsvBlock } from './csv-blocks.ts';
import { NumberReader, readDate, readTimestamp, WHOLE } from './field-values.ts';
import { ESCAPED, fieldText, PLAIN } from './record-scanner.ts';

/** Turns one column of the blocks of a file into columns of a type. An empty field is NULL; in quotes it is so too, but for text. */
export interface ColumnParser {
  /** Appends the block's fields. Returns the first record whose field is no value of the type, or -1. */
  append(block: CsvBlock, position: number): number;
  finishSegment(): Column;
  finish(columns: readonly Column[]): readonly Column[];
}

/** A parser for columns of `type`. */
export function columnParser(type: DataType, quote: number, arena?: Arena): ColumnParser {
  return type.kind === 'string' || type.kind === 'json'
    ? textParser(type, quote, arena)
    : valueParser(type, quote, arena);
}

function textParser(type: DataType, quote: number, arena?: Arena): ColumnParser {
  const builder = new Utf8Builder(type, arena);
  const accepts =
    type.kind === 'json'
      ? tryParser(type)!
      : type.kind === 'string' && type.maxLength !== undefined
        ? (text: string): Value | undefined => (fitsLength(text, type) ? text : undefined)
        : null;
  return {
    append({ bytes, records }, position) {
      for (let record = 0; record < records.count; record++) {
        const field = records.firstFields[record]! + position;
        const start = records.starts[field]!;
        const end = records.ends[field]!;
        const kind = records.kinds[field]!;
        if (start === end && kind === PLAIN) {
          builder.appendNull();
          continue;
        }
        if (accepts !== null && accepts(fieldText(bytes, records, field, quote)) === undefined) return record;
        if (kind === ESCAPED) {
          const text = Buffer.from(fieldText(bytes, records, field, quote));
          builder.append(text, 0, text.length);
        } else builder.append(bytes, start, end);
      }
      return -1;
    },
    finishSegment: () => builder.finishSegment(),
    finish: (columns) => builder.finish(columns),
  };
}

/** Reads values from bytes where that is quicker than from strings; `undefined` sends the field to the general parser. */
type ByteReader = (bytes: Uint8Array, start: number, end: number) => Value | undefined;

function valueParser(type: DataType, quote: number, arena?: Arena): ColumnParser {
  let builder: ColumnBuilder = columnBuilder(type);
  const read = byteReader(type);
  const parse = tryParser(type) ?? nestedParser(type);
  return {
    append({ bytes, records }, position) {
      for (let record = 0; record < records.count; record++) {
        const field = records.firstFields[record]! + position;
        const start = records.starts[field]!;
        const end = records.ends[field]!;
        if (start === end) {
          builder.appendNull();
          continue;
        }
        const value = read?.(bytes, start, end) ?? parse(fieldText(bytes, records, field, quote));
        if (value === undefined) return record;
        builder.appendValue(value);
      }
      return -1;
    },
    finishSegment() {
      const column = builder.finish(arena);
      builder = columnBuilder(type);
      return column;
    },
    finish: (columns) => columns,
  };
}

function byteReader(type: DataType): ByteReader | null {
  const numbers = new NumberReader();
  switch (type.kind) {
    case 'int':
      return (bytes, start, end) =>
        numbers.read(bytes, start, end) === WHOLE &&
        (type.bits === 64 || fitsInt(numbers.value, type)) &&
        (!type.unsigned || numbers.value >= 0)
          ? numbers.value
          : undefined;
    case 'float':
      return (bytes, start, end) => (numbers.read(bytes, start, end) !== 0 ? numbers.value : undefined);
    case 'date':
      return (bytes, start, end) => known(readDate(bytes, start, end));
    case 'timestamp':
      return (bytes, start, end) => known(readTimestamp(bytes, start, end));
    default:
      return null;
  }
}

function known(value: number): number | undefined {
  return Number.isNaN(value) ? undefined : value;
}

/** Lists, structs and maps stand as JSON in a field. */
function nestedParser(type: DataType): (text: string) => Value | undefined {
  if (type.kind === 'secret')
    throw gobiError('Unsupported', {
      what: `reading ${showDataType(type)} from a file`,
      instead: 'insert secrets one by one',
    });
  const convert = converter({ kind: 'string' }, type);
  return (text) => {
    try {
      return convert(text);
    } catch {
      return undefined;
    }
  };
}
