import { Worker } from 'node:worker_threads';
import { gobiError } from '../../compiler/contract/runtime-error.ts';
import { errorData, errorFromData } from '../protocol/error-data.ts';
import type { OwnerOptions } from './lake-owner.ts';
import type { Envelope, Link, Output, Reply, Request } from '../client/messages.ts';
import { ingestByAsking, streamByAsking } from '../client/rows-by-asking.ts';
import { changesByAsking, type Bell } from '../client/subscribe.ts';
import { newSignal, raise } from '../host/signal.ts';

/** The lake on the caller's thread: each request blocks it. */
export async function inlineLink(folder: string, options: OwnerOptions): Promise<Link> {
  const { LakeOwner } = await import('./lake-owner.ts');
  const owner = LakeOwner.open(folder, options);
  return {
    ...byAsking((request, onOutput = () => undefined, signal) =>
      cancellable(request, signal, async (asked) => owner.answer(asked, onOutput)),
    ),
    stop: async () => undefined,
  };
}

interface Waiting {
  readonly onOutput: (output: Output) => void;
  readonly settle: () => void;
  readonly fail: (error: Error) => void;
}

/** The id of the worker's first word, that the lake is open or why not. */
const OPENING = 0;

/** The lake in a worker of its own, which keeps the process alive only while a request runs. Resolves when the lake is open. */
export async function workerLink(folder: string, options: OwnerOptions): Promise<Link> {
  const worker = new Worker(new URL('./run-worker.ts', import.meta.url), { workerData: { folder, options } });
  const waiting = new Map<number, Waiting>();
  let lost: string | null = null;
  const lose = (reason: string) => {
    lost ??= reason;
    for (const one of waiting.values()) one.fail(gobiError('WorkerLost', { what: 'the statement', reason: lost }));
    waiting.clear();
  };
  worker.on('message', ({ id, body }: Envelope<Reply>) => {
    const one = waiting.get(id);
    if (body.kind !== 'done' && body.kind !== 'error') return one?.onOutput(body);
    waiting.delete(id);
    if (waiting.size === 0) worker.unref();
    if (body.kind === 'done') return one?.settle();
    return one?.fail(errorFromData(body.error));
  });
  worker.on('error', (error: unknown) => lose(error instanceof Error ? error.message : String(error)));
  worker.on('exit', (code) => lose(`it ended with code ${code}`));
  const wait = (id: number, onOutput: (output: Output) => void) =>
    new Promise<void>((settle, fail) => {
      waiting.set(id, { onOutput, settle, fail });
      if (lost !== null) lose(lost);
      else worker.ref();
    });
  await wait(OPENING, () => undefined);
  let next = OPENING;
  return {
    ...byAsking((request, onOutput = () => undefined, signal) =>
      cancellable(request, signal, (asked) => {
        const done = wait(++next, onOutput);
        try {
          worker.postMessage({ id: next, body: asked } satisfies Envelope<Request>);
        } catch (error) {
          // nothing will answer what could not be sent
          waiting.delete(next);
          if (waiting.size === 0) worker.unref();
          throw error;
        }
        return done;
      }),
    ),
    stop: async () => void (await worker.terminate()),
  };
}

/** A lake of this process: its rows need no other way than its requests. */
function byAsking(ask: Link['ask']): Omit<Link, 'stop'> {
  let ring = (): void => undefined;
  let rung = Promise.resolve();
  const renew = (): void => void (rung = new Promise((settle) => (ring = settle)));
  renew();
  const bell: Bell = { next: (signal) => (signal === undefined ? rung : Promise.race([rung, aborted(signal)])) };
  const asking: Link['ask'] = async (request, onOutput, signal) => {
    await ask(request, onOutput, signal);
    if (QUIET.has(request.kind)) return;
    ring();
    renew();
  };
  let watchers = 0;
  return {
    ask: asking,
    stream: (request, signal) => streamByAsking(asking, request, signal),
    subscribe: (text, signal) => changesByAsking(asking, --watchers, bell, text, signal),
    ingest: (session, table, rows, options) => ingestByAsking(asking, session, table, rows, options),
  };
}

/** Requests that change nothing that others see. */
const QUIET: ReadonlySet<string> = new Set(['watch', 'catalog', 'prepare', 'close_prepared', 'begin', 'rollback']);

async function aborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await new Promise((settle) => signal.addEventListener('abort', settle, { once: true }));
}

/** An error as a reply. */
export function errorReply(error: unknown): Reply {
  return { kind: 'error', error: errorData(error) };
}

/** Asks with a flag in shared memory that is raised when `signal` is aborted. */
async function cancellable(
  request: Request,
  signal: AbortSignal | undefined,
  ask: (request: Request) => Promise<void>,
): Promise<void> {
  if (signal === undefined) return ask(request);
  if (signal.aborted) throw gobiError('Cancelled', { what: 'the statement' });
  const cancelling = newSignal();
  const cancel = () => raise(cancelling);
  signal.addEventListener('abort', cancel);
  try {
    await ask({ ...request, cancelled: cancelling.cell } as Request);
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}
