import { GobiError } from '../../../compiler/contract/runtime-error.ts';
import type { Backend, SessionView } from '../backend.ts';
import { parseCommand } from '../command/commands.ts';
import type { Key } from '../editor/decode-keys.ts';
import type { History } from '../history/history-file.ts';
import type { Language } from '../language.ts';
import { showRunning } from '../output/show-running.ts';
import { externalPager } from '../pager/external-pager.ts';
import { Pager } from '../pager/run-pager.ts';
import type { PagerSource } from '../pager/pager-source.ts';
import type { Terminal } from '../terminal.ts';
import { duration } from './duration.ts';
import { LineEditor } from './line-editor.ts';
import { runCommand, type CommandHost } from './run-command.ts';
import { DEFAULT_SETTINGS, type Settings } from './settings.ts';
import { showAnswer } from './show-answer.ts';
import { editText } from './edit-text.ts';

/** What a terminal is attached with. */
export interface AttachParts {
  readonly terminal: Terminal;
  readonly backend: Backend;
  /** Loaded while the prompt is shown already. */
  readonly language: Promise<Language>;
  readonly history: History;
  /** The name in the prompt. */
  readonly name: string;
  /** The first line. */
  readonly greeting: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The entries of the folder that a path begins with, for completion. */
  readonly files: (path: string) => readonly string[];
  readonly settings?: Partial<Settings>;
}

/** What texts that are typed are called in messages. */
const TYPED = 'input';
const NOT_SENT = 'not sent; Enter sends it as it is, Ctrl-C drops it';

/** An interactive session: reads keys, edits, sends, shows, until it is left. */
export class AttachedTerminal implements CommandHost {
  readonly #parts: AttachParts;
  readonly #editor: LineEditor;
  readonly #keys: Key[] = [];
  #language: Language | null = null;
  #view: SessionView | null = null;
  #running: AbortController | null = null;
  #pager: Pager | null = null;
  #pumping = false;
  #left: (() => void) | null = null;
  #isLeft = false;
  #fail: (error: unknown) => void = () => undefined;
  /** A text that the check refused: sent again as it is, it is run. */
  #refused: string | null = null;
  /** That nobody answers was told. */
  #isTold = false;
  #written = 0;
  /** What is to be told when nothing runs. */
  #news = '';
  settings: Settings;
  lastText = '';

