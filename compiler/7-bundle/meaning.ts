/** Comments and runs of white space, strings and quoted names, in the order in which a reader meets them. */
const PIECES =
  /--[^\n]*|\/\/[^\n]*|#[^\n]*|\/\*[\s\S]*?\*\/|\s+|'(?:[^'\\]|''|\\[\s\S])*'|"(?:[^"\\]|""|\\[\s\S])*"|`[^`]*`/g;

/**
 * A source without its comments, each gap shown by one space, or by a line break where it has one (line breaks end statements).
 * Two sources with one meaning may differ in the result (by the case of a keyword); two with one result mean the same.
 */
export function meaningOf(text: string): string {
  return text
    .replace(PIECES, (piece) => {
      if (/^['"`]/.test(piece)) return piece;
      return piece.includes('\n') ? '\n' : ' ';
    })
    .replace(/ *\n[ \n]*/g, '\n')
    .trim();
}
