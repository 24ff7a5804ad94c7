import type { Candidate } from '../language.ts';
import { bufferOf, EMPTY_BUFFER, type Buffer } from './buffer.ts';
import type { KillRing } from './kill-ring.ts';
import { NO_UNDO, type Undo } from './undo.ts';

/** Candidates to choose from; the buffer holds the one that is selected. */
export interface Menu {
  readonly candidates: readonly Candidate[];
  readonly selected: number;
  /** Where the candidate begins in the text. */
  readonly from: number;
  /** What was there before, for those who choose none. */
  readonly before: Buffer;
}

/** A search through the history. */
export interface Search {
  readonly query: string;
  /** The entry that is shown, -1 for none. */
  readonly found: number;
  /** Nothing further was found: the last entry that was stays. */
  readonly failed: boolean;
  readonly before: Buffer;
}

/** What the change before was, as far as it matters to the next one. */
export type LastAction = 'type' | 'kill' | 'yank' | 'vertical' | 'interrupt' | 'other';

/** The whole state of the editor: a value. */
export interface EditorState {
  readonly buffer: Buffer;
  readonly undo: Undo;
  readonly kills: KillRing;
  readonly last: LastAction;
  /** The column that moves over lines keep. */
  readonly goal: number;
  /** The entry of the history that is edited, and what was typed before; `null` for a new text. */
  readonly recalled: { readonly index: number; readonly draft: string } | null;
  readonly menu: Menu | null;
  readonly search: Search | null;
}

/** An editor that holds a text; what was erased before can still be put back. */
export function editorState(text = '', kills: KillRing = []): EditorState {
  return {
    buffer: text === '' ? EMPTY_BUFFER : bufferOf(text),
    undo: NO_UNDO,
    kills,
    last: 'other',
    goal: 0,
    recalled: null,
    menu: null,
    search: null,
  };
}
