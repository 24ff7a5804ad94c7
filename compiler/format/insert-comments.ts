import type { Comment, Token } from '../ir/tokens.ts';
import { alignTokens, isOptional } from './align-tokens.ts';

const INDENT = '    ';

interface Insertion {
  readonly at: number;
  readonly text: string;
}

/**
 * Puts comments of a text into its layout, beside the tokens that they stood at: one at the end of a line behind the token before it, others before the token
 * after them. Lines are broken where a comment ends its line.
 */
export function insertComments(
  text: string,
  tokens: readonly Token[],
  comments: readonly Comment[],
  layout: string,
  layoutTokens: readonly Token[],
): string {
  const same = trusted(alignTokens(tokens, layoutTokens), tokens, layoutTokens);
  const insertions = comments.map((comment): Insertion => {
    const first = firstFrom(tokens, comment.span.end);
    // AS may be left out, or written where it was not.
    const next = tokens[first]?.kind === 'AS' ? first + 1 : first;
    const after = nearest(same, next, 1);
    const before = nearest(same, first - 1, -1);
    const hasNext = (same[next] ?? -1) >= 0;
    const hasLast = (same[first - 1] ?? -1) >= 0;
    const behind = !startsLine(text, comment) && endsLine(text, comment);
    if (before !== undefined && (behind ? hasLast || !hasNext : hasLast && !hasNext))
      return placeBehind(comment, layout, layoutTokens[before]!);
    return after === undefined
      ? { at: layout.trimEnd().length, text: `\n${comment.text}` }
      : placeBefore(comment, layout, layoutTokens[after]!, startsLine(text, comment) && endsLine(text, comment));
  });
  return insertAll(layout, insertions);
}

/** Pairs of signs that may be added or left out count only if they follow the same other token. */
function trusted(same: readonly number[], tokens: readonly Token[], layoutTokens: readonly Token[]): readonly number[] {
  let last = -1;
  return same.map((partner, i) => {
    const token = tokens[i]!;
    if (!isOptional(token)) {
      last = partner;
      return partner;
    }
    if (partner < last) return -1;
    return layoutTokens.slice(last + 1, partner).every(isOptional) ? partner : -1;
  });
}

/** Behind a token and the comma or semicolon after it; what follows goes to the next line if the comment takes the rest of this one. */
function placeBehind({ text }: Comment, layout: string, token: Token): Insertion {
  const sign = /^[ \t]*[,;](?=[ \t]*(\n|$))/.exec(layout.slice(token.end, token.end + 200))?.[0].length ?? 0;
  const at = token.end + sign;
  const rest = /^[ \t]*/.exec(layout.slice(at, at + 200))?.[0].length ?? 0;
  const isLast = layout[at + rest] === '\n' || at + rest >= layout.length;
  if (isLast || text.endsWith('*/')) return { at, text: ` ${text}${isLast || rest > 0 ? '' : ' '}` };
  return { at: at + rest, text: `${rest > 0 ? '' : ' '}${text}\n${indentAt(layout, at)}${INDENT}` };
}

function placeBefore({ text }: Comment, layout: string, token: Token, alone: boolean): Insertion {
  const line = layout.lastIndexOf('\n', token.start - 1) + 1;
  const isFirst = layout.slice(line, token.start).trim() === '';
  if (!alone && text.endsWith('*/')) {
    const space = /[\w)\]]/.test(layout[token.start - 1] ?? ' ') ? ' ' : '';
    return { at: token.start, text: `${space}${text} ` };
  }
  const indent = indentAt(layout, token.start) + (isFirst ? '' : INDENT);
  return { at: token.start, text: `${isFirst ? '' : `\n${indent}`}${text}\n${indent}` };
}

function indentAt(layout: string, at: number): string {
  const line = layout.lastIndexOf('\n', at - 1) + 1;
  return /^[ \t]*/.exec(layout.slice(line, line + 200))?.[0] ?? '';
}

function insertAll(layout: string, insertions: readonly Insertion[]): string {
  let result = '';
  let done = 0;
  let last = '';
  for (const { at, text } of [...insertions].sort((a, b) => a.at - b.at)) {
    // Behind a comment that takes the rest of its line the next one begins a line.
    const isHidden = at === done && last !== '' && !last.includes('\n') && !last.trimEnd().endsWith('*/');
    result += `${layout.slice(done, at)}${isHidden ? '\n' : ''}${text}`;
    done = at;
    last = text;
  }
  return (result + layout.slice(done)).replace(/[ \t]+$/gm, '');
}

/** The index of a token's partner, or that of the nearest token in a direction that has one. */
function nearest(same: readonly number[], from: number, step: 1 | -1): number | undefined {
  for (let i = from; i >= 0 && i < same.length; i += step) if (same[i]! >= 0) return same[i];
  return undefined;
}

function firstFrom(tokens: readonly Token[], offset: number): number {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (tokens[middle]!.start < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function startsLine(text: string, { span }: Comment): boolean {
  return /(^|\n)[ \t]*$/.test(text.slice(Math.max(0, span.start - 500), span.start));
}

function endsLine(text: string, { span }: Comment): boolean {
  return /^[ \t\r]*(\n|$)/.test(text.slice(span.end, span.end + 500));
}
