import { workerData } from 'node:worker_threads';
import type { Field } from '../../compiler/contract/data-type.ts';
import { IpcEncoder } from '../columnar/arrow/ipc/ipc-encoder.ts';
import type { Table } from '../columnar/table.ts';
import { LakeOwner } from '../engine/lake-owner.ts';
import { isOfRowsAlone, type CommitRequest } from '../lake/commit/commit-request.ts';
import type { Output, Request, WatchChange } from '../client/messages.ts';
import { CATALOG, REPORT } from '../protocol/messages.ts';
import { encodeRecord } from '../protocol/record.ts';
import { errorData } from '../protocol/error-data.ts';
import type { StatementResult } from '../protocol/statement-result.ts';
import { gobiError } from '../../compiler/contract/runtime-error.ts';
import { defaultLimits } from '../host/limits.ts';
import { callCounting } from './call-cells.ts';
import { compileLink } from './compile-link.ts';
import { CommitLink } from './commit-link.ts';
import { factsLink } from './facts-link.ts';
import { IdleClock } from './idle-clock.ts';
import { LimitCells } from './limit-cells.ts';
import { batchesThatCome } from './run-input.ts';
import { runOrders } from './run-orders.ts';
import { TaskSlots } from './task-slots.ts';
import type { Defined, RunInput, RunNews, RunOrder, RunTask, RunThreadData } from './thread-messages.ts';
import { isDefinition } from './is-definition.ts';

/*
 * A run thread: one call, statement or trigger chain at a time. It may block: on a commit, and on a client that reads slowly.
 */
const {
  folder,
  options,
  commits,
  head,
  compiler,
  port,
  asked,
  slots: slotCells,
  fed,
  underway,
  limits: cells,
  facts,
  calls,
} = workerData as RunThreadData;
const limits = new LimitCells(cells);
const slots = new TaskSlots(slotCells);
const memoryBytes = options.limits?.memoryBytes ?? defaultLimits.memoryBytes;

/** Bytes of results that may be on their way. */
const WINDOW_BYTES = 4 * 2 ** 20;

/** Small results go with the end of their request: waking another thread costs more than making them. */
const HELD_BYTES = 2 ** 16;

/** Requests that end when they are told to. */
const CANCELLABLE: ReadonlySet<string> = new Set([
  'execute',
  'call',
  'call_with_texts',
  'run_prepared',
  'watch',
  'manage',
  'profile',
]);
const NO_ROWS: Table = { fields: [], segments: [], rowCount: 0 };

const encoder = new IpcEncoder();

/** What is to be told, and how many bytes of results are in it. */
const outbox: { news: RunNews[]; bytes: number } = { news: [], bytes: 0 };

/** The order that runs: whether something of it was told, and what waits for its commit, where that is made later. */
const current: { ticket: number | null; told: boolean; held: RunNews[] | null; cancelled: Int32Array } = {
  ticket: null,
  told: false,
  held: null,
  cancelled: slots.cancelledCell(0),
};

/** First words of what the order has defined. */
const defined = new Set<string>();

/** The last order after which its session went on in this thread, until the main thread must know of it. */
const owning = { session: -1, since: 0 };

function tell(news: RunNews): void {
  if (current.held !== null) return void current.held.push(news);
  current.told = true;
  outbox.news.push(news);
  if (news.kind === 'piece') {
    Atomics.add(underway, 0, news.bytes.length);
    outbox.bytes += news.bytes.length;
    if (outbox.bytes < HELD_BYTES) return;
  }
  const { news: said } = outbox;
  const transfer = buffersOf(said);
  outbox.news = [];
  outbox.bytes = 0;
  try {
    port.postMessage(said, transfer);
  } catch (error) {
    // something that cannot be sent to another thread: nothing of it has gone; a notice goes on as text
    if (!(error instanceof DOMException)) throw error;
    port.postMessage(said.map(cloneableNews), transfer);
  }
}

function buffersOf(said: readonly RunNews[]): ArrayBuffer[] {
  return said.flatMap((each) =>
    each.kind === 'piece' ? [each.bytes.buffer] : each.kind === 'deferred' ? buffersOf(each.said) : [],
  );
}

const link = new CommitLink(commits, head);
const owner = LakeOwner.open(folder, {
  ...options,
  peer: link,
  later: commitLater,
  compiler: compileLink(compiler),
  facts: factsLink(facts),
  counting: callCounting(calls, (loaded) => facts.port.postMessage(loaded)),
  onLimits: (now) => limits.limit(now),
});
const idle = new IdleClock(owner);
tell({ kind: 'ready' });
runOrders<RunInput>(port, asked, takeAll, idle);

/** Leaves a commit to the commit thread where nothing of the request was told yet and it can be begun anew: this thread takes the next order meanwhile. */
function commitLater(request: CommitRequest, keeps: boolean): boolean {
  const { ticket, told } = current;
  if (ticket === null || told || keeps || !isOfRowsAlone(request)) return false;
  link.commitLater(request, ticket);
  current.held = [];
  return true;
}

function takeAll(input: RunInput): void {
  // data comes to no order when its request had failed
  if ('orders' in input) input.orders.forEach(take);
}

function take(order: RunTask): void {
  if (!slots.take(order)) return;
  if (comesTooLate(order)) return tell({ kind: 'returned' });
  const cancelled = slots.cancelledCell(order.slot);
  Object.assign(current, { ticket: order.ticket, told: false, held: null, cancelled });
  answer(order);
  const { ticket, held } = current;
  if (ticket === null || held === null) return;
  current.held = null;
  for (const each of held) if (each.kind === 'piece') Atomics.add(underway, 0, each.bytes.length);
  tell({ kind: 'deferred', ticket, said: held });
}

