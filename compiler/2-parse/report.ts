import type { IToken } from 'chevrotain';
import type { Diagnostic } from '../contract/diagnostic.ts';
import type { Span } from '../contract/span.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { reservedWords } from '../ir/tokens.ts';
import { assertNever } from '../source/assert-never.ts';
import type { SourceFile } from '../source/source-file.ts';
import { tokenWord } from './expected.ts';
import { MAX_NESTING } from './grammar/parser-base.ts';
import { hintFor, unclosed } from './likely-mistakes.ts';
import { tokenSpan } from './build/token-span.ts';
import { SyntaxFailure, type Fault } from './syntax-failure.ts';
import type { StreamToken } from './token-stream.ts';

const reserved: ReadonlySet<string> = new Set(reservedWords);

/** The diagnostic of an error that made the parser leave a statement; `next` is the token it stopped at. */
export function reportFailure(file: SourceFile, tokens: readonly StreamToken[], error: Error, next: IToken): Diagnostic {
  if (error instanceof SyntaxFailure) {
    return report(file, tokens, error.fault, error.found, error.place);
  }
  if (error instanceof RangeError) {
    return report(file, tokens, { code: 'too-deep', limit: MAX_NESTING }, next, tokenSpan(next));
  }
  // Chevrotain's own errors carry the expected kind of token as their message.
  const fault: Fault = { code: 'unexpected', expected: [tokenWord(error.message)] };
  const found = (error as Error & { token: IToken }).token;
  return report(file, tokens, fault, found, tokenSpan(found));
}

/** The warning about a comma left out before the option that begins at the place. */
export function reportMissingComma(file: SourceFile, at: number): Diagnostic {
  const span = { start: at, end: at };
  const fix = { title: 'add the comma', span, replacement: ',' };
  return diagnostic('PLG1005', {}, file.name, span, { fix });
}

function report(
  file: SourceFile,
  tokens: readonly StreamToken[],
  fault: Fault,
  found: IToken | undefined,
  place: Span,
): Diagnostic {
  const at = Number.isFinite(place.start) && place.start >= 0 ? place : endOf(file, tokens);
  switch (fault.code) {
    case 'too-deep':
      return diagnostic('PLG1008', { limit: fault.limit }, file.name, at);
    case 'repeated-clause': {
      const related = [{ file: file.name, span: fault.first, message: 'the first one' }];
      return diagnostic('PLG1004', { clause: fault.clause.toLowerCase() }, file.name, at, { related });
    }
    case 'misplaced':
      return diagnostic('PLG1014', { what: fault.what, place: fault.place, hint: fault.hint }, file.name, at);
    case 'bad-escape':
      return diagnostic('PLG1013', { escape: fault.escape }, file.name, at);
    case 'unexpected': {
      const { expected } = fault;
      if (expected.includes('a name') && reserved.has(found?.tokenType.name ?? '') && fault.hint === undefined) {
        return diagnostic('PLG1003', { name: found?.image ?? '' }, file.name, at);
      }
      const opening = unclosed(tokens, found as StreamToken | undefined, expected);
      const hint = fault.hint ?? hintFor(tokens, found as StreamToken | undefined, expected);
      const params = { found: foundWord(found), expected: expected.join(' or '), hint };
      if (opening === undefined) return diagnostic('PLG1001', params, file.name, at);
      const related = [{ file: file.name, span: tokenSpan(opening), message: `${opening.image} opened here` }];
      return diagnostic('PLG1001', params, file.name, at, { related });
    }
    default:
      return assertNever(fault);
  }
}

function foundWord(found: IToken | undefined): string {
  if (found === undefined || found.tokenType.name === 'EOF') return 'end of file';
  const text = found.image.length > 40 ? `${found.image.slice(0, 37)}…` : found.image;
  return `\`${text}\``;
}

/** After the last token: where something is missing at the end of a file. */
function endOf(file: SourceFile, tokens: readonly StreamToken[]): Span {
  const end = (tokens.at(-1)?.endOffset ?? file.text.length - 1) + 1;
  return { start: end, end };
}
