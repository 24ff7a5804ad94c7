/** A source of random bytes. */
export interface Random {
  /** Fills `bytes` and gives them back. */
  fill(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>;
}

export const systemRandom: Random = {
  fill: (bytes) => crypto.getRandomValues(bytes),
};

/** Reproducible bytes for tests (xorshift32). */
export function seededRandom(seed: number): Random {
  let state = seed | 0 || 1;
  return {
    fill(bytes) {
      for (let i = 0; i < bytes.length; i++) {
        state ^= state << 13;
        state ^= state >>> 17;
        state ^= state << 5;
        bytes[i] = state;
      }
      return bytes;
    },
  };
}

/** A new UUID, version 7: sorts by the time (µs since 1970-01-01) it was made at. */
export function newUuid(time: number, random: Random): string {
  const bytes = random.fill(new Uint8Array(16));
  const view = new DataView(bytes.buffer);
  const millis = Math.floor(time / 1000);
  view.setUint16(0, Math.floor(millis / 2 ** 32));
  view.setUint32(2, millis >>> 0);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Buffer.from(bytes.buffer).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
