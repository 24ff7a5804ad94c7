import type { Span } from '../contract/span.ts';
import type { Token } from '../ir/tokens.ts';

/** A word with letters that names do not have counts as one name, so that it is reported once. */
export function mendWords(text: string, tokens: readonly Token[], stray: readonly Span[]): Token[] {
  const letters = stray.filter(({ start, end }) => /^[\p{L}\p{M}\p{N}]+$/u.test(text.slice(start, end)));
  const mended: Token[] = [];
  const add = (token: Token): void => {
    const before = mended.at(-1);
    if (before?.end !== token.start || !isWord(before) || !isWord(token)) mended.push(token);
    else mended[mended.length - 1] = { ...before, kind: 'Identifier', text: before.text + token.text, end: token.end };
  };
  let next = 0;
  for (const token of tokens) {
    for (let span = letters[next]; span !== undefined && span.start < token.start; span = letters[++next]) {
      add(wordAt(text, span, mended.at(-1)?.end ?? 0));
    }
    add(token);
  }
  for (const span of letters.slice(next)) add(wordAt(text, span, mended.at(-1)?.end ?? 0));
  return mended;
}

function wordAt(text: string, { start, end }: Span, before: number): Token {
  const newline = text.slice(before, start).includes('\n');
  return { kind: 'Identifier', text: text.slice(start, end), start, end, newline };
}

function isWord(token: Token): boolean {
  return /^[\p{L}\p{M}\p{N}_]/u.test(token.text) && token.kind !== 'Number';
}
