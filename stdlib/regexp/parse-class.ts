import { complement, DIGIT, POSIX, SPACE, WORD, type CharSet, type Range } from './char-set.ts';
import type { PatternReader } from './reader.ts';
import type { Flags } from './syntax.ts';

const PERL: Readonly<Record<string, readonly Range[]>> = { d: DIGIT, w: WORD, s: SPACE };

const CONTROL: Readonly<Record<string, number>> = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 };

/** `\d \D \w \W \s \S` after the backslash; `null` when something else comes. */
export function perlClass(reader: PatternReader): CharSet | null {
  const letter = reader.takeMatch(/[dDwWsS]/y)?.[0];
  if (letter === undefined) return null;
  return { ranges: PERL[letter.toLowerCase()]!, properties: [], negated: letter !== letter.toLowerCase(), fold: false };
}

/** `\pL`, `\p{Greek}`, `\P{Lu}`, `\p{^Lu}` after the backslash. Names are those of general categories and scripts. */
export function unicodeClass(reader: PatternReader, flags: Flags): CharSet | null {
  const found = reader.takeMatch(/([pP])(?:\{(\^?)([A-Za-z_]+)\}|([A-Z]))/y);
  if (found === null) return null;
  const name = found[3] ?? found[4]!;
  const negated = (found[1] === 'P') !== (found[2] === '^');
  return { ranges: [], properties: [property(reader, name)], negated, fold: flags.ignoreCase };
}

function property(reader: PatternReader, name: string): (codePoint: number) => boolean {
  if (name === 'Any') return () => true;
  for (const spelling of [name, `Script=${name}`]) {
    try {
      const expression = new RegExp(`^\\p{${spelling}}$`, 'u');
      return (codePoint) => expression.test(String.fromCodePoint(codePoint));
    } catch {
      continue;
    }
  }
  throw reader.error(`there is no Unicode category or script \`${name}\``);
}

/** The code point of an escape that stands for one character, after the backslash. */
export function escapedCharacter(reader: PatternReader): number {
  const hex = reader.takeMatch(/x(?:\{([0-9A-Fa-f]{1,6})\}|([0-9A-Fa-f]{2}))/y);
  if (hex !== null) return checkedCodePoint(reader, Number.parseInt(hex[1] ?? hex[2]!, 16));
  const octal = reader.takeMatch(/0[0-7]{0,2}/y);
  if (octal !== null) return Number.parseInt(octal[0], 8);
  const character = reader.next();
  const control = CONTROL[character];
  if (control !== undefined) return control;
  if (/[A-Za-z0-9]/.test(character)) throw reader.error(`\`\\${character}\` means nothing`);
  return character.codePointAt(0)!;
}

function checkedCodePoint(reader: PatternReader, codePoint: number): number {
  if (codePoint > 0x10ffff) throw reader.error('there is no such code point');
  return codePoint;
}

/** A class in brackets, after the `[`. */
export function parseClass(reader: PatternReader, flags: Flags): CharSet {
  const negated = reader.take('^');
  const ranges: Range[] = [];
  const properties: ((codePoint: number) => boolean)[] = [];
  for (let first = true; first || !reader.take(']'); first = false) {
    if (reader.atEnd) throw reader.error('a `[` is never closed');
    const part = classPart(reader, flags);
    if (typeof part === 'number') ranges.push(classRange(reader, part));
    else if (part.properties.length === 0) ranges.push(...(part.negated ? complement(part.ranges) : part.ranges));
    else for (const has of part.properties) properties.push(part.negated ? (codePoint) => !has(codePoint) : has);
  }
  return { ranges, properties, negated, fold: flags.ignoreCase };
}

/** One character, or a class within the class. */
function classPart(reader: PatternReader, flags: Flags): number | CharSet {
  const posix = reader.takeMatch(/\[:(\^?)(\w+):\]/y);
  if (posix !== null) {
    const ranges = Object.hasOwn(POSIX, posix[2]!) ? POSIX[posix[2]!]! : null;
    if (ranges === null) throw reader.error(`there is no class \`[:${posix[2]}:]\``);
    return { ranges, properties: [], negated: posix[1] === '^', fold: false };
  }
  if (!reader.take('\\')) return reader.next().codePointAt(0)!;
  return perlClass(reader) ?? unicodeClass(reader, flags) ?? escapedCharacter(reader);
}

/** `a`, or `a-z` when a `-` and another end follow. */
function classRange(reader: PatternReader, first: number): Range {
  if (reader.takeMatch(/-(?!\])/y) === null) return [first, first];
  const last = reader.take('\\') ? escapedCharacter(reader) : reader.next().codePointAt(0)!;
  if (last < first) throw reader.error('a range goes downwards');
  return [first, last];
}
