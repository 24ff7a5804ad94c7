import type { TextEdit } from '../../contract/diagnostic.ts';
import type { Span } from '../../contract/span.ts';

/** Where a finding is: the text of its file, and the guilty part. */
export interface FixPlace {
  readonly text: string;
  readonly span: Span;
  readonly guilty: string;
}

/** Edits that mend a finding; without a title they are named by what they write. */
export interface Repair {
  readonly title?: string;
  readonly edits: readonly TextEdit[];
  readonly guess?: true;
}

/** A repair that may not be what was meant. */
export function guessed(repair: Repair | undefined): Repair | undefined {
  return repair === undefined ? undefined : { ...repair, guess: true };
}

/** The whole guilty text is replaced. */
export function replaced({ span }: FixPlace, replacement: string): Repair {
  return { edits: [{ span, replacement }] };
}

/** A word of the guilty text is replaced, if there is a new one and the old one stands there once. */
export function renamed({ guilty, span }: FixPlace, old: string, renewed: string | undefined): Repair | undefined {
  if (renewed === undefined || old === '') return undefined;
  const lower = guilty.toLowerCase();
  const at = lower.indexOf(old.toLowerCase());
  if (at < 0 || lower.includes(old.toLowerCase(), at + 1)) return undefined;
  if (/\w/.test(guilty[at - 1] ?? '') || /\w/.test(guilty[at + old.length] ?? '')) return undefined;
  const start = span.start + at;
  return { edits: [{ span: { start, end: start + old.length }, replacement: renewed }] };
}

/** Text is added behind an expression, which gets parentheses unless it is one word or call. */
export function appended({ guilty, span }: FixPlace, addition: string): Repair | undefined {
  if (guilty === '' || guilty.includes('--')) return undefined;
  const end = { start: span.end, end: span.end };
  if (/^[\w.]+(\([^()]*\))?$/.test(guilty)) return { edits: [{ span: end, replacement: addition }] };
  const start = { start: span.start, end: span.start };
  return {
    title: `add \`${addition.trim()}\``,
    edits: [
      { span: start, replacement: '(' },
      { span: end, replacement: `)${addition}` },
    ],
  };
}

/** A declaration is put on a line of its own before the first statement of the file and the comment that belongs to it. */
export function declaredBefore({ text }: FixPlace, declaration: string): Repair {
  let at = 0;
  for (;;) {
    const comments =
      /^(?:[ \t]*(?:(?:--|\/\/|#)[^\n]*|\/\*[^]*?\*\/[ \t]*)(?:\r?\n|$))*/.exec(text.slice(at))?.[0] ?? '';
    const blank = /^(?:[ \t]*\r?\n)+/.exec(text.slice(at + comments.length))?.[0] ?? '';
    if (blank === '') return { edits: [{ span: { start: at, end: at }, replacement: `${declaration}\n` }] };
    at += comments.length + blank.length;
  }
}

/** A name goes from a list behind a word, and the word too if nothing else is listed. */
export function withoutListed({ text, span, guilty }: FixPlace, name: string, word: string): Repair | undefined {
  if (guilty.toLowerCase() !== name.toLowerCase()) return undefined;
  const cut = (start: number, end: number): Repair => ({
    title: `remove \`${name}\``,
    edits: [{ span: { start, end }, replacement: '' }],
  });
  const before = text.slice(0, span.start);
  const comma = /,\s*$/.exec(before);
  if (comma !== null) return cut(comma.index, span.end);
  const next = /^\s*,\s*/.exec(text.slice(span.end));
  if (next !== null) return cut(span.start, span.end + next[0].length);
  const head = new RegExp(`\\b${word}\\s+$`, 'i').exec(before);
  if (head === null) return undefined;
  return cut(head.index, span.end + (/^\s*/.exec(text.slice(span.end))?.[0].length ?? 0));
}

/** In `name = name` the column and the local; elsewhere the local on the right of a comparison, as in `column = local`, and the column in all other places. */
export function columnOrLocal(place: FixPlace, name: string, source: string): Repair | undefined {
  const { text, span, guilty } = place;
  if (guilty.toLowerCase() !== name.toLowerCase()) return undefined;
  if (/(?:[=<>]|\b(?:like|ilike|between))\s*$/i.test(text.slice(0, span.start))) return replaced(place, `{${guilty}}`);
  const column = { span, replacement: `${source}.${guilty}` };
  const other = /^\s*(?:[=<>]+|!=)\s*([\p{L}_][\p{L}\p{N}_]*)(?!\s*[.(\w])/u.exec(text.slice(span.end));
  if (other?.[1]!.toLowerCase() !== name.toLowerCase()) return { edits: [column] };
  const end = span.end + other[0].length;
  return {
    edits: [column, { span: { start: end - other[1].length, end }, replacement: `{${other[1]}}` }],
  };
}
