import type { ByteSink } from './byte-sink.ts';

/** Equal values in a row that are worth a run of their own. */
const RUN = 24;

export type HybridArray = Uint8Array | Uint16Array | Int32Array;

/**
 * Writes values `start` to `end` of less than 2^width in Parquet's hybrid of runs and bit packing. Runs are looked for where a group of eight begins,
 * so that what is packed before one is whole groups.
 */
export function writeHybrid(sink: ByteSink, values: HybridArray, start: number, end: number, width: number): void {
  if (width === 0) {
    if (end > start) writeRun(sink, 0, end - start, 0);
    return;
  }
  let packedFrom = start;
  let at = start;
  while (at + 8 <= end) {
    const value = values[at]!;
    if (value === values[at + 7] && value === values[at + 3]) {
      let until = at + 1;
      while (until < end && values[until] === value) until++;
      if (until - at >= RUN) {
        if (at > packedFrom) writePacked(sink, values, packedFrom, at, width);
        writeRun(sink, value, until - at, width);
        packedFrom = at = until;
        continue;
      }
    }
    at += 8;
  }
  if (packedFrom < end) writePacked(sink, values, packedFrom, end, width);
}

/** Writes one value `count` times. */
export function writeRun(sink: ByteSink, value: number, count: number, width: number): void {
  sink.varint(count * 2);
  for (let bits = 0; bits < width; bits += 8) sink.byte((value >>> bits) & 255);
}

/** Groups of eight values, the last one filled up with zeros. */
function writePacked(sink: ByteSink, values: HybridArray, start: number, end: number, width: number): void {
  const groups = (end - start + 7) >> 3;
  sink.varint(groups * 2 + 1);
  const packed = new Uint8Array(groups * width);
  let bits = 0;
  let count = 0;
  let at = 0;
  for (let i = start; i < end; i++) {
    bits |= values[i]! << count;
    count += width;
    while (count >= 8) {
      packed[at++] = bits;
      bits >>>= 8;
      count -= 8;
    }
  }
  if (count > 0) packed[at] = bits;
  sink.append(packed);
}

/** Bits that hold the numbers from 0 to `max`. */
export function bitWidth(max: number): number {
  return 32 - Math.clz32(max);
}
