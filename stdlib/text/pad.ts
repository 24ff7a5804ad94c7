import { invalidArgument } from '../value/failure.ts';
import type { Integer } from '../value/integer.ts';
import { codePointCount, codePoints, codePointSlice } from './code-points.ts';

/** The longest text that a function makes, in UTF-16 units: half of what the engine's strings can hold. */
export const MAX_TEXT = 2 ** 28;

/** The text `count` times. */
export function repeat(text: string, count: Integer): string {
  if (count <= 0) return '';
  if (text.length * Number(count) > MAX_TEXT)
    throw invalidArgument('repeat', 'count', count, `the result would be longer than ${MAX_TEXT} characters`);
  return text.repeat(Number(count));
}

/** Filled up on the left to `size` code points; cut to them when it is longer. */
export function lpad(text: string, size: Integer, fill = ' '): string {
  return pad('lpad', text, size, fill, (padding) => padding + text);
}

/** Filled up on the right to `size` code points; cut to them when it is longer. */
export function rpad(text: string, size: Integer, fill = ' '): string {
  return pad('rpad', text, size, fill, (padding) => text + padding);
}

function pad(name: string, text: string, size: Integer, fill: string, join: (padding: string) => string): string {
  const total = codePointCount(text);
  if (size <= total) return codePointSlice(text, 0, Math.max(0, Number(size)));
  if (fill === '') throw invalidArgument(name, 'fill', fill, 'there must be something to fill up with');
  if (size > MAX_TEXT) throw invalidArgument(name, 'size', size, `a text may have ${MAX_TEXT} characters`);
  const missing = Number(size) - total;
  const width = codePointCount(fill);
  return join(fill.repeat(Math.floor(missing / width)) + codePointSlice(fill, 0, missing % width));
}

/** Removes white space, or the code points given, from both ends. */
export function trim(text: string, characters?: string): string {
  return characters === undefined ? text.trim() : rtrim(ltrim(text, characters), characters);
}

export function ltrim(text: string, characters?: string): string {
  if (characters === undefined) return text.trimStart();
  const cut = new Set(characters);
  const points = codePoints(text);
  let from = 0;
  while (from < points.length && cut.has(points[from]!)) from++;
  return points.slice(from).join('');
}

export function rtrim(text: string, characters?: string): string {
  if (characters === undefined) return text.trimEnd();
  const cut = new Set(characters);
  const points = codePoints(text);
  let to = points.length;
  while (to > 0 && cut.has(points[to - 1]!)) to--;
  return points.slice(0, to).join('');
}
