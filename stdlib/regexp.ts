import { typed, type Native, type NativeModule } from './native.ts';
import { findMatch } from './regexp/match.ts';
import { allMatches, groupText, rememberingRegexp, type Regexp } from './regexp/regexp.ts';
import { replacementOf } from './regexp/replacement.ts';
import { similarPattern } from './regexp/similar.ts';
import { codePointIndex } from './text/code-points.ts';
import { invalidArgument } from './value/failure.ts';
import type { Integer } from './value/integer.ts';

type Compile = (pattern: string, flags: string) => Regexp;

/** A native whose call sites each keep their last pattern compiled. */
function withPattern(name: string, body: (compile: Compile) => (...args: never[]) => unknown): Native {
  return typed(() => body(rememberingRegexp(name)));
}

function matches(compile: Compile, text: string, pattern: string, flags = ''): boolean {
  return compile(pattern, flags).occursIn(text);
}

function fullMatch(compile: Compile, text: string, pattern: string, flags = ''): boolean {
  return compile(pattern, flags).takes(text);
}

function similarTo(compile: Compile, text: string, pattern: string): boolean {
  return fullMatch(compile, text, similarPattern(pattern), 's');
}

function checkedGroup(name: string, { program }: Regexp, group: Integer): number {
  const groups = program.slots / 2 - 1;
  if (group < 0 || group > groups)
    throw invalidArgument(name, 'group', group, `the pattern has ${groups} groups; 0 is the whole match`);
  return Number(group);
}

function extract(compile: Compile, text: string, pattern: string, group: Integer = 0, flags = ''): string | null {
  const compiled = compile(pattern, flags);
  const index = checkedGroup('regexp_extract', compiled, group);
  const match = compiled.occursIn(text) ? findMatch(compiled.program, text, 0) : null;
  return match === null ? null : groupText(match, text, index);
}

function extractAll(
  compile: Compile,
  text: string,
  pattern: string,
  group: Integer = 0,
  flags = '',
): readonly (string | null)[] {
  const compiled = compile(pattern, flags);
  const index = checkedGroup('regexp_extract_all', compiled, group);
  return Array.from(allMatches(compiled.program, text), (match) => groupText(match, text, index));
}

function replace(compile: Compile, text: string, pattern: string, replacement: string, flags = ''): string {
  const { program, global, occursIn } = compile(pattern, flags);
  const write = replacementOf(replacement, program.slots / 2 - 1);
  if (!occursIn(text)) return text;
  let result = '';
  let from = 0;
  for (const match of allMatches(program, text)) {
    result += text.slice(from, match[0]) + write(match, text);
    from = match[1]!;
    if (!global) break;
  }
  return result + text.slice(from);
}

function split(compile: Compile, text: string, pattern: string, flags = ''): readonly string[] {
  const parts: string[] = [];
  let from = 0;
  for (const match of allMatches(compile(pattern, flags).program, text)) {
    const [start, end] = match as [number, number];
    if (end === start && (start === 0 || start === text.length)) continue;
    parts.push(text.slice(from, start));
    from = end;
  }
  parts.push(text.slice(from));
  return parts;
}

function count(compile: Compile, text: string, pattern: string, flags = ''): number {
  let total = 0;
  for (const _ of allMatches(compile(pattern, flags).program, text)) total++;
  return total;
}

function position(compile: Compile, text: string, pattern: string, flags = ''): number {
  const match = findMatch(compile(pattern, flags).program, text, 0);
  return match === null ? 0 : codePointIndex(text, match[0]!) + 1;
}

/** Bodies of regexp.plg. */
export const regexps: NativeModule = {
  'regexp/matches': withPattern('regexp_matches', (compile) => matches.bind(null, compile)),
  'regexp/not_matches': withPattern(
    '!~',
    (compile) => (text: string, pattern: string) => !matches(compile, text, pattern),
  ),
  'regexp/full_match': withPattern('regexp_full_match', (compile) => fullMatch.bind(null, compile)),
  'regexp/similar_to': withPattern('similar to', (compile) => similarTo.bind(null, compile)),
  'regexp/not_similar_to': withPattern(
    'not similar to',
    (compile) => (text: string, pattern: string) => !similarTo(compile, text, pattern),
  ),
  'regexp/extract': withPattern('regexp_extract', (compile) => extract.bind(null, compile)),
  'regexp/extract_all': withPattern('regexp_extract_all', (compile) => extractAll.bind(null, compile)),
  'regexp/replace': withPattern('regexp_replace', (compile) => replace.bind(null, compile)),
  'regexp/split': withPattern('regexp_split', (compile) => split.bind(null, compile)),
  'regexp/count': withPattern('regexp_count', (compile) => count.bind(null, compile)),
  'regexp/position': withPattern('regexp_position', (compile) => position.bind(null, compile)),
  'regexp/escape': typed(() => (text: string) => text.replace(/[\\^$.|?*+()[\]{}-]/g, '\\$&')),
};
