import type { Value } from './columnar/value.ts';
import { errorFromData } from './engine/error-data.ts';
import type { OwnerOptions } from './engine/lake-owner.ts';
import type { Request } from './engine/messages.ts';
import { Result } from './engine/result.ts';
import type { StatementResult } from './engine/statement-result.ts';
import { inlineLink, workerLink, type Link } from './engine/worker-link.ts';

export { Result } from './engine/result.ts';
export { GobiError } from '../compiler/contract/runtime-error.ts';
export type { Value } from './columnar/value.ts';

/** How a lake is opened. */
export interface OpenOptions extends OwnerOptions {
  /** 1 (the default): statements run in a worker and the caller's event loop stays free. 0: they run on the caller's thread. */
  readonly workers?: 0 | 1;
}

/** Values for the parameters of a text: by name (`$name`), or by position (`$1`, `?`) when a list. */
export type Parameters = readonly Value[] | Readonly<Record<string, Value>>;

/**
 * Opens the lake in a folder, which is made when it is not there. One engine owns a folder at a time.
 *
 * Errors (`GobiError`): the lake is in use by another process, the folder holds a lake of a newer version, the folder cannot be written.
 */
export async function open(folder: string, options: OpenOptions = {}): Promise<Engine> {
  const { workers = 1, ...host } = options;
  return new Engine(workers === 0 ? await inlineLink(folder, host) : await workerLink(folder, host));
}

/** Runs statements and calls in a lake or in a transaction of it. */
export interface Runner {
  /** Runs one text; gives the result of its last statement. */
  query(text: string, parameters?: Parameters): Promise<Result>;
  /** Runs one text; gives the results of all its statements. */
  exec(text: string, parameters?: Parameters): Promise<Result[]>;
  /** Calls a procedure or function; gives its value as the engine carries it (see `DataType`). */
  call(procedure: string, args?: readonly Value[] | Readonly<Record<string, Value>>): Promise<Value>;
}

/** An open lake. Outside of `transaction` each statement and call commits on its own, or not at all. */
export class Engine implements Runner {
  readonly #link: Link;
  #sessions = 0;

  /** Use `open`. */
  constructor(link: Link) {
    this.#link = link;
  }

  query(text: string, parameters: Parameters = []): Promise<Result> {
    return lastOf(this.exec(text, parameters));
  }

  exec(text: string, parameters: Parameters = []): Promise<Result[]> {
    return this.#execute(0, text, parameters);
  }

  call(procedure: string, args: readonly Value[] | Readonly<Record<string, Value>> = []): Promise<Value> {
    return this.#call(0, procedure, args);
  }

  /**
   * Runs `work` in one transaction: everything commits when it resolves, nothing when it rejects. Conflicts with others that committed
   * meanwhile reject with `SerializationConflict`, which may be tried again.
   */
  async transaction<T>(work: (runner: Runner) => Promise<T>): Promise<T> {
    const session = ++this.#sessions;
    await this.#ask({ kind: 'begin', session });
    try {
      const value = await work({
        query: (text, parameters = []) => lastOf(this.#execute(session, text, parameters)),
        exec: (text, parameters = []) => this.#execute(session, text, parameters),
        call: (procedure, args = []) => this.#call(session, procedure, args),
      });
      await this.#ask({ kind: 'end', session, commit: true });
      return value;
    } catch (error) {
      await this.#ask({ kind: 'end', session, commit: false });
      throw error;
    }
  }

  /** Closes the lake; what was not committed is dropped. */
  async close(): Promise<void> {
    await this.#ask({ kind: 'close' });
    await this.#link.stop();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #execute(session: number, text: string, parameters: Parameters): Promise<Result[]> {
    const results = await this.#ask({ kind: 'execute', session, text, name: 'statement', values: named(parameters) });
    return results.map((r) => new Result(r));
  }

  async #call(session: number, procedure: string, args: readonly Value[] | Readonly<Record<string, Value>>): Promise<Value> {
    const [result] = await this.#ask({ kind: 'call', session, procedure, args });
    const { readValue } = await import('./columnar/column-reader.ts');
    const column = result?.table?.segments[0]?.columns[0];
    return column === undefined ? null : readValue(column, 0);
  }

  async #ask(request: Request): Promise<readonly StatementResult[]> {
    const reply = await this.#link.ask(request);
    if (reply.kind === 'error') throw errorFromData(reply.error);
    return reply.results;
  }
}

async function lastOf(results: Promise<Result[]>): Promise<Result> {
  return (await results).at(-1) ?? new Result({ verb: '', table: null, rowsChanged: null });
}

function named(parameters: Parameters): Readonly<Record<string, Value>> {
  return Array.isArray(parameters) ? Object.fromEntries(parameters.map((value: Value, i) => [String(i + 1), value])) : (parameters as Readonly<Record<string, Value>>);
}