function definedNow(): { readonly defined?: Defined } {
  if (defined.size === 0) return {};
  const verbs = [...defined];
  defined.clear();
  return { defined: verbs };
}

/** Whether it was given when the main thread could not know that a session goes on here. */
function comesTooLate({ behind, request }: RunTask): boolean {
  if (behind === 0) owning.since = 0;
  return behind <= owning.since && owning.since > 0 && !('session' in request && request.session === owning.session);
}

function answer(order: RunTask): void {
  const { request, role, number } = order;
  idle.stop();
  limits.begin(memoryBytes, number);
  try {
    if (role !== null && 'session' in request && !owner.sessions.knows(request.session))
      owner.answer({ kind: 'start_session', session: request.session, role }, () => undefined);
    owner.answer(withSignals(request), (output) => say(output, order));
    tell({ kind: 'done', kept: keepsAfter(order), snapshot: owner.snapshot, ...definedNow() });
  } catch (error) {
    const data = errorData(error);
    tell({ kind: 'error', kept: keepsAfter(order), error: data, ...definedNow() });
  }
}

/** The request with what may end it, and what feeds it. */
function withSignals(request: Request): Request {
  const { cancelled } = current;
  if (request.kind === 'ingest') {
    const taken = (bytes: number): void => tell({ kind: 'taken', bytes });
    const idleMilliseconds = owner.sessions.inputLimit(request.session);
    return { ...request, batches: batchesThatCome({ port, fed, cancelled, taken, idleMilliseconds }), cancelled };
  }
  return CANCELLABLE.has(request.kind) ? ({ ...request, cancelled } as Request) : request;
}

/** Whether the request's session goes on here; one that has nothing to keep ends, and may go on in any thread. */
function keepsAfter({ request, passing, number }: RunTask): boolean {
  if (!('session' in request)) return false;
  if (!passing && owner.sessions.keeps(request.session)) {
    idle.start(request.session);
    Object.assign(owning, { session: request.session, since: number });
    return true;
  }
  owner.answer({ kind: 'end_session', session: request.session }, () => undefined);
  return false;
}

function say(output: Output, order: RunOrder): void {
  switch (output.kind) {
    case 'result':
      limits.done();
      if (isDefinition(output.result.verb)) defined.add(output.result.verb);
      return sendResult(output.result, order);
    case 'prepared': {
      const { parameters, result } = output.prepared.shape;
      const streams = { parameters: columnsStream(parameters), result: result === null ? null : columnsStream(result) };
      return tell({ kind: 'prepared', result, streams });
    }
    case 'change':
      return sendChange(output.change, order);
    case 'print':
      return tell({ kind: 'notice', severity: 'info', code: '', message: output.line });
    case 'statement':
      return output.of > 1 ? tell({ kind: 'progress', statement: output.number, of: output.of }) : undefined;
    case 'catalog':
      return tellRecord(encodeRecord('CATALOG', CATALOG, output.catalog));
    case 'deploy':
    case 'rollback_code':
    case 'maintain':
    case 'profile':
      return tellRecord(encodeRecord('REPORT', REPORT, { report: output.report }));
    case 'diagnostics':
      for (const found of output.diagnostics)
        tell({ kind: 'notice', severity: found.severity, code: found.code, message: found.message, details: found });
  }
}

/** Columns as an Arrow IPC stream without rows. */
function columnsStream(fields: readonly Field[]): Uint8Array {
  return encoder.stream({ fields, segments: [], rowCount: 0 });
}

/** Gives an answer that is no table of a statement. */
function tellRecord(record: Uint8Array): void {
  tell({ kind: 'piece', first: true, bytes: new Uint8Array(record) });
}

function sendChange({ table, state, result, key, reads, snapshot }: WatchChange, order: RunOrder): void {
  if (table !== null) {
    const metadata = new Map([
      ['gobi.verb', 'watch'],
      ['gobi.snapshot', String(snapshot)],
    ]);
    if (key !== null) metadata.set('gobi.key', JSON.stringify(key));
    sendTable(table, metadata, order);
  }
  tell({ kind: 'watched', state, result, reads, snapshot });
}

function sendResult({ verb, table, rowsChanged, scalar }: StatementResult, order: RunOrder): void {
  const metadata = new Map([['gobi.verb', verb]]);
  if (rowsChanged !== null) metadata.set('gobi.rows_changed', String(rowsChanged));
  if (table === null) metadata.set('gobi.rows', 'none');
  if (scalar === true) metadata.set('gobi.scalar', 'true');
  sendTable(table ?? NO_ROWS, metadata, order);
}

function sendTable(table: Table, metadata: ReadonlyMap<string, string>, { compression }: RunOrder): void {
  let first = true;
  for (const bytes of encoder.pieces(table, compression, metadata)) {
    if (current.held === null) waitForRoom();
    tell({ kind: 'piece', first, bytes });
    first = false;
  }
}

/** Waits until the client has taken enough of what was sent; ends the request when it was cancelled. */
function waitForRoom(): void {
  for (;;) {
    if (Atomics.load(current.cancelled, 0) !== 0) throw gobiError('Cancelled', { what: 'the request' });
    const bytes = Atomics.load(underway, 0);
    if (bytes <= WINDOW_BYTES) return;
    Atomics.wait(underway, 0, bytes, 1000);
  }
}

/** A notice whose details another thread may have. */
function cloneableNews(news: RunNews): RunNews {
  if (news.kind !== 'notice') return news;
  try {
    return structuredClone(news);
  } catch {
    return { ...news, details: null };
  }
}
