import type { Diagnostic } from '../../compiler/contract/diagnostic.ts';
import type { Value } from '../columnar/value.ts';
import { decodeOf, encodeRequest, NOTICE, PROGRESS } from '../protocol/messages.ts';
import { encodeValues } from '../protocol/values.ts';
import type { Frame } from '../protocol/frame.ts';
import { parameterValues } from './parameters.ts';
import { Result } from './result.ts';
import { ResultReader } from './result-reader.ts';
import type { ExecOptions, Parameters, Runner } from './runner.ts';
import { valueOfResult } from './value-of-result.ts';
import type { Wire } from './wire.ts';

/** A session of a service, or, without a number, requests that run each by itself. */
export class RemoteSession implements Runner {
  readonly #wire: Wire;
  readonly #session: number | null;

  constructor(wire: Wire, session: number | null) {
    this.#wire = wire;
    this.#session = session;
  }

  async query(text: string, parameters: Parameters = []): Promise<Result> {
    const results = await this.exec(text, parameters);
    return results.at(-1) ?? new Result({ verb: '', table: null, rowsChanged: null });
  }

  async exec(text: string, parameters: Parameters = [], options: ExecOptions = {}): Promise<Result[]> {
    const { name = 'statement', locals = {}, onResult } = options;
    const results: Result[] = [];
    let shown = Promise.resolve();
    const take = (result: Result): void => {
      results.push(result);
      if (onResult !== undefined) shown = shown.then(() => onResult(result));
    };
    const values = encodeValues({ ...locals, ...parameterValues(parameters) });
    const body = encodeRequest('EXECUTE_SQL', { session: this.#session, text, name, parameters: values });
    try {
      await this.#ask(body, take, options);
    } finally {
      await shown;
    }
    return results;
  }

  async call(procedure: string, args: readonly Value[] | Readonly<Record<string, Value>> = []): Promise<Value> {
    const named = Array.isArray(args)
      ? Object.fromEntries((args as readonly Value[]).map((value, i) => [String(i + 1), value]))
      : (args as Readonly<Record<string, Value>>);
    let value: Value = null;
    const body = encodeRequest('CALL_PROCEDURE', { session: this.#session, procedure, arguments: encodeValues(named) });
    await this.#ask(body, (result) => (value = valueOfResult(result)), {});
    return value;
  }

  /** Starts a transaction: what follows commits together. */
  begin(): Promise<void> {
    return this.#control('begin');
  }

  commit(): Promise<void> {
    return this.#control('commit');
  }

  rollback(): Promise<void> {
    return this.#control('rollback');
  }

  /** Ends the session; an open transaction is rolled back. */
  close(): Promise<void> {
    return this.#control('end');
  }

  async #control(action: string): Promise<void> {
    await this.#ask(encodeRequest('SESSION', { session: this.#session, action }), () => undefined, {});
  }

  async #ask(body: Uint8Array, onResult: (result: Result) => void, options: ExecOptions): Promise<void> {
    const reader = new ResultReader(onResult);
    const onFrame = (frame: Frame): void => {
      if (frame.kind === 'result' || frame.kind === 'more') {
        reader.take(frame);
        this.#wire.credit(frame.request, frame.body.length);
      } else this.#tell(frame, options);
    };
    try {
      await this.#wire.request(body, onFrame);
    } finally {
      reader.finish();
    }
  }

  #tell({ kind, body }: Frame, { onPrint, onStatement, onDiagnostics }: ExecOptions): void {
    if (kind === 'notice') {
      const { code, message, details } = decodeOf('NOTICE', NOTICE, body);
      if (code === '') onPrint?.(message ?? '');
      else if (details !== null) onDiagnostics?.([details as Diagnostic]);
    } else if (kind === 'progress') {
      const { statement, of } = decodeOf('PROGRESS', PROGRESS, body);
      if (statement !== null && of !== null) onStatement?.(statement, of);
    }
  }
}
