/**
 * Finds the end of a quoted text that starts at `start`: the offset after its closing quote, or -1 without one.
 * A doubled quote stands for itself; with `escapes` a backslash takes the next character along.
 */
export function scanQuoted(text: string, start: number, escapes: boolean): number {
  const quote = text.charCodeAt(start);
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      if (text.charCodeAt(at + 1) !== quote) return at + 1;
      at++;
    } else if (code === 92 && escapes) {
      at++;
    }
  }
  return -1;
}

/** The end of the line that `start` lies in, without trailing white space: how far a text without an end reaches. */
export function endOfLine(text: string, start: number): number {
  let end = text.indexOf('\n', start);
  if (end < 0) end = text.length;
  while (end > start + 1 && /\s/.test(text.charAt(end - 1))) end--;
  return end;
}