  constructor(parts: AttachParts) {
    this.#parts = parts;
    this.settings = { ...DEFAULT_SETTINGS, ...parts.settings };
    const { terminal, history, files } = parts;
    this.#editor = new LineEditor({
      ...{ terminal, history, files },
      language: () => this.#language,
      view: () => this.#view,
    });
  }

  get terminal(): Terminal {
    return this.#parts.terminal;
  }

  get view(): SessionView | null {
    return this.#view;
  }

  /** Whether the session was left. */
  get isLeft(): boolean {
    return this.#isLeft;
  }

  get history(): History {
    return this.#parts.history;
  }

  /** Shows the prompt; resolves when the session was left. Rejects when the lake cannot be opened. */
  async run(): Promise<void> {
    const { terminal, greeting } = this.#parts;
    terminal.write(`${terminal.colour ? `\u001b[2m${greeting}\u001b[22m` : greeting}\n`);
    const left = new Promise<void>((settle, fail) => {
      this.#left = settle;
      this.#fail = fail;
    });
    this.#start();
    this.#prompt();
    this.#editor.draw();
    const loaded = this.#load();
    try {
      await Promise.race([left, loaded.then(() => left)]);
    } finally {
      this.#running?.abort();
      this.#left = null;
      terminal.stop();
    }
  }

  /** Language and catalog come after the prompt. */
  async #load(): Promise<void> {
    await this.#parts.backend.view().then((view) => (this.#view = view));
    this.#language = await this.#parts.language;
    if (!this.#pumping && this.#pager === null && this.#left !== null) this.#editor.draw();
  }

  #start(): void {
    this.#parts.terminal.start({
      onKeys: (keys) => this.#take(keys),
      onResize: () => {
        if (this.#pager !== null) this.#pager.draw();
        else if (!this.#pumping) this.#editor.resized();
      },
      onEnd: () => this.leave(),
    });
  }

  #take(keys: readonly Key[]): void {
    if (this.#pager !== null) return this.#pager.keys(keys);
    for (const key of keys) {
      if (this.#running !== null && key.name === 'ctrl-c') {
        this.#running.abort();
        // what was typed ahead was meant for what came before
        this.#keys.length = 0;
      } else this.#keys.push(key);
    }
    if (!this.#pumping) void this.#pump();
  }

  async #pump(): Promise<void> {
    this.#pumping = true;
    try {
      while (this.#keys.length > 0 && this.#left !== null) await this.#key(this.#keys.shift()!);
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#pumping = false;
    }
    this.#tellNews();
    if (this.#left !== null) this.#editor.draw();
  }

  async #key(key: Key): Promise<void> {
    // what a key means depends on the language, but for those that only type
    if (this.#language === null && (key.name === 'enter' || key.name === 'tab'))
      await this.#parts.language.then((it) => (this.#language = it));
    if (key.name === 'tab') await this.refresh();
    const effect = this.#editor.key(key);
    const { terminal } = this.#parts;
    switch (effect?.kind) {
      case undefined:
        return;
      case 'submit':
        return this.#submit(effect.text);
      case 'leave':
        this.#editor.accept();
        return this.leave();
      case 'discard':
        this.#refused = null;
        return;
      case 'hint':
        this.#editor.notice = 'Ctrl-D or \\q leaves';
        return;
      case 'clear-screen':
        terminal.write('\u001b[H\u001b[2J');
        return this.#editor.forget();
      case 'suspend':
        this.#editor.release();
        return terminal.suspend();
      case 'open-editor':
        return this.edit();
      case 'bell':
        return terminal.write('\u0007');
    }
  }

  async #submit(text: string): Promise<void> {
    this.#editor.accept();
    if (text.trim() === '') return this.#editor.reset();
    this.#parts.history.add(text);
    this.#isTold = false;
    const command = parseCommand(text);
    if (command !== null) {
      this.#editor.reset();
      if (command.kind === 'unknown') this.say(command.message);
      else await runCommand(this, command.name, command.argument);
    } else if (this.#refused !== text && (await this.#isWrong(text))) this.#refused = text;
    else {
      this.#refused = null;
      this.#editor.reset();
      this.lastText = text;
      await this.runText(text, TYPED);
    }
    await this.refresh();
  }

  /** Checks a text before it is sent. What is wrong is shown, and the text stays in the editor with the cursor there. */
  async #isWrong(text: string): Promise<boolean> {
    if (!(await this.refresh())) {
      this.#editor.reset(text);
      this.#editor.notice = NOT_SENT;
      return true;
    }
    if (this.#view === null || this.#language === null) return false;
    const errors = this.#language.check(text, this.#view).filter(({ severity }) => severity === 'error');
    const [first] = errors;
    if (first === undefined) return false;
    this.#parts.terminal.write(this.#language.renderFindings(errors, TYPED, text, this.#parts.terminal.colour));
    this.#editor.reset(text, Math.min(first.span.start, text.length));
    this.#editor.notice = NOT_SENT;
    return true;
  }

  /** Runs statements and shows what they give; errors are shown, too. False when it failed or was cancelled. */
  async runText(text: string, name: string, options: { readonly page?: boolean } = {}): Promise<boolean> {
    const { terminal, backend } = this.#parts;
    this.#language ??= await this.#parts.language;
    const running = showRunning({ write: (line) => terminal.write(line) }, ', Ctrl-C cancels');
    this.#running = new AbortController();
    const { signal } = this.#running;
    let since = performance.now();
    try {
      await backend.run(text, {
        name,
        signal,
        onStatement: (number, of) => running.statement(number, of),
        onDiagnostics: (findings) => {
          const warnings = findings.filter(({ severity }) => severity === 'warning');
          running.clear();
          if (warnings.length > 0 && this.#language !== null)
            terminal.write(this.#language.renderFindings(warnings, name, text, terminal.colour));
        },
        onPrint: (line) => {
          running.clear();
          terminal.write(`${line}\n`);
        },
        onResult: async (answer) => {
          running.hold(true);
          const took = this.settings.timing ? duration(performance.now() - since) : '';
          const page =
            this.settings.pager && options.page !== false ? (source: PagerSource) => this.#page(source) : null;
          await showAnswer(answer, { terminal, settings: this.settings, written: this.#written, took, page });
          if (answer.table !== null && this.settings.file !== null) this.#written++;
          since = performance.now();
          running.hold(false);
        },
      });
      return true;
    } catch (error) {
      running.clear();
      this.#isTold = true;
      this.#showError(error, name, text, signal.aborted);
      return false;
    } finally {
      running.end();
      this.#running = null;
    }
  }

  #showError(error: unknown, name: string, text: string, wasCancelled: boolean): void {
    if (error instanceof GobiError) {
      if (wasCancelled && error.code === 'RUNTIME_040') return this.say('cancelled');
      const { colour } = this.#parts.terminal;
      this.#parts.terminal.write(
        this.#language?.renderError(error, name, text, colour) ?? `${error.code}: ${error.message}\n`,
      );
    } else if ((error as NodeJS.ErrnoException).code !== undefined) this.say((error as Error).message);
    else throw error;
  }

  /** Shows lines that do not fit by `$PAGER`, or by the pager of our own. */
  async #page(source: PagerSource): Promise<void> {
    const { terminal, environment } = this.#parts;
    const command = environment['PAGER'] ?? '';
    if (command !== '') return this.lend(() => externalPager(command, source, terminal));
    this.#pager = new Pager(terminal, source);
    await this.#pager.show();
    this.#pager = null;
  }

  /** Shows something that nobody asked for, above what is being typed; when a statement runs, after it. */
  announce(text: string): void {
    this.#news += text;
    if (this.#pumping || this.#pager !== null || this.#left === null) return;
    this.#tellNews();
    this.#editor.draw();
  }

  #tellNews(): void {
    if (this.#news === '') return;
    this.#editor.erase();
    this.#parts.terminal.write(this.#news);
    this.#news = '';
  }

  /** Writes a line. */
  say(text: string): void {
    this.#parts.terminal.write(`${text}\n`);
  }

  /** Asks what the catalog is now. False when nobody answers, which is told once. */
  async refresh(): Promise<boolean> {
    try {
      this.#view = await this.#parts.backend.view();
      return true;
    } catch (error) {
      if (!(error instanceof GobiError)) throw error;
      this.#editor.release();
      // its transaction ended with the session
      if (this.#view !== null) this.#view = { ...this.#view, explicit: false };
      if (!this.#isTold) this.#showError(error, TYPED, '', false);
      this.#isTold = true;
      return false;
    } finally {
      this.#prompt();
    }
  }

  #prompt(): void {
    this.#editor.prompt = `${this.#parts.name}${this.#view?.explicit === true ? '*' : ''}> `;
  }

  /** Gives the terminal to a program while it runs. */
  async lend(work: () => Promise<void>): Promise<void> {
    this.#parts.terminal.stop();
    // Ctrl-C is for the program that has the terminal
    const ignore = (): void => undefined;
    process.on('SIGINT', ignore);
    try {
      await work();
    } finally {
      process.off('SIGINT', ignore);
      this.#start();
    }
  }

  /** Edits what is typed, or the last statement, in the user's editor. */
  async edit(): Promise<void> {
    const text = this.#editor.text.trim() === '' ? this.lastText : this.#editor.text;
    this.#editor.release();
    let edited: string | null = null;
    await this.lend(async () => {
      edited = await editText(text, this.#parts.environment, (message) => this.say(message));
    });
    if (edited !== null) this.#editor.replace(edited);
  }

  /** Waits; false when it was cancelled meanwhile. */
  async wait(milliseconds: number): Promise<boolean> {
    this.#running = new AbortController();
    const { signal } = this.#running;
    await new Promise<void>((settle) => {
      const timer = setTimeout(settle, milliseconds);
      signal.addEventListener('abort', () => {
        clearTimeout(timer);
        settle();
      });
    });
    this.#running = null;
    return !signal.aborted;
  }

  /** Results go into a file from its beginning, or to the terminal again. */
  writeTo(file: string | null): void {
    this.#written = 0;
    this.settings = { ...this.settings, file };
  }

  /** Cancels what runs; false when nothing does. */
  cancel(): boolean {
    this.#running?.abort();
    return this.#running !== null;
  }

  /** Ends the session. */
  leave(): void {
    this.#isLeft = true;
    this.#pager?.close();
    this.#left?.();
    this.#left = null;
  }
}
