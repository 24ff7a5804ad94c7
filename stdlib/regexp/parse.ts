import { parseClass, perlClass, unicodeClass, escapedCharacter } from './parse-class.ts';
import { PatternReader } from './reader.ts';
import { characterSet, NO_FLAGS, type Flags, type Regexp } from './syntax.ts';

/** The most that a counted repetition may ask for, as in RE2. */
const MAX_REPEAT = 1000;
/** How deep groups may nest. */
const MAX_DEPTH = 250;

/** A pattern as a tree, with the number of its groups. */
export interface ParsedRegexp {
  readonly root: Regexp;
  readonly groups: number;
}

interface State {
  readonly reader: PatternReader;
  groups: number;
  depth: number;
}

/** Reads RE2's syntax: no back references and no look-around, since these cannot be matched in linear time. */
export function parseRegexp(pattern: string, flags: Flags = NO_FLAGS): ParsedRegexp {
  const state: State = { reader: new PatternReader(pattern), groups: 0, depth: 0 };
  const root = parseChoice(state, flags);
  if (!state.reader.atEnd) throw state.reader.error('`)` closes nothing');
  return { root, groups: state.groups };
}

function parseChoice(state: State, outer: Flags): Regexp {
  const { reader } = state;
  if (++state.depth > MAX_DEPTH) throw reader.error(`groups nest deeper than ${MAX_DEPTH}`);
  let flags = outer;
  const options: Regexp[] = [];
  let parts: Regexp[] = [];
  while (!reader.atEnd && reader.peek() !== ')') {
    if (reader.take('|')) {
      options.push(sequence(parts));
      parts = [];
      continue;
    }
    const changed = parseFlagChange(state, flags);
    if (changed !== null) flags = changed;
    else if (reader.take('\\Q')) parts.push(...parseQuoted(state, flags));
    else parts.push(parseRepeat(state, flags, parseAtom(state, flags)));
  }
  state.depth--;
  options.push(sequence(parts));
  return options.length === 1 ? options[0]! : { kind: 'choice', options };
}

function sequence(parts: readonly Regexp[]): Regexp {
  return parts.length === 1 ? parts[0]! : { kind: 'sequence', parts };
}

function literal(character: string, flags: Flags): Regexp {
  return { kind: 'set', set: characterSet(character.codePointAt(0)!, flags.ignoreCase) };
}

/** `(?i)`: flags for the rest of the group; `null` when something else comes. */
function parseFlagChange(state: State, flags: Flags): Flags | null {
  const found = state.reader.takeMatch(/\(\?([a-zA-Z]*)(?:-([a-zA-Z]+))?\)/y);
  return found === null ? null : changedFlags(state, flags, found[1]!, found[2] ?? '');
}

function changedFlags(state: State, flags: Flags, on: string, off: string): Flags {
  let changed = flags;
  for (const letter of on) changed = { ...changed, ...flagLetter(state, letter, true) };
  for (const letter of off) changed = { ...changed, ...flagLetter(state, letter, false) };
  return changed;
}

function flagLetter(state: State, letter: string, on: boolean): Partial<Flags> {
  switch (letter) {
    case 'i':
      return { ignoreCase: on };
    case 's':
      return { dotAll: on };
    case 'm':
      return { multiLine: on };
    case 'U':
      return { ungreedy: on };
    default:
      throw state.reader.error(`there is no flag \`${letter}\`, only i, m, s, U`);
  }
}

/** The characters of `\Q…\E`; a repetition after it is of the last one. */
function parseQuoted(state: State, flags: Flags): readonly Regexp[] {
  const characters = Array.from(state.reader.until('\\E'), (character) => literal(character, flags));
  const last = characters.pop();
  return last === undefined ? [] : [...characters, parseRepeat(state, flags, last)];
}

function parseRepeat(state: State, flags: Flags, body: Regexp): Regexp {
  const { reader } = state;
  const count = parseCount(state);
  if (count === null) return body;
  const lazy = reader.take('?');
  if (/[*+?]/.test(reader.peek())) throw reader.error('a repetition cannot be repeated: put it into a group');
  return { kind: 'repeat', body, min: count.min, max: count.max, greedy: lazy === flags.ungreedy };
}

function parseCount({ reader }: State): { readonly min: number; readonly max: number | null } | null {
  if (reader.take('*')) return { min: 0, max: null };
  if (reader.take('+')) return { min: 1, max: null };
  if (reader.take('?')) return { min: 0, max: 1 };
  const found = reader.takeMatch(/\{(\d+)(?:(,)(\d*))?\}/y);
  if (found === null) return null;
  const min = Number(found[1]);
  const max = found[2] === undefined ? min : found[3] === '' ? null : Number(found[3]);
  if (Math.max(min, max ?? 0) > MAX_REPEAT) throw reader.error(`a repetition may count to ${MAX_REPEAT}`);
  if (max !== null && max < min) throw reader.error('a repetition counts downwards');
  return { min, max };
}

function parseAtom(state: State, flags: Flags): Regexp {
  const { reader } = state;
  if (/[*+?]/.test(reader.peek())) throw reader.error(`there is nothing for \`${reader.peek()}\` to repeat`);
  const character = reader.next();
  switch (character) {
    case '(':
      return parseGroup(state, flags);
    case '[':
      return { kind: 'set', set: parseClass(reader, flags) };
    case '.':
      return {
        kind: 'set',
        set: { ranges: flags.dotAll ? [] : [[0x0a, 0x0a]], properties: [], negated: true, fold: false },
      };
    case '^':
      return { kind: 'assertion', at: flags.multiLine ? 'lineStart' : 'textStart' };
    case '$':
      return { kind: 'assertion', at: flags.multiLine ? 'lineEnd' : 'textEnd' };
    case '\\':
      return parseEscape(reader, flags);
    default:
      return literal(character, flags);
  }
}

function parseGroup(state: State, flags: Flags): Regexp {
  const { reader } = state;
  const scoped = reader.takeMatch(/\?([a-zA-Z]*)(?:-([a-zA-Z]+))?:/y);
  if (scoped !== null)
    return closed(state, parseChoice(state, changedFlags(state, flags, scoped[1]!, scoped[2] ?? '')));
  if (reader.takeMatch(/\?(?:=|!|<=|<!)/y) !== null)
    throw reader.error(
      'look-ahead and look-behind are not part of this syntax, since they cannot be matched in linear time',
    );
  if (reader.peek() === '?' && reader.takeMatch(/\?P?<[A-Za-z_]\w*>/y) === null)
    throw reader.error('`(?` begins no group that is known');
  const group = ++state.groups;
  return { kind: 'capture', group, body: closed(state, parseChoice(state, flags)) };
}

function closed({ reader }: State, body: Regexp): Regexp {
  if (!reader.take(')')) throw reader.error('a `(` is never closed');
  return body;
}

function parseEscape(reader: PatternReader, flags: Flags): Regexp {
  if (reader.take('A')) return { kind: 'assertion', at: 'textStart' };
  if (reader.take('z')) return { kind: 'assertion', at: 'textEnd' };
  if (reader.take('b')) return { kind: 'assertion', at: 'wordBoundary' };
  if (reader.take('B')) return { kind: 'assertion', at: 'noWordBoundary' };
  if (/[1-9]/.test(reader.peek()))
    throw reader.error('back references are not part of this syntax, since they cannot be matched in linear time');
  const set = perlClass(reader) ?? unicodeClass(reader, flags);
  return { kind: 'set', set: set ?? characterSet(escapedCharacter(reader), flags.ignoreCase) };
}
