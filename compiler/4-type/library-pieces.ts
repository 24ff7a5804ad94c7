import type { SourceFile } from '../source/source-file.ts';

/** Declarations of the standard library that share one documentation: a file by itself. */
export interface LibraryPiece {
  readonly file: SourceFile;
  /** Lower-case names that it declares, aliases included. */
  readonly names: ReadonlySet<string>;
}

/** Declarations of the library begin lines of their own, after the lines that document them; their options may take several. */
const DECLARATION = /^function (?:\S+\.)?(?:`([^`]+)`|(\w+))((?: <\{[^]*?\}>)?)/gm;
const ALIASES = /\baliases: \[([^\]]*)\]/;

/** Cuts a file of the standard library into pieces by its lines, without parsing it. */
export function piecesOf(file: SourceFile): LibraryPiece[] {
  return cut(file.text)
    .map((text): LibraryPiece => ({ file: { ...file, text }, names: namesIn(text) }))
    .filter(({ names }) => names.size > 0);
}

function cut(text: string): string[] {
  const pieces: string[] = [];
  let from = 0;
  let documented = true;
  for (let at = 0; at < text.length; at = lineAfter(text, at)) {
    const starts = text.startsWith('---', at);
    if (starts && !documented) {
      pieces.push(text.slice(from, at));
      from = at;
    }
    documented = starts;
  }
  return [...pieces, text.slice(from)];
}

function lineAfter(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end + 1;
}

function namesIn(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [, quoted, plain, rest] of text.matchAll(DECLARATION)) {
    names.add((quoted ?? plain)!.toLowerCase());
    const aliases = ALIASES.exec(rest!)?.[1] ?? '';
    for (const [, alias] of aliases.matchAll(/'([^']+)'/g)) names.add(alias!.toLowerCase());
  }
  return names;
}
