/**
 * A test for a LIKE pattern: `%` stands for any run of characters, `_` for one code point, `\` makes the next character plain.
 * Patterns of plain text and `%` run on `indexOf`; the others by a matcher that goes back at most to the last `%`.
 */
export function likeMatcher(pattern: string, insensitive: boolean): (text: string) => boolean {
  const parts = parsePattern(insensitive ? fold(pattern) : pattern);
  const test = parts.some((part) => part.kind === 'one') ? general(parts) : byPieces(parts);
  return insensitive ? (text) => test(fold(text)) : test;
}

/** Whether a text matches a pattern that is known only now. */
export function matchesLike(text: string, pattern: string, insensitive: boolean): boolean {
  return likeMatcher(pattern, insensitive)(text);
}

type Part = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'one' } | { readonly kind: 'any' };

function fold(text: string): string {
  return text.toLowerCase();
}

function parsePattern(pattern: string): readonly Part[] {
  const parts: Part[] = [];
  let text = '';
  const flush = (): void => {
    if (text !== '') parts.push({ kind: 'text', text });
    text = '';
  };
  for (let i = 0; i < pattern.length; i++) {
    const character = pattern[i]!;
    if (character === '\\' && i + 1 < pattern.length) text += pattern[++i]!;
    else if (character === '%' || character === '_') {
      flush();
      if (character === '_' || parts.at(-1)?.kind !== 'any') parts.push({ kind: character === '_' ? 'one' : 'any' });
    } else text += character;
  }
  flush();
  return parts;
}

/** Patterns without `_`: a beginning, an end, and pieces that follow each other in between. */
function byPieces(parts: readonly Part[]): (text: string) => boolean {
  const pieces = parts.flatMap((part) => (part.kind === 'text' ? [part.text] : []));
  if (!parts.some((part) => part.kind === 'any')) {
    const whole = pieces.join('');
    return (text) => text === whole;
  }
  const start = parts[0]?.kind === 'text' ? pieces.shift()! : '';
  const end = parts.at(-1)?.kind === 'text' ? pieces.pop()! : '';
  return (text) => {
    if (text.length < start.length + end.length || !text.startsWith(start) || !text.endsWith(end)) return false;
    let at = start.length;
    const limit = text.length - end.length;
    for (const piece of pieces) {
      const found = text.indexOf(piece, at);
      if (found < 0 || found + piece.length > limit) return false;
      at = found + piece.length;
    }
    return true;
  };
}

function general(parts: readonly Part[]): (text: string) => boolean {
  const units = parts.flatMap((part): readonly (string | Part['kind'])[] =>
    part.kind === 'text' ? Array.from(part.text, (character) => `=${character}`) : [part.kind],
  );
  return (text) => matchUnits(units, Array.from(text));
}

/** The classic walk with one place to go back to: linear in practice, at worst pattern times text. */
function matchUnits(units: readonly string[], text: readonly string[]): boolean {
  let u = 0;
  let t = 0;
  let backUnit = -1;
  let backText = 0;
  while (t < text.length) {
    const unit = units[u];
    if (unit === 'any') {
      backUnit = u++;
      backText = t;
    } else if (unit === 'one' || unit === `=${text[t]!}`) {
      u++;
      t++;
    } else if (backUnit >= 0) {
      u = backUnit + 1;
      t = ++backText;
    } else return false;
  }
  while (units[u] === 'any') u++;
  return u === units.length;
}
