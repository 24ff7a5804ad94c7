/**
 * Gives out names, each once. A user's name stays as it is where JavaScript allows it; otherwise, and for its second and later owners, a `$` is added, which
 * users' names never have. Constants of the module have a `$` in the middle, so they meet none of these.
 */
export interface Names {
  /** A new name that reads like `hint`: `total`, then `total$2`. */
  fresh(hint: string): string;
  /** Names of a function inside: what is taken here is taken there, not the other way round. */
  nested(): Names;
}

const RESERVED = (
  'abi frame await break case catch class const continue debugger default delete do else enum export extends false finally for function if implements import in instanceof ' +
  'interface let new null package private protected public return static super switch this throw true try typeof var void while with yield arguments eval undefined ' +
  'NaN Infinity Math globalThis async of get set main'
).split(' ');

export function createNames(): Names {
  return namesBeyond(new Set(RESERVED));
}

function namesBeyond(taken: Set<string>): Names {
  return {
    fresh(hint) {
      const base = plainName(hint);
      let name = base;
      for (let count = 2; taken.has(name); count++) name = `${base}$${count}`;
      taken.add(name);
      return name;
    },
    nested: () => namesBeyond(new Set(taken)),
  };
}

function plainName(hint: string): string {
  const letters = hint.replace(/[^A-Za-z0-9_$]+/g, '_').slice(0, 60);
  return letters === '' ? '_' : /^\d/.test(letters) ? `_${letters}` : letters;
}
