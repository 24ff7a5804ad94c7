import type { Diagnostic } from '../../compiler/contract/diagnostic.ts';
import type { GobiError } from '../../compiler/contract/runtime-error.ts';
import type { SessionView } from './backend.ts';

/** How a word of a text is shown. */
export type WordKind = 'keyword' | 'function' | 'string' | 'number' | 'comment' | 'name' | 'operator' | 'error';

/** A part of a text that is shown in one way; offsets are UTF-16. What lies between words is shown plainly. */
export interface Word {
  readonly kind: WordKind;
  readonly start: number;
  readonly end: number;
}

/** Something that may stand at the cursor. */
export interface Candidate {
  /** What is put into the text. */
  readonly text: string;
  /** What it is: `table`, `column`, `keyword`. */
  readonly kind: string;
  /** More about it, on one line: a type, a signature. */
  readonly detail?: string;
}

/** What may replace the part of a text before the cursor; best first. */
export interface Completion {
  readonly from: number;
  readonly to: number;
  readonly candidates: readonly Candidate[];
}

/** What the terminal must know of the language: pure, and quick enough to be asked for every key. */
export interface Language {
  /** The words of a text, in order. */
  words(text: string): readonly Word[];
  /** Whether a text can be run: it ends with `;`, its braces are closed, and so are its strings and comments. */
  isComplete(text: string): boolean;
  /** Candidates at an offset; the view is `null` while it is not known. */
  complete(text: string, offset: number, view: SessionView | null): Completion;
  /** What is wrong with a text, before it is run. */
  check(text: string, view: SessionView): readonly Diagnostic[];
  /** Findings as text, with the lines they point at. Ends with a newline. */
  renderFindings(findings: readonly Diagnostic[], name: string, text: string, colour: boolean): string;
  /** An error as text; its places are in the text of the name. Ends with a newline. */
  renderError(error: GobiError, name: string, text: string, colour: boolean): string;
}

/** No candidates. */
export function noCompletion(offset: number): Completion {
  return { from: offset, to: offset, candidates: [] };
}
