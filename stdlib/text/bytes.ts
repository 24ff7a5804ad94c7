import { createHash } from 'node:crypto';
import { conversionError, invalidArgument } from '../value/failure.ts';
import { int64, magnitude, type Integer } from '../value/integer.ts';
import { hexText } from '../value/show.ts';

/** A hash of a text's UTF-8 bytes, or of a blob's, in hexadecimal digits. */
export function digest(algorithm: 'md5' | 'sha1' | 'sha256'): (value: string | Uint8Array) => string {
  return (value) => createHash(algorithm).update(value).digest('hex');
}

/** Number of bytes, of a text in UTF-8. */
export function octetLength(value: string | Uint8Array): number {
  return typeof value === 'string' ? Buffer.byteLength(value) : value.length;
}

export function toUtf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export function fromUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw conversionError(`\\x${hexText(bytes.slice(0, 16))}`, 'string', 'the bytes are not UTF-8');
  }
}

export function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

/** Reads base64 with or without its closing `=`. */
export function fromBase64(text: string): Uint8Array {
  const body = text.replace(/=+$/, '');
  if (!/^[A-Za-z0-9+/]*$/.test(body) || body.length % 4 === 1 || text.length - body.length > 2)
    throw conversionError(text, 'blob', 'it is not base64');
  return new Uint8Array(Buffer.from(body, 'base64'));
}

export function toHex(value: Uint8Array): string {
  return hexText(value);
}

export function fromHex(text: string): Uint8Array {
  if (text.length % 2 !== 0 || !/^[0-9A-Fa-f]*$/.test(text))
    throw conversionError(text, 'blob', 'it is not an even number of hexadecimal digits');
  return new Uint8Array(Buffer.from(text, 'hex'));
}

/** The digits of a whole number in another base; those after 9 are lower-case letters. */
export function toBase(value: Integer, base: Integer): string {
  return value.toString(checkedBase('to_base', base));
}

export function fromBase(text: string, base: Integer): Integer {
  const radix = checkedBase('from_base', base);
  const [, sign, digits] = /^([+-]?)([0-9a-z]+)$/i.exec(text) ?? [];
  if (digits === undefined) throw conversionError(text, 'int', `it is not a number in base ${radix}`);
  let value = 0n;
  for (const digit of digits.toLowerCase()) {
    const weight = Number.parseInt(digit, 36);
    if (weight >= radix) throw conversionError(text, 'int', `\`${digit}\` is not a digit in base ${radix}`);
    value = value * BigInt(radix) + BigInt(weight);
    if (magnitude(value) > 2n ** 63n) break;
  }
  return int64(sign === '-' ? -value : value, 'from_base');
}

function checkedBase(name: string, base: Integer): number {
  if (base < 2 || base > 36) throw invalidArgument(name, 'base', base, 'it must lie between 2 and 36');
  return Number(base);
}

export function urlEncode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

export function urlDecode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw conversionError(text, 'string', 'a `%` is not followed by the hexadecimal digits of UTF-8');
  }
}
