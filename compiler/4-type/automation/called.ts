import type { Span } from '../../contract/span.ts';
import type { Argument } from '../../ir/syntax-call.ts';
import type { Expression } from '../../ir/syntax-expression.ts';
import { rewrite } from '../../ir/walk.ts';
import { startOfText, wordOf, type OptionNode, type OptionReader } from './option-reader.ts';

/** A routine as an option calls it. `args` is null where only the name is given. Spans lie in the file. */
export interface Called {
  readonly name: string;
  readonly span: Span;
  readonly args: readonly Argument[] | null;
}

/** What `p`, `'p'`, `schema.p`, `p(1)` or `'p(1, day: 2)'` call; null if the value calls nothing. */
export function calledOf(reader: OptionReader, node: OptionNode): Called | null {
  const word = wordOf(node);
  if (word === null) return node.kind === 'Call' ? fromCall(node) : null;
  if (isName(word)) return { name: word.trim(), span: node.span, args: null };
  if (node.kind !== 'StringLiteral') return null;
  const parsed = reader.parse(word);
  if (parsed?.kind !== 'Call') return null;
  const start = startOfText(reader, node);
  return fromCall(
    rewrite(parsed, (each) => ({ ...each, span: start === null ? node.span : shifted(each.span, start) })),
  );
}

/** Whether a text is a name, perhaps with a schema or pipeline before it. */
export function isName(text: string): boolean {
  return /^\s*[\p{L}_][\p{L}\d_$]*(\.[\p{L}_][\p{L}\d_$]*)*\s*$/u.test(text);
}

function fromCall(call: Expression): Called | null {
  if (call.kind !== 'Call' || call.distinct || call.over !== undefined || call.filter !== undefined) return null;
  const name = call.callee.kind === 'StringLiteral' ? null : wordOf(call.callee);
  return name === null ? null : { name, span: call.callee.span, args: call.args };
}

function shifted({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}
