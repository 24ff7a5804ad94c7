import { lex } from '../../../compiler/1-lex/lex.ts';
import { sourceFile } from '../../../compiler/source/source-file.ts';
import type { Random } from './random.ts';

const shapes = [
  (n: number): string => ` -- c${n}\n`,
  (n: number): string => `\n-- c${n}\n`,
  (n: number): string => ` /* c${n} */ `,
  (n: number): string => `\n/* c${n}\n   more */\n`,
  (n: number): string => `\n\n// c${n}\n\n`,
];

/** Puts a few comments between the tokens of a text. Line breaks may change what it means. */
export function sprinkleComments(text: string, random: Random): string {
  const { tokens } = lex(sourceFile('a.plg', text));
  let sprinkled = '';
  let before = 0;
  let count = 0;
  for (const { start } of tokens) {
    sprinkled += text.slice(before, start);
    if (random.chance(3 / (tokens.length + 1))) sprinkled += random.pick(shapes)(++count);
    before = start;
  }
  return sprinkled + text.slice(before);
}
