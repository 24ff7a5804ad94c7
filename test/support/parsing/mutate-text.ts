import type { Random } from './random.ts';

const scraps = [
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  '<{',
  '}>',
  ',',
  ';',
  ':',
  '::',
  '.',
  '..',
  '...',
  "'",
  '"',
  '`',
  '--',
  '/*',
  '*/',
  '#',
  '=>',
  '->',
  '|>',
  '??',
  '?',
  '$',
  '@',
  '\\',
  '\n',
  ' ',
  '\u00a0',
  'é',
  '😀',
  '\0',
  'select',
  'from',
  'where',
  'then',
  'end',
  'case',
  'if',
  'else',
  'let',
  'with',
  'union',
  'as',
  'not',
  'in',
  'try',
  'catch',
  'match',
  'upsert',
  'procedure',
  'limit',
  'over',
  'join',
  'on',
  'x',
  '1',
  '1.5e',
  '0x',
  "'a'",
  '_',
];

/** Damages a text in a few places: characters and stretches removed, doubled, moved, replaced, scraps put in. */
export function mutateText(text: string, random: Random): string {
  let mutated = text;
  const times = 1 + random.below(random.chance(0.2) ? 20 : 3);
  for (let i = 0; i < times; i++) mutated = mutateOnce(mutated, random);
  return mutated;
}

function mutateOnce(text: string, random: Random): string {
  const start = random.below(text.length + 1);
  const end = Math.min(text.length, start + 1 + random.below(random.chance(0.1) ? 200 : 8));
  const piece = text.slice(start, end);
  const elsewhere = random.below(text.length + 1);
  switch (random.below(6)) {
    case 0:
      return text.slice(0, start) + text.slice(end);
    case 1:
      return text.slice(0, end) + piece + text.slice(end);
    case 2:
      return text.slice(0, start) + random.pick(scraps) + text.slice(start);
    case 3:
      return text.slice(0, start) + random.pick(scraps) + text.slice(end);
    case 4:
      return text.slice(0, elsewhere) + piece + text.slice(elsewhere);
    default:
      return text.slice(0, start);
  }
}
