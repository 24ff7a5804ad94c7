import { spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long a screen may take to show what is waited for, on a busy machine. */
const PATIENCE = 60_000;

/** Whether terminals can be had here. */
export function hasTmux(): boolean {
  return spawnSync('tmux', ['-V']).status === 0;
}

/** A program in a terminal of its own, by tmux. */
export class TmuxSession {
  readonly #socket = `gobi-test-${process.pid}-${Math.random().toString(36).slice(2)}`;

  /** Runs a command line of `sh` in a folder. */
  constructor(
    command: string,
    folder: string,
    columns = 80,
    rows = 24,
    environment: Readonly<Record<string, string>> = {},
  ) {
    const variables = Object.entries(environment).flatMap(([name, value]) => ['-e', `${name}=${value}`]);
    const size = ['-x', String(columns), '-y', String(rows)];
    this.#tmux(
      '-f',
      '/dev/null',
      'new-session',
      '-d',
      ...size,
      '-c',
      folder,
      ...variables,
      command,
      ';',
      'set',
      'remain-on-exit',
      'on',
    );
  }

  /** Types a text as it is. */
  type(text: string): void {
    // a semicolon at the end would part commands of tmux
    this.#tmux('send-keys', '-l', '--', text.replace(/;$/, '\\;'));
  }

  /** Presses keys by the names that tmux has for them: `Enter`, `C-c`, `BTab`. */
  press(...keys: string[]): void {
    this.#tmux('send-keys', '--', ...keys);
  }

  resize(columns: number, rows: number): void {
    this.#tmux('resize-window', '-x', String(columns), '-y', String(rows));
  }

  /** The screen without blanks and empty lines at its end. */
  screen(): string {
    return this.#tmux('capture-pane', '-p')
      .replace(/[ \t]+$/gm, '')
      .trimEnd();
  }

  /** The screen when it fits; throws with the last one when that takes too long. */
  async until(pattern: RegExp): Promise<string> {
    const end = performance.now() + PATIENCE;
    for (;;) {
      const screen = this.screen();
      if (pattern.test(screen)) return screen;
      if (performance.now() > end) throw new Error(`${String(pattern)} did not come:\n${screen}`);
      await sleep(30);
    }
  }

  close(): void {
    spawnSync('tmux', ['-L', this.#socket, 'kill-server']);
  }

  #tmux(...args: string[]): string {
    const done = spawnSync('tmux', ['-L', this.#socket, ...args], { encoding: 'utf8' });
    if (done.status !== 0) throw new Error(`tmux ${args.join(' ')}: ${done.stderr}`);
    return done.stdout;
  }
}
