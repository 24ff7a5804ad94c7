/** The words of a text in lower case: runs of letters, digits, `_` and `$`. */
export function wordsIn(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{M}\p{N}_$]+/gu) ?? []);
}
