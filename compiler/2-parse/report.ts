import type { IToken } from 'chevrotain';
import type { Diagnostic } from '../contract/diagnostic.ts';
import type { Span } from '../contract/span.ts';
import { reservedWords } from '../ir/tokens.ts';
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

/** The warning about a comma left out between options. */
export function reportMissingComma(file: SourceFile, at: number): Diagnostic {
  const span = { start: at, end: at };
  return {
    code: 'PLG1005', severity: 'warning', message: 'commas missing between options', hint: 'add `,`',
    file: file.name, span, fix: { title: 'add the comma', span, replacement: ',' }, params: {},
  };
}

function report(
  file: SourceFile,
  tokens: readonly StreamToken[],
  fault: Fault,
  found: IToken | undefined,
  place: Span,
): Diagnostic {
  const at = Number.isFinite(place.start) && place.start >= 0 ? place : endOf(file, tokens);
  const base = { severity: 'error', file: file.name, span: at } as const;
  switch (fault.code) {
    case 'too-deep':
      return {
        ...base, code: 'PLG1010', message: `nested deeper than ${fault.limit} levels`,
        hint: 'take parts of it out into a `let`, a function or a CTE', params: { limit: fault.limit },
      };
    case 'repeated-clause':
      return {
        ...base, code: 'PLG1004', message: `clause \`${fault.clause.toLowerCase()}\` given twice`, hint: 'keep one',
        related: [{ file: file.name, span: fault.first, message: 'the first one' }], params: { clause: fault.clause },
      };
    case 'form':
      return { ...base, code: 'PLG1011', message: fault.message, hint: fault.hint, params: {} };
    case 'unexpected': {
      const { expected } = fault;
      const kind = found?.tokenType.name ?? '';
      if (expected.includes('a name') && reserved.has(kind) && fault.hint === undefined) {
        const name = found?.image ?? '';
        return {
          ...base, code: 'PLG1003', message: `\`${name}\` is reserved`, hint: `as a name it is written \`\`${'`'}${name}${'`'}\`\``.replace('````', '``'),
          params: { name },
        };
      }
      const opening = unclosed(tokens, found as StreamToken | undefined, expected);
      const hint = fault.hint ?? hintFor(tokens, found as StreamToken | undefined, expected);
      return {
        ...base, code: 'PLG1001',
        message: `unexpected ${foundWord(found)}, expected ${expected.join(' or ')}`,
        ...(hint === undefined ? {} : { hint }),
        ...(opening === undefined ? {} : { related: [{ file: file.name, span: tokenSpan(opening), message: `${opening.image} opened here` }] }),
        params: { found: found?.image ?? '', expected },
      };
    }
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
