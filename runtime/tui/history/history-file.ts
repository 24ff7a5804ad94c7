import { appendFileSync, chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/** Entries that are kept, and how many more the file may hold before it is written anew. */
const MOST = 5000;
const SLACK = 1000;
/** Longer texts are remembered only while the session lasts. */
const LONGEST = 100_000;

/** Where a user's history is kept. */
export function historyPath(environment: Readonly<Record<string, string | undefined>>): string {
  const { XDG_STATE_HOME: state = '' } = environment;
  return join(state === '' ? join(homedir(), '.local', 'state') : state, 'gobi', 'history.ndjson');
}

/** What was sent, of this session and of earlier ones, in order of time. Sessions that run side by side add to one file. */
export class History {
  readonly entries: string[];
  readonly #path: string | null;

  /** Reads the file, a JSON string on each line; `null` keeps the history in memory. A file that cannot be read is taken for none. */
  constructor(path: string | null) {
    this.#path = path;
    const lines = path === null ? [] : linesOf(path);
    this.entries = lines.slice(-MOST).flatMap(entryOf);
    if (path !== null && lines.length > MOST + SLACK) this.#write(() => rewrite(path, this.entries));
  }

  /** Adds a text, unless it is the last one again, or begins with a blank. */
  add(text: string): void {
    const entry = text.trimEnd();
    if (entry === '' || entry.startsWith(' ') || entry === this.entries.at(-1)) return;
    this.entries.push(entry);
    const path = this.#path;
    if (path === null || entry.length > LONGEST) return;
    this.#write(() => {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      appendFileSync(path, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
    });
  }

  /** A history that cannot be kept is no reason to end a session. */
  #write(work: () => void): void {
    try {
      work();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    }
  }
}

function linesOf(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n').filter(Boolean);
  } catch {
    return [];
  }
}

function entryOf(line: string): string[] {
  try {
    const entry: unknown = JSON.parse(line);
    return typeof entry === 'string' ? [entry] : [];
  } catch {
    return [];
  }
}

function rewrite(path: string, entries: readonly string[]): void {
  writeFileSync(path, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''), { mode: 0o600 });
  chmodSync(path, 0o600);
}
