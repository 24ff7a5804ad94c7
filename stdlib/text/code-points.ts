const SURROGATE = /[\ud800-\udfff]/;

/** Number of code points. */
export function codePointCount(text: string): number {
  if (!SURROGATE.test(text)) return text.length;
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/** The code points as strings of one each. */
export function codePoints(text: string): readonly string[] {
  return SURROGATE.test(text) ? Array.from(text) : text.split('');
}

/** From one code point (from 0) up to another, half open; both lie within the text or are clipped to it. */
export function codePointSlice(text: string, from: number, to: number): string {
  if (to <= from) return '';
  if (!SURROGATE.test(text)) return text.slice(from, to);
  const start = unitOffset(text, 0, from);
  return text.slice(start, unitOffset(text, start, to - from));
}

/** The code point number of a UTF-16 offset. */
export function codePointIndex(text: string, offset: number): number {
  return codePointCount(text.slice(0, offset));
}

/** The UTF-16 offset that lies `count` code points after offset `from`. */
export function unitOffset(text: string, from: number, count: number): number {
  let offset = from;
  for (let i = 0; i < count && offset < text.length; i++) offset += text.codePointAt(offset)! > 0xffff ? 2 : 1;
  return offset;
}
