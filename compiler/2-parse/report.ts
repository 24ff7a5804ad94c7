import type { IToken } from 'chevrotain';
import type { Diagnostic, RelatedPlace } from '../contract/diagnostic.ts';
import type { Span } from '../contract/span.ts';
import { diagnostic, type DiagnosticCode, type DiagnosticParams } from '../diagnostics/diagnostic.ts';
import { reservedWords } from '../ir/tokens.ts';
import type { SourceFile } from '../source/source-file.ts';
import { tokenSpan } from './build/token-span.ts';
import { tokenWord } from './expected.ts';
import { MAX_NESTING } from './grammar/parser-base.ts';
import { foreignWord, hintFor, unclosed } from './likely-mistakes.ts';
import { mistypedStart } from './mistyped-words.ts';
import { SyntaxFailure, tooDeep, type Known, type Unexpected } from './syntax-failure.ts';
import type { StreamToken } from './token-stream.ts';
import { unclosedBlock, type UnclosedBlock } from './unclosed-block.ts';

/** Words that begin the clause behind a list of columns. */
const clauses: ReadonlySet<string> = new Set(['FROM', 'WHERE', 'GROUP', 'HAVING', 'ORDER', 'UNION', 'INTO']);
const reserved: ReadonlySet<string> = new Set(reservedWords);

/** The diagnostic of an error that made the parser leave a statement; `next` is the token it stopped at. */
export function reportFailure(
  file: SourceFile,
  tokens: readonly StreamToken[],
  error: Error,
  next: IToken,
): Diagnostic {
  const { fault, place, found } = asFailure(error, next);
  const span = !(place.start >= 0 && place.end >= place.start) ? endOf(file, tokens) : place;
  if (fault.kind === 'known') return reportKnown(file, fault, span);
  return reportUnexpected(file, tokens, fault, found as StreamToken | undefined, span);
}

/** The warning about a comma left out before an option. */
export function reportMissingComma(file: SourceFile, at: number, before: string): Diagnostic {
  const span = { start: at, end: at };
  const fix = { title: 'add the comma', edits: [{ span, replacement: ',' }] };
  return diagnostic('PLG1005', { before }, file.name, span, { fix });
}

function asFailure(error: Error, next: IToken): SyntaxFailure {
  if (error instanceof SyntaxFailure) return error;
  if (error instanceof RangeError) return tooDeep(MAX_NESTING, next);
  // Chevrotain's own errors carry the expected kind of token as their message.
  const found = (error as Error & { token: IToken }).token;
  return new SyntaxFailure({ kind: 'unexpected', expected: [tokenWord(error.message)] }, found);
}

function reportKnown(file: SourceFile, fault: Known, span: Span): Diagnostic {
  const related: RelatedPlace[] =
    fault.related === undefined || fault.relatedSpan === undefined
      ? []
      : [{ file: file.name, span: fault.relatedSpan, message: fault.related }];
  const params = fault.params as DiagnosticParams<DiagnosticCode>;
  return diagnostic<DiagnosticCode>(fault.code, params, file.name, span, related.length === 0 ? {} : { related });
}

function reportUnexpected(
  file: SourceFile,
  tokens: readonly StreamToken[],
  fault: Unexpected,
  found: StreamToken | undefined,
  span: Span,
): Diagnostic {
  const kind = found?.tokenType.name ?? '';
  const image = found?.image ?? file.text.slice(span.start, span.end);
  const foreign = foreignWord(tokens, found);
  if (foreign !== undefined) {
    return diagnostic('PLG1009', foreign, file.name, foreign.span);
  }
  const mistyped = mistypedStart(tokens, found);
  if (mistyped !== undefined) {
    const { token, meant } = mistyped;
    const at = tokenSpan(token);
    const fix = { title: `write \`${meant}\``, edits: [{ span: at, replacement: meant }], guess: true as const };
    const params = { found: `\`${token.image}\``, expected: 'a statement', hint: `did you mean \`${meant}\`?` };
    return diagnostic('PLG1001', params, file.name, at, { fix });
  }
  if (kind === 'STREAM') {
    const params = { what: '`stream`', place: 'here', hint: 'it begins a statement, or stands after `let x =`' };
    return diagnostic('PLG1014', params, file.name, span);
  }
  if (reserved.has(kind) && fault.expected.includes('a name') && fault.hint === undefined) {
    const before = found?.index === undefined ? undefined : tokens[found.index - 1]?.tokenType.name;
    const hint = clauses.has(kind) ? missingName(before, tokens[(found?.index ?? 0) + 1]?.tokenType.name) : undefined;
    if (hint !== undefined)
      return diagnostic('PLG1001', { found: `\`${image}\``, expected: 'a name', hint }, file.name, span);
    return diagnostic('PLG1003', { name: image }, file.name, span);
  }
  if (kind === 'EOF' && fault.expected.includes('`}`')) {
    const block = unclosedBlock(file.text, tokens);
    if (block !== undefined) return reportUnclosed(file, block);
  }
  const opening = unclosed(tokens, found, fault.expected);
  const params = {
    found: kind === 'EOF' ? undefined : `\`${image.length > 40 ? `${image.slice(0, 37)}…` : image}\``,
    expected: fault.expected.join(' or '),
    hint: fault.hint ?? hintFor(tokens, found, fault.expected),
  };
  const related = opening && [
    { file: file.name, span: tokenSpan(opening), message: `\`${opening.image}\` opened here` },
  ];
  return diagnostic('PLG1001', params, file.name, span, related === undefined ? {} : { related });
}

/** A `}` that is missing before a line, as its indentation shows. */
function reportUnclosed(file: SourceFile, { opening, behind }: UnclosedBlock): Diagnostic {
  const line = file.text.slice(0, opening.startOffset).split('\n').length;
  const params = { found: `\`${behind.image}\``, expected: `the \`}\` of the block that line ${line} opens` };
  const related = [{ file: file.name, span: tokenSpan(opening), message: '`{` opened here' }];
  return diagnostic('PLG1001', params, file.name, tokenSpan(behind), { related });
}

/** What may stand behind a name in a list. */
const behindNames: ReadonlySet<string | undefined> = new Set(['Comma', 'Equal', 'RightParen', 'Dot']);

/** What is wrong where a clause begins in place of a name; nothing where the word seems to be meant as one. */
function missingName(before: string | undefined, after: string | undefined): string | undefined {
  if (before === 'AS') return 'a name is missing behind `as`';
  if (before === 'Comma' && !behindNames.has(after)) return 'the comma before it may be one too many';
  return undefined;
}

/** After the last token: where something is missing at the end of a file. */
function endOf(file: SourceFile, tokens: readonly StreamToken[]): Span {
  const end = (tokens.at(-1)?.endOffset ?? file.text.length - 1) + 1;
  return { start: end, end };
}
