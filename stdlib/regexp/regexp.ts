import { invalidArgument } from '../value/failure.ts';
import { Automaton } from './automaton.ts';
import { findMatch, type Match } from './match.ts';
import { parseRegexp } from './parse.ts';
import { compileRegexp, type Program } from './program.ts';
import { NO_FLAGS, type Flags } from './syntax.ts';

/** A pattern ready to match. */
export interface Regexp {
  readonly program: Program;
  /** The letter `g` asked for every match. */
  readonly global: boolean;
  /** Whether the pattern occurs in the text. */
  readonly occursIn: (text: string) => boolean;
  /** Whether the pattern takes the whole text. */
  readonly takes: (text: string) => boolean;
}

/** Compiles a pattern with flag letters: i (case), s (`.` takes newlines), m (`^` and `$` at lines), g (every match), c (case matters). */
export function regexp(name: string, pattern: string, letters: string): Regexp {
  let flags: Flags = NO_FLAGS;
  let global = false;
  for (const letter of letters) {
    if (letter === 'g') global = true;
    else flags = { ...flags, ...changedFlag(name, letters, letter) };
  }
  const program = compileRegexp(pattern, parseRegexp(pattern, flags));
  return { program, global, occursIn: tester(program, false), takes: tester(program, true) };
}

/** By automaton where the program allows it, which is many times faster. */
function tester(program: Program, whole: boolean): (text: string) => boolean {
  if (!Automaton.canRun(program))
    return (text) => findMatch(program, text, 0, { anchored: whole, toEnd: whole }) !== null;
  const automaton = new Automaton(program, whole);
  return (text) => automaton.matches(text);
}

function changedFlag(name: string, letters: string, letter: string): Partial<Flags> {
  switch (letter) {
    case 'i':
      return { ignoreCase: true };
    case 'c':
      return { ignoreCase: false };
    case 's':
      return { dotAll: true };
    case 'm':
    case 'n':
      return { multiLine: true };
    default:
      throw invalidArgument(name, 'flags', letters, 'the letters are c, g, i, m, s');
  }
}

/** Compiles through `regexp`, keeping the last one: at one place of a program the pattern hardly ever changes. */
export function rememberingRegexp(name: string): (pattern: string, letters: string) => Regexp {
  let last: { readonly pattern: string; readonly letters: string; readonly regexp: Regexp } | null = null;
  return (pattern, letters) => {
    if (last === null || last.pattern !== pattern || last.letters !== letters)
      last = { pattern, letters, regexp: regexp(name, pattern, letters) };
    return last.regexp;
  };
}

/** Every match, from left to right, none overlapping. An empty one may not touch the end of the one before. */
export function* allMatches(program: Program, text: string): Generator<Match> {
  let from = 0;
  let lastEnd = -1;
  while (from <= text.length) {
    const match = findMatch(program, text, from);
    if (match === null) return;
    const [start, end] = match as [number, number];
    if (end > start || start !== lastEnd) yield match;
    lastEnd = end;
    from = end > start ? end : end + (end < text.length && text.codePointAt(end)! > 0xffff ? 2 : 1);
  }
}

/** The text of a group; `null` when it took no part. */
export function groupText(match: Match, text: string, group: number): string | null {
  const start = match[group * 2]!;
  return start < 0 ? null : text.slice(start, match[group * 2 + 1]);
}
