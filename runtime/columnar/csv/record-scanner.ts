import type { Dialect } from './dialect.ts';
import { CARRIAGE_RETURN, LINE_FEED } from './dialect.ts';

/** What kind of field stands between `start` and `end`. */
export const PLAIN = 0;
export const QUOTED = 1;
/** Quoted, with doubled quotes inside. */
export const ESCAPED = 2;

/** Fields of some records, as places in the bytes that were scanned. */
export interface Records {
  count: number;
  /** Index of the first field of each record; one more entry at the end. */
  firstFields: Int32Array;
  starts: Int32Array;
  ends: Int32Array;
  kinds: Uint8Array;
  /** Where each record begins. */
  offsets: Int32Array;
}

/** A record that cannot be read, and where it begins. */
export interface BadRecord {
  readonly offset: number;
  readonly reason: string;
}

/** Room for `records` records; it grows as needed and may be used again. */
export function newRecords(records = 1024): Records {
  return {
    count: 0,
    firstFields: new Int32Array(records + 1),
    starts: new Int32Array(records * 8),
    ends: new Int32Array(records * 8),
    kinds: new Uint8Array(records * 8),
    offsets: new Int32Array(records),
  };
}

/** Where scanning stopped, and the first thing that was wrong. */
export interface ScanEnd {
  /** The first byte after the last whole record. */
  readonly end: number;
  readonly bad: BadRecord | null;
}

/**
 * Scans at most `limit` records of `bytes` from `start` into `records`. A record that does not end in `bytes` is left for the next time, unless
 * `last` says that there is no more. Empty lines are no records, but for files of one column, where they are an empty field.
 */
export function scanRecords(
  bytes: Uint8Array,
  start: number,
  last: boolean,
  { delimiter, quote }: Dialect,
  oneColumn: boolean,
  limit: number,
  records: Records,
): ScanEnd {
  const { length } = bytes;
  let at = start;
  let field = 0;
  records.count = 0;
  while (at < length && records.count < limit) {
    const offset = at;
    const firstField = field;
    let open = true;
    while (open) {
      if (field === records.starts.length) growFields(records);
      if (bytes[at] === quote && at < length) {
        let kind = QUOTED;
        const from = ++at;
        for (;;) {
          while (at < length && bytes[at] !== quote) at++;
          if (at >= length) {
            if (!last) return { end: offset, bad: null };
            return { end: offset, bad: { offset, reason: 'a quote is never closed' } };
          }
          if (bytes[at + 1] !== quote) break;
          kind = ESCAPED;
          at += 2;
        }
        records.starts[field] = from;
        records.ends[field] = at++;
        records.kinds[field] = kind;
        if (at < length && bytes[at] !== delimiter && bytes[at] !== LINE_FEED && bytes[at] !== CARRIAGE_RETURN)
          return { end: offset, bad: { offset, reason: 'there is text after a closing quote' } };
      } else {
        records.starts[field] = at;
        while (at < length && bytes[at] !== delimiter && bytes[at] !== LINE_FEED && bytes[at] !== CARRIAGE_RETURN) at++;
        records.ends[field] = at;
        records.kinds[field] = PLAIN;
      }
      field++;
      if (at < length && bytes[at] === delimiter) at++;
      else open = false;
    }
    if (!last && (at >= length || (bytes[at] === CARRIAGE_RETURN && at + 1 >= length)))
      return { end: offset, bad: null };
    if (bytes[at] === CARRIAGE_RETURN) at++;
    if (bytes[at] === LINE_FEED) at++;
    if (
      field === firstField + 1 &&
      records.kinds[firstField] === PLAIN &&
      records.starts[firstField] === records.ends[firstField] &&
      !oneColumn
    ) {
      field = firstField;
      continue;
    }
    if (records.count === records.offsets.length) growRecords(records);
    records.offsets[records.count] = offset;
    records.firstFields[records.count] = firstField;
    records.count++;
    records.firstFields[records.count] = field;
  }
  return { end: at, bad: null };
}

function growFields(records: Records): void {
  records.starts = grown(records.starts, new Int32Array(records.starts.length * 2));
  records.ends = grown(records.ends, new Int32Array(records.ends.length * 2));
  records.kinds = grown(records.kinds, new Uint8Array(records.kinds.length * 2));
}

function growRecords(records: Records): void {
  records.offsets = grown(records.offsets, new Int32Array(records.offsets.length * 2));
  records.firstFields = grown(records.firstFields, new Int32Array(records.offsets.length + 1));
}

function grown<T extends Int32Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

/** The text of a field; doubled quotes count once. */
export function fieldText(bytes: Uint8Array, records: Records, field: number, quote: number): string {
  const start = records.starts[field]!;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + start, records.ends[field]! - start).toString('utf8');
  if (records.kinds[field] !== ESCAPED) return text;
  const mark = String.fromCharCode(quote);
  return text.replaceAll(mark + mark, mark);
}
