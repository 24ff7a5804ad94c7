import { invalidArgument } from '../value/failure.ts';
import type { Integer } from '../value/integer.ts';
import { codePointCount, codePointIndex, codePoints, codePointSlice } from './code-points.ts';

/** A count as a number: what lies beyond 2^53 is beyond every text too. */
function count(value: Integer): number {
  return Number(value);
}

/** From position `start` (1 is the first, -1 the last) on, `size` code points of it. */
export function substring(text: string, start: Integer, size?: Integer): string {
  if (size !== undefined && size < 0) throw invalidArgument('substring', 'size', size, 'it must not be negative');
  const total = codePointCount(text);
  const from = start < 0 ? total + count(start) : count(start) - 1;
  const to = size === undefined ? total : from + count(size);
  return codePointSlice(text, Math.max(0, from), Math.min(total, to));
}

/** The first `size` code points; all but the last `-size` when it is negative. */
export function left(text: string, size: Integer): string {
  const total = codePointCount(text);
  return codePointSlice(text, 0, Math.min(total, size < 0 ? total + count(size) : count(size)));
}

/** The last `size` code points; all but the first `-size` when it is negative. */
export function right(text: string, size: Integer): string {
  const total = codePointCount(text);
  return codePointSlice(text, Math.max(0, size < 0 ? -count(size) : total - count(size)), total);
}

/** The position of the first occurrence, from 1; 0 when there is none. */
export function position(text: string, search: string): number {
  const offset = text.indexOf(search);
  return offset < 0 ? 0 : codePointIndex(text, offset) + 1;
}

/** `placing` instead of `size` code points (as many as it has itself) from position `start` on. */
export function overlay(text: string, placing: string, start: Integer, size?: Integer): string {
  if (start < 1) throw invalidArgument('overlay', 'start', start, 'positions begin at 1');
  if (size !== undefined && size < 0) throw invalidArgument('overlay', 'size', size, 'it must not be negative');
  const total = codePointCount(text);
  const from = Math.min(total, count(start) - 1);
  const to = Math.min(total, from + (size === undefined ? codePointCount(placing) : count(size)));
  return codePointSlice(text, 0, from) + placing + codePointSlice(text, to, total);
}

export function reverse(text: string): string {
  return codePoints(text).toReversed().join('');
}

/** Between separators; by code point when the separator is empty. */
export function split(text: string, separator: string): readonly string[] {
  return separator === '' ? codePoints(text) : text.split(separator);
}

/** The part with number `index` (1 is the first, -1 the last); empty where there is none. */
export function splitPart(text: string, separator: string, index: Integer): string {
  if (index === 0) throw invalidArgument('split_part', 'index', index, 'parts count from 1, or from -1 at the end');
  const parts = separator === '' ? [text] : text.split(separator);
  return parts[index > 0 ? count(index) - 1 : parts.length + count(index)] ?? '';
}

/** Letters and digits form words; each begins with a capital and goes on in lower case. */
export function initcap(text: string): string {
  return text.replace(/[\p{L}\p{M}\p{N}]+/gu, (word) => {
    const first = String.fromCodePoint(word.codePointAt(0)!);
    return first.toUpperCase() + word.slice(first.length).toLowerCase();
  });
}
