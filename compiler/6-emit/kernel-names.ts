/**
 * Gives out the names of one generated module, each once. Names made from users' names are lower case; names of the abi are camel case
 * with a capital inside, and JavaScript's own are reserved, so they never meet.
 */
export interface Names {
  /** A new name that reads like `hint`: `delay`, then `delay_2`. */
  fresh(hint: string): string;
}

const RESERVED = new Set(
  (
    'await break case catch class const continue debugger default delete do else enum export extends false finally for function if implements import in instanceof ' +
    'interface let new null package private protected public return static super switch this throw true try typeof var void while with yield arguments eval undefined ' +
    'async of get set abi gobi context inputs parameters kernel g i j k'
  ).split(' '),
);

export function createNames(): Names {
  const counts = new Map<string, number>();
  return {
    fresh(hint) {
      const base = identifierFrom(hint);
      const count = (counts.get(base) ?? (RESERVED.has(base) ? 1 : 0)) + 1;
      counts.set(base, count);
      return count === 1 ? base : `${base}_${count}`;
    },
  };
}

/** The letters, digits and underscores of a user's name in lower case; a trailing number gets a mark so that counters cannot collide with it. */
function identifierFrom(hint: string): string {
  const letters = hint
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 40);
  const marked = /_\d+$/.test(letters) ? `${letters}_` : letters;
  return marked === '' ? 'value' : /^\d/.test(marked) ? `c${marked}` : marked;
}
