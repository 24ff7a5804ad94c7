import { textWidth } from './text-width.ts';

/** A text on one line: what would end the line or move the cursor is written as an escape. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, (c) =>
    c === '\n' ? '⏎' : `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}

/** A text on one line that is at most so wide; what is cut off is shown as `…`. */
export function cut(text: string, width: number): string {
  // no character takes more than its share of a text's length many times over
  const near = text.length > width * 20 ? text.slice(0, width * 20) : text;
  if (near === text && textWidth(text) <= width) return text;
  let kept = '';
  let used = 0;
  for (const c of near) {
    used += textWidth(c);
    if (used >= width) break;
    kept += c;
  }
  return `${kept}…`;
}

/** Fills up with blanks, to the right or to the left. */
export function pad(text: string, width: number, right: boolean): string {
  const space = ' '.repeat(Math.max(0, width - textWidth(text)));
  return right ? space + text : text + space;
}

/** `1 row`, `2,000 rows`. */
export function count(n: number, noun: string): string {
  return `${String(n).replace(/\B(?=(?:\d{3})+$)/g, ',')} ${noun}${n === 1 ? '' : 's'}`;
}
