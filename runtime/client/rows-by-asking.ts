import { gobiError } from '../../compiler/contract/runtime-error.ts';
import type { IngestOptions } from './ingest.ts';
import type { Link, Output, StreamRequest } from './messages.ts';
import { Result } from './result.ts';
import { rowBatches, type RowInput } from './row-batches.ts';

type Ask = Link['ask'];

/** The results of a lake's own statements one by one, each whole as it comes. Leaving the loop ends what runs. Rejects with the request's error. */
export async function* streamByAsking(
  ask: Ask,
  request: StreamRequest,
  signal?: AbortSignal,
): AsyncGenerator<Result, void> {
  const results: Result[] = [];
  const leaving = new AbortController();
  let wake = (): void => undefined;
  let end: { readonly error?: unknown } | null = null;
  const take = (output: Output): void => {
    if (output.kind === 'result' && output.result.table !== null) results.push(new Result(output.result));
    wake();
  };
  const ended = (how: { readonly error?: unknown }): void => {
    end = how;
    wake();
  };
  const ending = signal === undefined ? leaving.signal : AbortSignal.any([leaving.signal, signal]);
  const running = ask(request, take, ending).then(
    () => ended({}),
    (error: unknown) => ended({ error }),
  );
  try {
    for (;;) {
      const next = results.shift();
      if (next !== undefined) yield next;
      else if (end === null) await new Promise<void>((settle) => (wake = settle));
      else break;
    }
    const { error } = end as { readonly error?: unknown };
    if (error !== undefined) throw error;
  } finally {
    leaving.abort();
    await running;
  }
}

/** Puts rows into a table of a lake in this process, all at once. Gives their number. */
export async function ingestByAsking(
  ask: Ask,
  session: number,
  table: string,
  rows: RowInput,
  { mode = 'insert', signal }: IngestOptions,
): Promise<number> {
  const batches = [];
  for await (const batch of rowBatches(rows)) {
    if (signal?.aborted === true) throw gobiError('Cancelled', { what: 'the rows' });
    batches.push(batch);
  }
  let changed = 0;
  if (batches.length === 0) return changed;
  const take = (output: Output): void => {
    if (output.kind === 'result') changed = output.result.rowsChanged ?? 0;
  };
  await ask({ kind: 'ingest', session, table, upsert: mode === 'upsert', batches }, take, signal);
  return changed;
}
