import { createHash, timingSafeEqual } from 'node:crypto';
import { systemRandom, type Random } from './random.ts';

/** Random bytes of a token: 256 bits. */
const TOKEN_BYTES = 32;
const ID_BYTES = 6;

/** A token as it is made: shown once, kept as its hash. `id` is the part of it that may be seen. */
export interface NewToken {
  readonly id: string;
  /** `gobi_ID_SECRET`. */
  readonly text: string;
  readonly hash: string;
}

/** Makes a token. */
export function newToken(random: Random = systemRandom): NewToken {
  const id = Buffer.from(random.fill(new Uint8Array(ID_BYTES))).toString('hex');
  const text = `gobi_${id}_${Buffer.from(random.fill(new Uint8Array(TOKEN_BYTES))).toString('base64url')}`;
  return { id, text, hash: tokenHash(text) };
}

/** The public part of a text that looks like a token, else `null`. */
export function tokenId(text: string): string | null {
  return /^gobi_([0-9a-f]{12})_[\w-]{43}$/.exec(text)?.[1] ?? null;
}

/** SHA-256 of a token, in hexadecimal. */
export function tokenHash(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** Whether a token is the one of a hash. How long it takes tells nothing of the hash. */
export function isTokenOf(text: string, hash: string): boolean {
  return timingSafeEqual(Buffer.from(tokenHash(text), 'hex'), Buffer.from(hash, 'hex'));
}
