import { invalidArgument } from '../value/failure.ts';
import type { Integer } from '../value/integer.ts';

/** Every occurrence of `search`; nothing changes when it is empty. */
export function replace(text: string, search: string, replacement: string): string {
  return search === '' ? text : text.replaceAll(search, () => replacement);
}

/** Each code point of `from` becomes the one at the same place in `to`, or goes when `to` is shorter. */
export function translate(text: string, from: string, to: string): string {
  const targets = Array.from(to);
  const map = new Map<string, string>();
  for (const [i, source] of Array.from(from).entries()) if (!map.has(source)) map.set(source, targets[i] ?? '');
  return Array.from(text, (point) => map.get(point) ?? point).join('');
}

/** The code point of the first character; 0 for an empty text. */
export function ascii(text: string): number {
  return text.codePointAt(0) ?? 0;
}

export function chr(code: Integer): string {
  if (code < 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
    throw invalidArgument('chr', 'code', code, 'it is not a Unicode character');
  return String.fromCodePoint(Number(code));
}

/** Without accents and other marks that combine with letters. */
export function stripAccents(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .normalize('NFC');
}

const FORMS = new Set(['NFC', 'NFD', 'NFKC', 'NFKD']);

export function normalize(text: string, form = 'NFC'): string {
  const name = form.toUpperCase();
  if (!FORMS.has(name)) throw invalidArgument('normalize', 'form', form, 'it is one of NFC, NFD, NFKC, NFKD');
  return text.normalize(name);
}
