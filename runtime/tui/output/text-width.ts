import { createRequire } from 'node:module';

/** Columns that a text takes in a terminal. The tables of wide characters are loaded when there is a character beyond ASCII. */
export function textWidth(text: string): number {
  return /^[\x20-\x7e]*$/.test(text) ? text.length : widthOf(text);
}

function widthOf(text: string): number {
  const { default: stringWidth } = createRequire(import.meta.url)('string-width') as typeof import('string-width');
  return stringWidth(text);
}
