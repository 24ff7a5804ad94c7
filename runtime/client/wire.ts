import type { Socket } from 'node:net';
import { gobiError, type GobiError } from '../../compiler/contract/runtime-error.ts';
import { IpcDecoder } from '../columnar/arrow/ipc/ipc-decoder.ts';
import { IpcEncoder } from '../columnar/arrow/ipc/ipc-encoder.ts';
import { errorFromData } from '../protocol/error-data.ts';
import { decodeError } from '../protocol/error-record.ts';
import { frameBytes, frameHeader, FrameReader, u32, type Frame, type FrameKind } from '../protocol/frame.ts';
import { decodeOf, DONE, encodeRequest, HELLO, NOTICE, PROTOCOL_VERSION, WELCOME } from '../protocol/messages.ts';
import { encodeRecord, type RecordOf } from '../protocol/record.ts';
import { isLoopback, showAddress, type Address } from './address.ts';
import { dial } from './dial.ts';

export interface WireOptions {
  /** What the service calls this client. */
  readonly client?: string;
  readonly token?: string;
  /** Certificates (PEM) that are trusted instead of those of the machine. */
  readonly ca?: string;
  readonly role?: string;
  readonly compression?: 'none' | 'lz4' | 'zstd';
  /** Milliseconds until a connection must stand. Default 5,000. */
  readonly connectMilliseconds?: number;
  /** Is told what belongs to no request: of the deploys of the service's folder. */
  readonly onNotice?: (notice: RecordOf<typeof NOTICE>) => void;
}

/** What a request is given as it comes, each frame as it is. */
export type OnFrame = (frame: Frame) => void;

export type Done = RecordOf<typeof DONE>;

interface Pending {
  readonly onFrame: OnFrame;
  readonly settle: (done: Done) => void;
  readonly fail: (error: Error) => void;
}

const CONNECT_MILLISECONDS = 5000;
/** Milliseconds between two looks at a socket that many connect to at once. */
const CROWDED_PAUSE = 20;

/** Bytes of one request's results that the service may send before they are taken. */
export const WINDOW_BYTES = 8 * 2 ** 20;

/** One connection to a service: sends requests, hands what comes to those who asked. */
export class Wire {
  /** What the service said of itself. */
  readonly welcome: RecordOf<typeof WELCOME>;
  /** Write and read the tables of this connection. */
  readonly encoder = new IpcEncoder();
  readonly decoder = new IpcDecoder();
  readonly #socket: Socket;
  readonly #name: string;
  readonly #pending = new Map<number, Pending>();
  readonly #onNotice: (notice: RecordOf<typeof NOTICE>) => void;
  #nextRequest = 1;
  #corked = false;
  #lost: GobiError | null = null;

  private constructor(
    socket: Socket,
    name: string,
    welcome: RecordOf<typeof WELCOME>,
    onNotice: WireOptions['onNotice'] = () => undefined,
  ) {
    this.#onNotice = onNotice;
    this.#socket = socket;
    this.#name = name;
    this.welcome = welcome;
  }

  /** Connects and says hello. Errors: `ConnectionFailed`, `AccessDenied`, `ProtocolError`, `Overloaded`. */
  static async open(address: Address, options: WireOptions = {}): Promise<Wire> {
    const { connectMilliseconds = CONNECT_MILLISECONDS } = options;
    const end = performance.now() + connectMilliseconds;
    for (;;)
      try {
        return await Wire.#open(address, options);
      } catch (error) {
        if (!isCrowded(error) || performance.now() > end) throw error;
        await new Promise((settle) => setTimeout(settle, CROWDED_PAUSE * (0.5 + Math.random())));
      }
  }

