/** The text that is edited and where the cursor stands: a UTF-16 offset between two characters. */
export interface Buffer {
  readonly text: string;
  readonly cursor: number;
}

export const EMPTY_BUFFER: Buffer = { text: '', cursor: 0 };

/** The text with the cursor behind it. */
export function bufferOf(text: string): Buffer {
  return { text, cursor: text.length };
}

/** Puts a text in at the cursor, which then stands behind it. */
export function insert({ text, cursor }: Buffer, inserted: string): Buffer {
  return { text: text.slice(0, cursor) + inserted + text.slice(cursor), cursor: cursor + inserted.length };
}

/** Replaces a part; the cursor then stands behind what is new. */
export function replace({ text }: Buffer, from: number, to: number, replacement: string): Buffer {
  return { text: text.slice(0, from) + replacement + text.slice(to), cursor: from + replacement.length };
}
