/** What is wrong with encoded values. */
export class DamagedPage extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'DamagedPage';
  }
}

/** Widths that `readHybrid` takes. */
export const WIDEST = 24;

/**
 * Reads `count` values of `width` bits from Parquet's hybrid of runs and bit packing, at `start` of `bytes`, into `values` from `to` on; gives the
 * greatest of them. Throws `DamagedPage`.
 */
export function readHybrid(bytes: Uint8Array, start: number, width: number, count: number, values: Int32Array | Uint8Array, to: number): number {
  const end = to + count;
  const mask = (1 << width) - 1;
  let at = start;
  let next = to;
  let greatest = 0;
  while (next < end) {
    let head = 0;
    let shift = 0;
    let byte: number;
    do {
      if (at >= bytes.length || shift > 28) throw new DamagedPage('values end too early');
      byte = bytes[at++]!;
      head |= (byte & 127) << shift;
      shift += 7;
    } while (byte > 127);
    if ((head & 1) === 0) {
      let value = 0;
      for (let bits = 0; bits < width; bits += 8) value |= bytes[at++]! << bits;
      const until = Math.min(end, next + (head >>> 1));
      if (until === next) throw new DamagedPage('an empty run');
      values.fill(value, next, until);
      next = until;
      if (value > greatest) greatest = value;
      continue;
    }
    const packed = (head >>> 1) * 8;
    const until = Math.min(end, next + packed);
    if (until === next || at + Math.ceil(((until - next) * width) / 8) > bytes.length) throw new DamagedPage('values end too early');
    const after = at + (packed * width) / 8;
    let pool = 0;
    let have = 0;
    for (; next < until; next++) {
      while (have < width) {
        pool |= bytes[at++]! << have;
        have += 8;
      }
      const value = pool & mask;
      values[next] = value;
      if (value > greatest) greatest = value;
      pool >>>= width;
      have -= width;
    }
    at = after;
  }
  return greatest;
}
