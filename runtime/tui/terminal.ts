import type { Writable } from 'node:stream';
import type { Key } from './editor/decode-keys.ts';

/** Is told what happens at the terminal. */
export interface TerminalListener {
  readonly onKeys: (keys: readonly Key[]) => void;
  readonly onResize: () => void;
  /** The terminal is gone. */
  readonly onEnd: () => void;
}

/** A terminal that keys are read from one by one. */
export interface Terminal {
  readonly columns: number;
  readonly rows: number;
  readonly colour: boolean;
  /** What is written to the terminal; ends are not passed on. */
  readonly stream: Writable;
  write(text: string): void;
  /** Takes the keys, until `stop`. */
  start(listener: TerminalListener): void;
  /** Gives the terminal back to the shell, or to another program. */
  stop(): void;
  /** Stops the process like Ctrl-Z does for others; returns when it goes on. */
  suspend(): Promise<void>;
}
