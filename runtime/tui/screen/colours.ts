import type { WordKind } from '../language.ts';

/** SGR codes of the kinds of words: those of the sixteen colours that every scheme makes readable. */
export const WORD_COLOURS: Readonly<Record<WordKind, string>> = {
  keyword: '34;1',
  function: '36',
  string: '32',
  number: '35',
  comment: '2',
  name: '',
  operator: '',
  error: '31;4',
};

/** The text in the colours of SGR codes; plain without any. */
export function paint(text: string, codes: string): string {
  return codes === '' ? text : `\u001b[${codes}m${text}\u001b[0m`;
}
