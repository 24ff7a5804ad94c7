import { gobiError, type GobiError } from '../../compiler/contract/runtime-error.ts';
import type { StatementShape } from '../../compiler/contract/statement-shape.ts';
import { IpcEncoder } from '../columnar/arrow/ipc/ipc-encoder.ts';
import type { Table } from '../columnar/table.ts';
import { errorData, type ErrorData } from '../protocol/error-data.ts';
import { encodeError } from '../protocol/error-record.ts';
import { u32, type FrameKind } from '../protocol/frame.ts';
import { DONE, NOTICE, PREPARED, PROGRESS } from '../protocol/messages.ts';
import { encodeRecord, type RecordOf } from '../protocol/record.ts';
import { RequestInput } from './request-input.ts';
import type { Run, RunPool } from './run-pool.ts';
import type { RunListener } from './run-thread-handle.ts';
import type { RunNews, RunOrder } from './thread-messages.ts';

type Piece = Extract<RunNews, { kind: 'piece' }>;

/** Where frames go. */
export interface FrameSink {
  /** `written` is called when the socket has taken it. */
  send(kind: FrameKind, request: number, body: Uint8Array, written?: () => void): boolean;
}

/** One request of a connection from its arrival to its end: passes on what comes of it, no faster than the client takes it. */
export class RequestRun {
  readonly #connection: FrameSink;
  readonly #id: number;
  readonly #onEnd: () => void;
  readonly #started = performance.now();
  #run: Run | null = null;
  /** Bytes that the client has room for; infinite where it does not say. */
  #room: number;
  /** What waits for room, in order; the end comes after all of it. */
  #held: Piece[] = [];
  #finish: (() => void) | null = null;
  #input: RequestInput | null = null;
  #cancelled = false;
  ended = false;
  /** Is called when it ends well. */
  onDone: () => void = () => undefined;
  /** Is given what comes of it. */
  onPiece: (bytes: Uint8Array) => void = () => undefined;
  /** Is told what a prepared text gives; gives the statement's number. */
  onPrepared: (result: StatementShape['result']) => number = () => 0;

  constructor(connection: FrameSink, id: number, window: number, onEnd: () => void) {
    this.#connection = connection;
    this.#id = id;
    this.#room = window === 0 ? Infinity : window;
    this.#onEnd = onEnd;
  }

  /** Hands the request to the run threads; `ended` is called when they are through with it, with what befell its thread. */
  start(
    pool: RunPool,
    order: RunOrder,
    client: number,
    session: number | null,
    ended: (lost?: GobiError) => void = () => undefined,
  ): void {
    if (this.#cancelled || this.ended) {
      ended();
      return this.fail(errorData(gobiError('Cancelled', { what: 'the request' })));
    }
    this.#run = pool.run(order, client, session, {
      onNews: (news) => this.#take(news),
      onEnd: (end) => {
        if (end.kind === 'lost') {
          // to the client it is all one how the request that it cancelled was ended
          const error = this.#cancelled ? gobiError('Cancelled', { what: 'the request' }) : end.error;
          this.#after(() => this.#fail(errorData(error)));
        } else if (end.kind === 'error') this.#after(() => this.#fail(end.error));
        else this.#after(() => this.#done({ snapshot: end.snapshot }));
        ended(end.kind === 'lost' && end.error.exception !== 'Cancelled' ? end.error : undefined);
      },
    });
  }

  /** The client has room for more bytes. */
  credit(bytes: number): void {
    this.#room += bytes;
    this.flush();
  }

  /** The request takes data, which may come before it runs. */
  takeData(): void {
    this.#input = new RequestInput(
      (data) => this.#run?.feed(data),
      (bytes) => void this.#connection.send('room', this.#id, u32(bytes)),
    );
  }

  /** The next piece of the request's data; an empty one ends it. */
  data(bytes: Uint8Array): void {
    if (this.#input === null) throw gobiError('ProtocolError', { reason: `request ${this.#id} takes no data` });
    if (!this.ended) this.#input.push(bytes);
  }

  cancel(): void {
    this.#cancelled = true;
    this.#run?.cancel();
    if (this.#held.length > 0) this.#cutOff();
  }

  /** The client is gone: nothing is sent any more, and what runs ends. */
  abandon(): void {
    this.ended = true;
    for (const { bytes } of this.#held) this.#run?.release(bytes.length);
    this.#held = [];
    this.#run?.cancel();
  }

  /** Ends a request whose client takes no more of its results: what waits for room would wait for ever. */
  #cutOff(): void {
    for (const { bytes } of this.#held) this.#run?.release(bytes.length);
    this.#held = [];
    this.#fail(errorData(gobiError('Cancelled', { what: 'the request' })));
  }

  /** Answers with a table and ends. */
  table(table: Table): void {
    let first = true;
    for (const bytes of new IpcEncoder().pieces(table, 'none', new Map([['gobi.verb', 'service']]))) {
      this.#connection.send(first ? 'result' : 'more', this.#id, bytes);
      first = false;
    }
    this.#done({});
  }

  done(facts: Partial<RecordOf<typeof DONE>>): void {
    this.#done(facts);
  }

  fail(error: ErrorData): void {
    this.#fail(error);
  }

  /** Sends what the client has room for. */
  flush(): void {
    while (this.#held.length > 0 && this.#room > 0) this.#send(this.#held.shift()!);
    if (this.#held.length > 0 || this.#finish === null) return;
    const finish = this.#finish;
    this.#finish = null;
    finish();
  }

  #take(news: Parameters<RunListener['onNews']>[0]): void {
    if (this.ended) {
      if (news.kind === 'piece') this.#run?.release(news.bytes.length);
      return;
    }
    switch (news.kind) {
      case 'piece':
        this.onPiece(news.bytes);
        this.#held.push(news);
        return this.#cancelled ? this.#cutOff() : this.flush();
      case 'prepared': {
        const statement = this.onPrepared(news.result);
        const record = encodeRecord('PREPARED', PREPARED, { statement, ...news.streams });
        return void this.#connection.send('result', this.#id, record);
      }
      case 'watched':
        // of subscriptions alone
        return;
      case 'taken':
        return this.#input?.taken(news.bytes);
      case 'notice': {
        const { severity, code, message, details = null } = news;
        const notice = encodeRecord('NOTICE', NOTICE, { severity, code, message, details });
        return void this.#connection.send('notice', this.#id, notice);
      }
      case 'progress': {
        const { statement, of } = news;
        const progress = encodeRecord('PROGRESS', PROGRESS, { statement, of, fraction: null, message: null });
        return void this.#connection.send('progress', this.#id, progress);
      }
    }
  }

  #send({ first, bytes }: Piece): void {
    this.#room -= bytes.length;
    this.#connection.send(first ? 'result' : 'more', this.#id, bytes, () => this.#run?.release(bytes.length));
  }

  #after(finish: () => void): void {
    this.#finish = finish;
    this.flush();
  }

  #done(facts: Partial<RecordOf<typeof DONE>>): void {
    if (this.ended) return;
    this.ended = true;
    const { snapshot = null } = facts;
    const milliseconds = performance.now() - this.#started;
    this.onDone();
    this.#connection.send('done', this.#id, encodeRecord('DONE', DONE, { snapshot, milliseconds }));
    this.#onEnd();
  }

  #fail(error: ErrorData): void {
    if (this.ended) return;
    this.ended = true;
    this.#connection.send('error', this.#id, encodeError(error));
    this.#onEnd();
  }
}
