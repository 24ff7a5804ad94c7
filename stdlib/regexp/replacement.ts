import { invalidArgument } from '../value/failure.ts';
import { groupText } from './regexp.ts';
import type { Match } from './match.ts';

/** Reads a replacement: `\0` is the match, `\1` to `\9` its groups (nothing for one that took no part), `\\` a backslash. */
export function replacementOf(replacement: string, groups: number): (match: Match, text: string) => string {
  if (!replacement.includes('\\')) return () => replacement;
  const parts: (string | number)[] = [];
  for (const [part] of replacement.matchAll(/\\.|[^\\]+|\\$/gs)) {
    if (!part.startsWith('\\')) parts.push(part);
    else if (part === '\\\\') parts.push('\\');
    else parts.push(groupNumber(replacement, part, groups));
  }
  return (match, text) =>
    parts.map((part) => (typeof part === 'string' ? part : (groupText(match, text, part) ?? ''))).join('');
}

function groupNumber(replacement: string, reference: string, groups: number): number {
  const group = /^\\[0-9]$/.test(reference) ? Number(reference.slice(1)) : -1;
  if (group < 0)
    throw invalidArgument(
      'regexp_replace',
      'replacement',
      replacement,
      'a backslash is followed by a digit or another backslash',
    );
  if (group > groups)
    throw invalidArgument('regexp_replace', 'replacement', replacement, `the pattern has ${groups} groups`);
  return group;
}
