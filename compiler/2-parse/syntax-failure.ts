import type { IToken } from 'chevrotain';
import type { Span } from '../contract/span.ts';
import { tokenSpan } from './build/token-span.ts';

/** What is wrong with a piece of text; `report.ts` words it. */
export type Fault =
  | { readonly code: 'unexpected'; readonly expected: readonly string[]; readonly hint?: string }
  | { readonly code: 'too-deep'; readonly limit: number }
  | { readonly code: 'repeated-clause'; readonly clause: string; readonly first: Span }
  | { readonly code: 'misplaced'; readonly what: string; readonly place: string; readonly hint: string }
  | { readonly code: 'bad-escape'; readonly escape: string };

/** Thrown inside the parser to leave a statement; caught where statements are listed, it never leaves the phase. */
export class SyntaxFailure extends Error {
  readonly fault: Fault;
  readonly place: Span;
  /** The token that did not fit, if that is what is wrong. */
  readonly found: IToken | undefined;

  constructor(fault: Fault, at: IToken | Span) {
    super(fault.code);
    this.fault = fault;
    this.found = 'tokenType' in at ? at : undefined;
    this.place = 'tokenType' in at ? tokenSpan(at) : at;
  }
}
