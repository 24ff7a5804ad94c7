/** The regular expression of a SIMILAR TO pattern: `%` and `_` as in LIKE, `| * + ? {} () []` as in regular expressions, the rest for itself. */
export function similarPattern(pattern: string): string {
  let result = '';
  let inClass = false;
  for (const [part] of pattern.matchAll(/\\[^]|[^]/gu)) {
    if (part.startsWith('\\') && part.length > 1)
      result += /[\p{L}\p{N}\s]/u.test(part.slice(1)) ? part.slice(1) : part;
    else if (inClass) {
      inClass = part !== ']';
      result += part;
    } else if (part === '%') result += '.*';
    else if (part === '_') result += '.';
    else if (/[.^$\\]/.test(part)) result += `\\${part}`;
    else {
      inClass = part === '[';
      result += part;
    }
  }
  return `(?:${result})`;
}