  static #open(address: Address, options: WireOptions): Promise<Wire> {
    const name = showAddress(address);
    const {
      client = 'pl-grizzly',
      token = null,
      role = null,
      compression = 'none',
      connectMilliseconds = CONNECT_MILLISECONDS,
    } = options;
    if (token !== null && !('path' in address) && address.tls !== true && !isLoopback(address.host)) {
      const reason = 'a token is not sent to another machine without TLS';
      return Promise.reject(gobiError('ConnectionFailed', { address: name, reason, instead: 'use gobis://' }));
    }
    return new Promise((settle, fail) => {
      const reader = new FrameReader(Number.MAX_SAFE_INTEGER);
      let wire: Wire | null = null;
      const failed = (reason: string, instead?: string, cause?: Error): void => {
        const facts = { address: name, reason, ...(instead === undefined ? {} : { instead }) };
        fail(gobiError('ConnectionFailed', facts, { cause }));
      };
      const late = setTimeout(() => {
        failed(`no answer within ${connectMilliseconds} ms`);
        socket.destroy();
      }, connectMilliseconds);
      const take = (bytes: Uint8Array): void => {
        for (const frame of reader.push(bytes)) {
          if (wire !== null) wire.#take(frame);
          else if (frame.kind === 'error') return fail(errorFromData(decodeError(frame.body)));
          else {
            clearTimeout(late);
            wire = new Wire(socket, name, decodeOf('WELCOME', WELCOME, frame.body), options.onNotice);
            settle(wire);
          }
        }
      };
      const bytes = (data: Uint8Array): void => {
        try {
          take(data);
        } catch (error) {
          fail(error);
          socket.destroy(error as Error);
        }
      };
      const connected = (): void => {
        socket.setNoDelay(true);
        const hello = { protocol: PROTOCOL_VERSION, client, token, role, compression, window: WINDOW_BYTES };
        socket.write(frameBytes('hello', 0, encodeRecord('HELLO', HELLO, hello)));
      };
      const socket = dial(address, options.ca, { connected, bytes });
      let reason = 'the service closed it';
      socket.on('error', (error: NodeJS.ErrnoException) => {
        reason = error.message;
        failed(reason, absent.has(error.code ?? '') ? 'see that it runs: `gobi daemon status`' : undefined, error);
      });
      socket.on('close', () => {
        clearTimeout(late);
        failed(reason);
        wire?.lose(reason);
      });
    });
  }

  get open(): boolean {
    return this.#lost === null;
  }

  /** Requests that have not ended. */
  get pending(): number {
    return this.#pending.size;
  }

  /** Sends a request; `onFrame` is given what comes of it before its end. Rejects with its error. `signal` cancels it. */
  request(body: Uint8Array, onFrame: OnFrame, started?: (id: number) => void): Promise<Done> {
    if (this.#lost !== null) return Promise.reject(this.#lost);
    const id = this.#nextRequest++;
    return new Promise((settle, fail) => {
      this.#pending.set(id, { onFrame, settle, fail });
      this.#socket.ref();
      void this.send('request', id, body);
      started?.(id);
    });
  }

  /** Writes a frame; resolves when the socket has taken it. What is written in one turn goes out together. */
  send(kind: FrameKind, request: number, body: Uint8Array): Promise<void> {
    if (!this.#corked) {
      this.#corked = true;
      this.#socket.cork();
      process.nextTick(() => {
        this.#corked = false;
        this.#socket.uncork();
      });
    }
    return new Promise((settle) => {
      const written = (): void => settle();
      if (body.length <= 4096) return void this.#socket.write(frameBytes(kind, request, body), written);
      this.#socket.write(frameHeader(kind, request, body.length));
      this.#socket.write(body, written);
    });
  }

  /** Bytes of a request's results have been taken: the service may send as many more. */
  credit(request: number, bytes: number): void {
    void this.send('credit', request, u32(bytes));
  }

  /** Ends a request, whose promise rejects with `Cancelled` then. */
  cancel(request: number): void {
    void this.request(encodeRequest('CANCEL', { request }), () => undefined).catch(() => undefined);
  }

  /** Fails all requests that have not ended. */
  lose(reason: string): void {
    this.#lost ??= gobiError('Disconnected', { service: this.#name, reason });
    for (const { fail } of this.#pending.values()) fail(this.#lost);
    this.#pending.clear();
  }

  close(): void {
    this.lose('it was closed here');
    this.#socket.end();
  }

  #take(frame: Frame): void {
    const pending = this.#pending.get(frame.request);
    switch (frame.kind) {
      case 'done':
      case 'error':
        this.#pending.delete(frame.request);
        if (this.#pending.size === 0) this.#socket.unref();
        if (frame.kind === 'done') return pending?.settle(decodeOf('DONE', DONE, frame.body));
        if (frame.request === 0) return this.lose(decodeError(frame.body).message);
        return pending?.fail(errorFromData(decodeError(frame.body)));
      case 'notice':
        if (frame.request === 0) return this.#onNotice(decodeOf('NOTICE', NOTICE, frame.body));
        return pending?.onFrame(frame);
      default:
        return pending?.onFrame(frame);
    }
  }
}

/** Whether so many connect to a Unix socket at once that the system takes no more for a moment. */
function isCrowded(error: unknown): boolean {
  return (
    error instanceof Error && error.cause instanceof Error && 'code' in error.cause && error.cause.code === 'EAGAIN'
  );
}

const absent: ReadonlySet<string> = new Set(['ENOENT', 'ECONNREFUSED']);
