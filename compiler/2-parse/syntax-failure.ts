import type { IToken } from 'chevrotain';
import type { RelatedPlace } from '../contract/diagnostic.ts';
import type { Span } from '../contract/span.ts';
import type { DiagnosticCode, DiagnosticParams } from '../diagnostics/diagnostic.ts';
import { tokenSpan } from './build/token-span.ts';

/** A token that does not fit, and what would, in a user's words. */
export interface Unexpected {
  readonly kind: 'unexpected';
  readonly expected: readonly string[];
  readonly hint?: string | undefined;
}

/** A mistake that has a message of its own. */
export type Known = {
  [Code in DiagnosticCode]: {
    readonly kind: 'known';
    readonly code: Code;
    readonly params: DiagnosticParams<Code>;
    readonly related?: RelatedPlace['message'];
    readonly relatedSpan?: Span;
  };
}[Extract<DiagnosticCode, `PLG10${string}`>];

/** Thrown inside the parser to leave a statement; caught where statements are listed, it never leaves the phase. */
export class SyntaxFailure extends Error {
  readonly fault: Unexpected | Known;
  readonly place: Span;
  /** The token that did not fit, if that is what is wrong. */
  readonly found: IToken | undefined;

  constructor(fault: Unexpected | Known, at: IToken | Span) {
    super(fault.kind);
    this.fault = fault;
    this.found = 'tokenType' in at ? at : undefined;
    this.place = 'tokenType' in at ? tokenSpan(at) : at;
  }
}

/** The failure of a piece of text that is nested, or chained, beyond `limit`. */
export function tooDeep(limit: number, at: IToken | Span): SyntaxFailure {
  return new SyntaxFailure({ kind: 'known', code: 'PLG1008', params: { limit } }, at);
}
