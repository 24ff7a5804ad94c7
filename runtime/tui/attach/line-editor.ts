import type { SessionView } from '../backend.ts';
import { completeCommand } from '../command/complete-command.ts';
import { isCommand } from '../command/commands.ts';
import type { Key } from '../editor/decode-keys.ts';
import { withText } from '../editor/edit.ts';
import { editorState, type EditorState } from '../editor/editor-state.ts';
import { step, type Effect } from '../editor/step.ts';
import type { History } from '../history/history-file.ts';
import { noCompletion, type Language, type Word } from '../language.ts';
import { paint } from '../screen/colours.ts';
import { leave, repaint, wipe, type Frame } from '../screen/frame.ts';
import { layOut } from '../screen/lay-out.ts';
import { menuRows } from '../screen/menu-rows.ts';
import type { Terminal } from '../terminal.ts';

/** Longer texts are not painted while they are edited. */
const MOST_PAINTED = 60_000;

/** What the editor uses; the language is `null` until it is loaded. */
export interface EditorParts {
  readonly terminal: Terminal;
  readonly history: History;
  readonly language: () => Language | null;
  readonly view: () => SessionView | null;
  readonly files: (path: string) => readonly string[];
}

/** The editor on a terminal: applies keys to its state and shows it. */
export class LineEditor {
  readonly #parts: EditorParts;
  #state: EditorState = editorState();
  #frame: Frame | null = null;
  #prompt = '';
  #notice = '';
  #words: { readonly text: string; readonly words: readonly Word[]; readonly by: Language } | null = null;

  constructor(parts: EditorParts) {
    this.#parts = parts;
  }

  get text(): string {
    return this.#state.buffer.text;
  }

  set prompt(prompt: string) {
    this.#prompt = prompt;
  }

  /** A line below the text, until the next key. */
  set notice(notice: string) {
    this.#notice = notice;
  }

  /** Edits another text; what was erased before is kept. */
  reset(text = '', cursor = text.length): void {
    const state = editorState(text, this.#state.kills);
    this.#state = { ...state, buffer: { text, cursor } };
  }

  /** Replaces the text, so that it can be undone. */
  replace(text: string): void {
    this.#state = withText(this.#state, text);
  }

  /** What a key asks for. */
  key(key: Key): Effect | null {
    this.#notice = '';
    const language = this.#parts.language();
    const next = step(this.#state, key, {
      history: this.#parts.history.entries,
      isComplete: (text) => isCommand(text) || (language === null ? /;\s*$/.test(text) : language.isComplete(text)),
      complete: (text, offset) => {
        const view = this.#parts.view();
        if (/^\s*\\/.test(text)) return completeCommand(text, offset, view?.view ?? null, this.#parts.files);
        return language?.complete(text, offset, view) ?? noCompletion(offset);
      },
    });
    // what is dropped stays on the screen
    if (next.effect?.kind === 'discard') {
      this.draw();
      this.release();
    }
    this.#state = next.state;
    return next.effect;
  }

  /** Shows the state as it is now. */
  draw(): void {
    const { terminal } = this.#parts;
    const { colour, columns } = terminal;
    const { buffer, menu, search } = this.#state;
    const dim = (text: string): string => paint(text, colour ? '2' : '');
    const below = [
      ...(menu === null ? [] : menuRows(menu, columns, colour)),
      ...(search === null ? [] : [dim(`${search.failed ? 'nothing more has' : 'history with'} '${search.query}'`)]),
      ...(this.#notice === '' ? [] : [dim(this.#notice)]),
    ];
    const continuation = `${' '.repeat(Math.max(0, this.#prompt.length - 3))}-> `;
    const scene = {
      prompt: this.#prompt,
      continuation,
      text: buffer.text,
      cursor: buffer.cursor,
      words: this.#painted(),
      below,
    };
    const frame = layOut(scene, terminal, colour);
    terminal.write(repaint(this.#frame, frame));
    this.#frame = frame;
  }

  /** Leaves the text on the screen as it was sent; what is written next begins below it. */
  accept(): void {
    const { text } = this.#state.buffer;
    this.#notice = '';
    this.#state = { ...this.#state, menu: null, search: null, buffer: { text, cursor: text.length } };
    this.draw();
    this.release();
  }

  /** Leaves what is shown, to write below it. */
  release(): void {
    if (this.#frame !== null) this.#parts.terminal.write(leave(this.#frame));
    this.#frame = null;
  }

  /** Takes what is shown away, to write in its place. */
  erase(): void {
    if (this.#frame !== null) this.#parts.terminal.write(wipe(this.#frame, this.#parts.terminal.columns));
    this.#frame = null;
  }

  /** The terminal has another size: its rows may be broken elsewhere now. */
  resized(): void {
    if (this.#frame === null) return;
    this.#parts.terminal.write(wipe(this.#frame, this.#parts.terminal.columns));
    this.#frame = null;
    this.draw();
  }

  /** Forgets what is on the screen: it was cleared. */
  forget(): void {
    this.#frame = null;
  }

  #painted(): readonly Word[] {
    const { text } = this;
    const language = this.#parts.language();
    if (!this.#parts.terminal.colour || language === null || text.length > MOST_PAINTED || isCommand(text)) return [];
    if (this.#words?.text !== text || this.#words.by !== language)
      this.#words = { text, words: language.words(text), by: language };
    return this.#words.words;
  }
}
