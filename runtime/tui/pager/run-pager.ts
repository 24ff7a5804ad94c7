import type { Key } from '../editor/decode-keys.ts';
import type { Terminal } from '../terminal.ts';
import { PAGER_START, pagerRows, pagerStep } from './pager.ts';
import type { PagerSource } from './pager-source.ts';

const ENTER_SCREEN = '\u001b[?1049h\u001b[?25l\u001b[2J';
const LEAVE_SCREEN = '\u001b[?25h\u001b[?1049l';

/** A pager that is shown on a terminal's other screen. */
export class Pager {
  readonly #terminal: Terminal;
  readonly #source: PagerSource;
  #state = PAGER_START;
  #leave: () => void = () => undefined;

  constructor(terminal: Terminal, source: PagerSource) {
    this.#terminal = terminal;
    this.#source = source;
  }

  /** Shows it; resolves when it was left. */
  show(): Promise<void> {
    this.#terminal.write(ENTER_SCREEN);
    this.draw();
    return new Promise((settle) => {
      this.#leave = () => {
        this.#terminal.write(LEAVE_SCREEN);
        settle();
      };
    });
  }

  /** Takes keys. */
  keys(keys: readonly Key[]): void {
    for (const key of keys) {
      // what is typed at once is many keys here
      const each = key.name === 'text' ? [...key.text].map((text) => ({ name: 'text', text })) : [key];
      for (const one of each) {
        const next = pagerStep(this.#state, one, this.#source, this.#terminal);
        if (next === null) return this.#leave();
        this.#state = next;
      }
    }
    this.draw();
  }

  /** Ends it. */
  close(): void {
    this.#leave();
  }

  draw(): void {
    const rows = pagerRows(this.#state, this.#source, this.#terminal);
    this.#terminal.write(`\u001b[H${rows.map((row) => `${row}\u001b[K`).join('\r\n')}`);
  }
}
