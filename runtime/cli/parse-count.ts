/** A whole number from 0, as the command line gives it. Errors: `SyntaxError` with the text. */
export function parseCount(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new SyntaxError(`'${text}' is no whole number from 0`);
  return Number(text);
}
