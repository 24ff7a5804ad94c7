import { argumentValues, parameterValues, requirePlaces } from './parameters.ts';
import { Prepared } from './prepared.ts';
import { Result } from './result.ts';
import type { IngestOptions } from './ingest.ts';
import type { RowInput } from './row-batches.ts';
import type { CallArguments, ExecOptions, Parameters, RunOptions, Runner } from './runner.ts';
import { SqlText } from './sql.ts';
import { valueOfResult } from './value-of-result.ts';
import type { UserValue } from '../columnar/user-value.ts';
import type { Value } from '../columnar/value.ts';
import type { Link, ManageRequest, Output, Request, SessionCatalog, StreamRequest, TextArguments } from './messages.ts';

/** The caller's end of a session. */
export class Session implements Runner {
  readonly #link: Link;
  readonly #id: number;

  /** Use `engine.session()`. */
  constructor(link: Link, id: number) {
    this.#link = link;
    this.#id = id;
  }

  async query(text: string | SqlText, parameters: Parameters = [], options: RunOptions = {}): Promise<Result> {
    const results = await this.exec(text, parameters, options);
    return results.at(-1) ?? new Result({ verb: '', table: null, rowsChanged: null });
  }

  async exec(query: string | SqlText, given: Parameters = [], options: ExecOptions = {}): Promise<Result[]> {
    return this.#results(this.#execution(query, given, options), options);
  }

  stream(query: string | SqlText, given: Parameters = [], { signal }: RunOptions = {}): AsyncGenerator<Result, void> {
    return this.#link.stream(this.#execution(query, given, {}), signal);
  }

  ingest(table: string, rows: RowInput, options: IngestOptions = {}): Promise<number> {
    return this.#link.ingest(this.#id, table, rows, options);
  }

  #execution(
    query: string | SqlText,
    given: Parameters,
    { name = 'statement', locals = {}, localTypes: types = {} }: ExecOptions,
  ): StreamRequest {
    const { text, parameters } = query instanceof SqlText ? query : { text: query, parameters: given };
    requirePlaces(text, parameters);
    const values = { ...locals, ...dollared(parameterValues(parameters)) };
    return { kind: 'execute', session: this.#id, text, name, values, types };
  }

  /**
   * Calls a procedure or function with arguments that are texts, as a command line gives them: each is read by the type of its parameter, lists and structs as
   * JSON, `null` as NULL where the parameter may be NULL. Rejects with `ObjectNotFound`, or `WrongArguments` with the signature.
   */
  callWithTexts(routine: string, texts: TextArguments, options: ExecOptions = {}): Promise<Result[]> {
    return this.#results({ kind: 'call_with_texts', session: this.#id, routine, texts }, options);
  }

  async #results(
    request: Extract<Request, { readonly kind: 'execute' | 'call_with_texts' }>,
    { onResult, onPrint, onStatement, onDiagnostics, signal }: ExecOptions,
  ): Promise<Result[]> {
    const results: Result[] = [];
    let shown = Promise.resolve();
    const take = (result: Result) => {
      results.push(result);
      if (onResult === undefined) return;
      shown = shown.then(() => onResult(result));
      // told when the statements have ended
      shown.catch(() => undefined);
    };
    try {
      const onOutput = (output: Output) => {
        if (output.kind === 'result') take(new Result(output.result));
        else if (output.kind === 'print') onPrint?.(output.line);
        else if (output.kind === 'diagnostics') onDiagnostics?.(output.diagnostics);
        else if (output.kind === 'statement') onStatement?.(output.number, output.of);
      };
      await this.#link.ask(request, onOutput, signal);
    } finally {
      // what came before an error is shown before it
      await shown;
    }
    return results;
  }

  async call(procedure: string, args: CallArguments = [], { signal }: RunOptions = {}): Promise<UserValue> {
    let value: UserValue = null;
    const take = (output: Output): void => {
      if (output.kind === 'result') value = valueOfResult(new Result(output.result));
    };
    await this.#link.ask({ kind: 'call', session: this.#id, procedure, args: argumentValues(args) }, take, signal);
    return value;
  }

  /**
   * Checks a text of one query, data change or call, and keeps it to be run with parameters. Rejects with what does not check (PLG1702 for a parameter whose type its place
   * leaves open: cast it), and `Overloaded` where too many are kept.
   */
  async prepare(query: string | SqlText, name = 'statement'): Promise<Prepared> {
    const text = query instanceof SqlText ? query.text : query;
    let prepared: Prepared | null = null;
    await this.#link.ask({ kind: 'prepare', session: this.#id, text, name }, (output) => {
      if (output.kind !== 'prepared') return;
      const { statement, shape } = output.prepared;
      prepared = new Prepared(this.#link, this.#id, { statement, text, name, result: shape.result }, shape);
    });
    return prepared!;
  }

  /**
   * Makes (`upsert`), drops, enables, disables or runs a procedure, trigger, schedule or pipeline, as the statement of that name does. `definition` is the declaration; of automation `options` may
   * stand for its option list, and `definition` for what stands behind it.
   */
  manage(
    object: ManageRequest['object'],
    action: string,
    name: string,
    { definition = null, options = null }: { readonly definition?: string | null; readonly options?: unknown } = {},
  ): Promise<void> {
    return this.#link.ask({ kind: 'manage', session: this.#id, object, action, name, definition, options });
  }

  /** What this session's statements are checked against: the catalog, its open transaction included, and its locals. `known` is the version that the caller has. */
  async catalog(known = 0): Promise<SessionCatalog> {
    let catalog: SessionCatalog | null = null;
    await this.#link.ask({ kind: 'catalog', session: this.#id, known }, (output) => {
      if (output.kind === 'catalog') catalog = output.catalog;
    });
    return catalog!;
  }

  /** Starts a transaction: what follows commits together. */
  begin(): Promise<void> {
    return this.#link.ask({ kind: 'begin', session: this.#id });
  }

  commit(): Promise<void> {
    return this.#link.ask({ kind: 'commit', session: this.#id });
  }

  rollback(): Promise<void> {
    return this.#link.ask({ kind: 'rollback', session: this.#id });
  }

  /** Ends the session; an open transaction is rolled back. */
  close(): Promise<void> {
    return this.#link.ask({ kind: 'end_session', session: this.#id });
  }
}

/** Parameters by the names that they have in the text. */
function dollared(values: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`$${name}`, value]));
}
