/** The parser of flags and arguments that are plain text. */
export function parseText(text: string): string {
  return text;
}
