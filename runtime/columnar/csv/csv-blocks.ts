import { isUtf8 } from 'node:buffer';
import type { GobiError } from '../../../compiler/contract/runtime-error.ts';
import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import type { ByteSource } from '../byte-source.ts';
import { SEGMENT_ROWS } from '../table.ts';
import type { Dialect } from './dialect.ts';
import { LINE_FEED } from './dialect.ts';
import type { Records } from './record-scanner.ts';
import { newRecords, scanRecords } from './record-scanner.ts';

/** Records of a part of the file, at most `SEGMENT_ROWS` of them. */
export interface CsvBlock {
  readonly bytes: Uint8Array;
  /** Where `bytes` begin in the file. */
  readonly offset: number;
  readonly records: Records;
}

const READ_BYTES = 8 << 20;

/** The records of a file from `start` on, part by part; each part is only valid until the next one. Throws `CorruptFile`. */
export function* csvBlocks(
  source: ByteSource,
  start: number,
  dialect: Dialect,
  oneColumn: boolean,
): Generator<CsvBlock, void> {
  const records = newRecords();
  let offset = start;
  let want = READ_BYTES;
  while (offset < source.size) {
    const bytes = source.read(offset, want);
    const last = offset + bytes.length >= source.size;
    let at = 0;
    for (;;) {
      const { end, bad } = scanRecords(bytes, at, last, dialect, oneColumn, SEGMENT_ROWS, records);
      if (records.count > 0) {
        if (!isUtf8(bytes.subarray(at, end))) throw notUtf8(source, offset, bytes, records);
        yield { bytes, offset, records };
      }
      if (bad !== null) throw corruptLine(source, offset + bad.offset, bad.reason);
      if (end === at || end >= bytes.length) {
        at = end;
        break;
      }
      at = end;
    }
    if (last) return;
    want = at === 0 ? want * 2 : READ_BYTES;
    offset += at;
  }
}

function notUtf8(source: ByteSource, offset: number, bytes: Uint8Array, records: Records): GobiError {
  let record = 0;
  while (record + 1 < records.count && isUtf8(bytes.subarray(records.offsets[record], records.offsets[record + 1])))
    record++;
  return corruptLine(source, offset + records.offsets[record]!, 'the text is not UTF-8');
}

/** The error for the line that begins at `offset`. */
export function corruptLine(source: ByteSource, offset: number, reason: string, column?: string): GobiError {
  return gobiError('CorruptFile', {
    file: source.name,
    reason,
    line: lineAt(source, offset),
    ...(column === undefined ? {} : { column }),
  });
}

/** The number of the line that holds the byte at `offset`, from 1. */
export function lineAt(source: ByteSource, offset: number): number {
  let line = 1;
  for (let at = 0; at < offset; at += READ_BYTES) {
    const bytes = source.read(at, Math.min(READ_BYTES, offset - at));
    for (let i = bytes.indexOf(LINE_FEED); i >= 0; i = bytes.indexOf(LINE_FEED, i + 1)) line++;
  }
  return line;
}
