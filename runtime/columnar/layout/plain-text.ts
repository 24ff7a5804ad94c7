import type { Arena } from '../arena.ts';
import { sharedArray } from '../arena.ts';
import type { DictionaryColumn, Utf8Column } from '../column.ts';
import { isValid } from '../validity.ts';
import { SEGMENT_BYTES, segmentTooLarge } from '../segment-limit.ts';
import { wellFormed } from '../well-formed.ts';

/** A dictionary column with each row's text written out. Throws `MemoryLimit` beyond 2 GiB. */
export function plainText(column: DictionaryColumn, arena?: Arena): Utf8Column {
  const { type, length, validity, stats, values, dictionary } = column;
  const entries = dictionary.strings.map((text) => Buffer.from(wellFormed(text)));
  const offsets = sharedArray('i32', length + 1, arena);
  let end = 0;
  for (let row = 0; row < length; row++) {
    if (isValid(validity, row)) end += entries[values[row]!]!.length;
    if (end > SEGMENT_BYTES) throw segmentTooLarge(end);
    offsets[row + 1] = end;
  }
  const bytes = sharedArray('u8', end, arena);
  for (let row = 0; row < length; row++) if (isValid(validity, row)) bytes.set(entries[values[row]!]!, offsets[row]);
  return { type, length, validity, stats, layout: 'utf8', bytes, offsets };
}
