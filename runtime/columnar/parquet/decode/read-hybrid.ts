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
export function readHybrid(
  bytes: Uint8Array,
  start: number,
  width: number,
  count: number,
  values: Int32Array | Uint8Array,
  to: number,
): number {
  const end = to + count;
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
    if (until === next || at + Math.ceil(((until - next) * width) / 8) > bytes.length)
      throw new DamagedPage('values end too early');
    const after = at + (packed * width) / 8;
    const most = unpack(bytes, at, width, values, next, until);
    if (most > greatest) greatest = most;
    next = until;
    at = after;
  }
  return greatest;
}

/** Unpacks values `next` to `until`; gives the greatest. A value of up to 24 bits lies within four bytes, of up to 8 within two. */
function unpack(
  bytes: Uint8Array,
  at: number,
  width: number,
  values: Int32Array | Uint8Array,
  next: number,
  until: number,
): number {
  const mask = (1 << width) - 1;
  let greatest = 0;
  let row = next;
  let bit = 0;
  const safe = Math.min(until, next + Math.max(0, Math.floor(((bytes.length - at - 4) * 8) / Math.max(1, width))));
  if (width <= 8) {
    for (; row < safe; row++, bit += width) {
      const byte = at + (bit >>> 3);
      const value = ((bytes[byte]! | (bytes[byte + 1]! << 8)) >>> (bit & 7)) & mask;
      values[row] = value;
      if (value > greatest) greatest = value;
    }
  } else {
    for (; row < safe; row++, bit += width) {
      const byte = at + (bit >>> 3);
      const value =
        ((bytes[byte]! | (bytes[byte + 1]! << 8) | (bytes[byte + 2]! << 16) | (bytes[byte + 3]! << 24)) >>> (bit & 7)) &
        mask;
      values[row] = value;
      if (value > greatest) greatest = value;
    }
  }
  for (; row < until; row++) {
    let value = 0;
    for (let i = 0; i < width; i++, bit++) value |= ((bytes[at + (bit >>> 3)]! >> (bit & 7)) & 1) << i;
    values[row] = value;
    if (value > greatest) greatest = value;
  }
  return greatest;
}

/** Whether the hybrid says for certain that `count` one-bit values are all 1: runs of 1, and packed bytes without a zero. */
export function allOnes(bytes: Uint8Array, count: number): boolean {
  let at = 0;
  let left = count;
  while (left > 0) {
    let head = 0;
    let shift = 0;
    let byte: number;
    do {
      if (at >= bytes.length || shift > 28) return false;
      byte = bytes[at++]!;
      head |= (byte & 127) << shift;
      shift += 7;
    } while (byte > 127);
    const size = head >>> 1;
    if (size === 0) return false;
    if ((head & 1) === 0) {
      if (bytes[at++] !== 1) return false;
      left -= size;
      continue;
    }
    const whole = Math.min(size, left >> 3);
    for (let i = 0; i < whole; i++) if (bytes[at + i] !== 255) return false;
    const rest = Math.min(left - whole * 8, (size - whole) * 8);
    const mask = (1 << rest) - 1;
    if (rest > 0 && (bytes[at + whole]! & mask) !== mask) return false;
    left -= whole * 8 + rest;
    at += size;
  }
  return true;
}
