import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/** Bytes of a key: AES-256. */
export const KEY_BYTES = 32;

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const VERSION = 'v1';

/**
 * Seals a text with AES-256-GCM. `identity` names what the value belongs to: under another one it does not open. The envelope is
 * `v1.KEY.BYTES`: which key it is (eight digits of a hash), then nonce, tag and ciphertext in base64url. No two envelopes share a nonce but by chance.
 */
export function seal(text: string, key: Uint8Array, identity: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(associated(identity));
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return [VERSION, keyName(key), Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')].join('.');
}

/** What opening an envelope gave: the text, or why not. */
export type Opened =
  | { readonly kind: 'text'; readonly text: string }
  /** `version` is one that is not known, `key` a seal of another key, `damaged` bytes or an identity that are not those that were sealed. */
  | { readonly kind: 'version' | 'key' | 'damaged' };

/** Opens what `seal` gave. */
export function unseal(envelope: string, key: Uint8Array, identity: string): Opened {
  const [version, name, body = ''] = envelope.split('.');
  if (version !== VERSION) return { kind: 'version' };
  if (name !== keyName(key)) return { kind: 'key' };
  const bytes = Buffer.from(body, 'base64url');
  if (bytes.length < NONCE_BYTES + TAG_BYTES) return { kind: 'damaged' };
  const opening = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
  opening.setAAD(associated(identity));
  opening.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  try {
    const text = Buffer.concat([opening.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), opening.final()]);
    return { kind: 'text', text: text.toString('utf8') };
  } catch {
    return { kind: 'damaged' };
  }
}

function associated(identity: string): Buffer {
  return Buffer.from(`gobi ${VERSION} ${identity}`, 'utf8');
}

/** Tells keys apart without telling anything of them. */
function keyName(key: Uint8Array): string {
  return createHash('sha256').update('gobi key name').update(key).digest('hex').slice(0, 8);
}
