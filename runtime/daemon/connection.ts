import type { Socket } from 'node:net';
import type { DeployReport } from '../../compiler/contract/deploy.ts';
import { GobiError, gobiError } from '../../compiler/contract/runtime-error.ts';
import { IpcDecoder } from '../columnar/arrow/ipc/ipc-decoder.ts';
import { errorData } from '../protocol/error-data.ts';
import { encodeError } from '../protocol/error-record.ts';
import { FrameReader, type Frame, type FrameKind } from '../protocol/frame.ts';
import { decodeOf, decodeRequest, REPORT, type RequestMessage } from '../protocol/messages.ts';
import { engineRequest, preparedRequest, watchedText } from './engine-request.ts';
import type { Principal } from './audit-log.ts';
import { FrameWriter } from './frame-writer.ts';
import { requireOwner, type Caller } from './gate.ts';
import { greet, nobody, welcome, type Greeting } from './greeting.ts';
import { DEPLOYS, OWNERS } from './owner-requests.ts';
import { PreparedStatements } from './prepared-statements.ts';
import { RequestRun } from './request-run.ts';
import type { ServiceHeart } from './service-heart.ts';
import { SessionLanes } from './session-lanes.ts';
import type { SilentConnection } from './silent-connections.ts';
import { Subscription } from './subscription.ts';
import type { WatchText } from '../client/messages.ts';

/** What `system.sessions` tells of a connection. */
interface ConnectionFacts {
  readonly id: number;
  readonly client: string;
  readonly role: string | null;
  readonly requests: number;
  readonly sessions: number;
  /** Bytes that came and went. */
  readonly received: number;
  readonly sent: number;
}

/** One client: reads its frames, starts what they ask for, writes what comes of it. */
export class Connection implements SilentConnection {
  readonly id: number;
  readonly since: number;
  readonly #socket: Socket;
  readonly #heart: ServiceHeart;
  readonly #caller: Caller;
  readonly #reader: FrameReader;
  readonly #writer: FrameWriter;
  readonly #requests = new Map<number, RequestRun | Subscription>();
  readonly #lanes: SessionLanes;
  readonly #prepared: PreparedStatements;
  readonly #decoder = new IpcDecoder();
  /** Who the client is, from its first frame on. */
  #greeting: Greeting;
  #greeted = false;
  #closed = false;

  constructor(id: number, socket: Socket, heart: ServiceHeart, caller: Caller) {
    this.id = id;
    this.#greeting = nobody(id);
    this.since = heart.clock.now();
    this.#socket = socket;
    this.#heart = heart;
    this.#caller = caller;
    this.#prepared = new PreparedStatements(heart.limits.prepared);
    this.#lanes = new SessionLanes(heart, id);
    this.#reader = new FrameReader(heart.limits.frameBytes, heart.limits.helloBytes);
    this.#writer = new FrameWriter(socket);
    socket.on('data', (bytes: Buffer) => this.#take(bytes));
    socket.on('error', () => undefined);
    socket.on('drain', () => {
      for (const request of this.#requests.values()) request.flush();
    });
    socket.on('close', () => {
      heart.silent.leave(this);
      heart.bound.unbind(id);
      this.#end();
      heart.forget(id);
    });
    heart.silent.enter(this);
  }

  /** As the audit log names it. */
  get principal(): Principal {
    return this.#greeting.principal;
  }

  /** What `system.sessions` tells of it. */
  get facts(): ConnectionFacts {
    return {
      id: this.id,
      client: this.principal.client,
      role: this.#greeting.identity.role,
      requests: this.#requests.size,
      sessions: this.#lanes.size,
      received: this.#socket.bytesRead,
      sent: this.#socket.bytesWritten,
    };
  }

  get address(): string {
    return this.#caller.address;
  }

  /** Closes a connection whose client has not said who it is; what it sent is not looked at. */
  turnAway(error: GobiError): void {
    if (!this.#closed) this.send('error', 0, encodeError(errorData(error)));
    this.#closed = true;
    // frames go out at the end of this turn; a client that does not read keeps nothing open
    setImmediate(() => this.#socket.destroy());
  }

  /** Takes no more requests; the connection closes when those that run have ended. */
  drain(): void {
    for (const request of [...this.#requests.values()]) if (request instanceof Subscription) request.stop();
    if (this.#requests.size === 0) this.#socket.end();
  }

  /** Tells the owner's client something that belongs to none of its requests. */
  notify(notice: Uint8Array): void {
    if (this.#greeted && !this.#closed && this.#greeting.identity.role === null) this.send('notice', 0, notice);
  }

  /** Ends the connection and all that runs for it. */
  close(): void {
    this.#socket.destroy();
  }

  /** Writes a frame. False when the socket wants no more until it has drained. */
  send(kind: FrameKind, request: number, body: Uint8Array, written?: () => void): boolean {
    if (this.#closed) {
      written?.();
      return true;
    }
    return this.#writer.write(kind, request, body, written);
  }

  #take(bytes: Uint8Array): void {
    try {
      for (const frame of this.#reader.push(bytes)) {
        this.#frame(frame);
        if (this.#closed) return;
      }
    } catch (error) {
      this.#refuse(error);
    }
  }

  #frame(frame: Frame): void {
    if (!this.#greeted) return this.#hello(frame);
    switch (frame.kind) {
      case 'request':
        return this.#request(frame);
      case 'credit': {
        if (frame.body.length !== 4)
          throw gobiError('ProtocolError', { reason: 'a `credit` frame is not 4 bytes long' });
        const bytes = new DataView(frame.body.buffer, frame.body.byteOffset).getUint32(0, true);
        this.#requests.get(frame.request)?.credit(bytes);
        return;
      }
      case 'data':
        return void this.#requests.get(frame.request)?.data(frame.body);
      default:
        throw gobiError('ProtocolError', { reason: `a \`${frame.kind}\` frame is not for the service` });
    }
  }

  #hello(frame: Frame): void {
    this.#greeting = greet(frame, this.id, this.#caller, this.#heart);
    this.#greeted = true;
    this.#heart.silent.leave(this);
    this.send('welcome', 0, welcome(this.#greeting, this.id, this.#heart));
  }

  #request({ request: id, body }: Frame): void {
    if (id === 0 || this.#requests.has(id))
      throw gobiError('ProtocolError', {
        reason: id === 0 ? 'request 0 is the connection itself' : `request ${id} runs already`,
      });
    const onEnd = (): void => {
      this.#requests.delete(id);
      if (this.#heart.draining && this.#requests.size === 0) this.#socket.end();
    };
    const run = new RequestRun(this, id, this.#greeting.window, onEnd);
    this.#requests.set(id, run);
    try {
      const { requests } = this.#heart.limits;
      if (this.#requests.size > requests)
        throw gobiError('Overloaded', { what: 'requests on one connection', limit: requests });
      if (!this.#heart.gate.holds(this.#greeting.identity)) return this.#dismiss(run);
      if (this.#heart.draining) throw gobiError('ServiceStopping', { service: this.#heart.name });
      const message = decodeRequest(body);
      if (message.type === 'SUBSCRIBE') this.#subscribe(id, watchedText(message, this.#decoder), onEnd);
      else this.#start(run, message);
    } catch (error) {
      if (error instanceof GobiError && error.exception === 'AccessDenied')
        this.#heart.audit.done(this.principal, String(error.params['what']), null, error);
      run.fail(errorData(ofRequest(error)));
    }
  }

  /** The client's token is not valid any more: nothing that it has is carried on. */
  #dismiss(run: RequestRun): void {
    const error = gobiError('LoginRefused', { reason: 'its token was revoked or has expired' });
    run.fail(errorData(error));
    this.#refuse(error);
  }

  #start(run: RequestRun, message: Exclude<RequestMessage, { type: 'SUBSCRIBE' }>): void {
    const { identity, compression } = this.#greeting;
    switch (message.type) {
      case 'CANCEL':
        this.#requests.get(message.request ?? 0)?.cancel();
        return run.done({});
      case 'SERVICE_CONTROL':
        return void this.#heart.control(message.action ?? '', message.options, identity, this.principal).then(
          (table) => run.table(table),
          (error: unknown) => run.fail(errorData(ofRequest(error))),
        );
      case 'DEPLOY':
      case 'ROLLBACK_CODE':
      case 'MAINTAIN':
      case 'PROFILE':
      case 'TOKEN': {
        requireOwner(identity, OWNERS[message.type]);
        const asked = engineRequest(message, 0, this.#decoder);
        const clients = this.#heart.bound.all;
        const request =
          asked.kind === 'deploy'
            ? { ...asked, options: { ...asked.options, clients } }
            : asked.kind === 'rollback_code'
              ? { ...asked, options: { ...asked.options, clients } }
              : asked;
        if (asked.kind === 'deploy') run.onPiece = (bytes) => this.#deployed(bytes);
        const order = { request, compression, passing: true, role: null };
        const { pool, deploys } = this.#heart;
        return run.start(DEPLOYS.has(message.type) ? deploys : pool, order, this.id, null);
      }
      default: {
        if (message.type === 'CLOSE_PREPARED') {
          this.#prepared.close(message.statement ?? 0);
          return run.done({});
        }
        const known = message.type === 'EXECUTE_PREPARED' ? this.#prepared.get(message.statement) : null;
        const session =
          message.type === 'EXECUTE_PREPARED' ? known!.session : message.type === 'BIND' ? null : message.session;
        if (message.type === 'BIND') run.onDone = () => this.#heart.bound.bind(this.id, message);
        if (message.type === 'SESSION' && message.action === 'start') {
          this.#lanes.start(session, message.role, identity);
          return run.done({});
        }
        if (message.type === 'INGEST') run.takeData();
        if (message.type === 'PREPARE') this.#keepPrepared(run, message);
        const lane = session === null ? null : this.#lanes.get(session, identity.role);
        const { role } = lane ?? identity;
        const number = lane?.session ?? this.#heart.nextSession();
        const request =
          message.type === 'EXECUTE_PREPARED'
            ? preparedRequest(known!.prepared, message.parameters, number, this.#decoder)
            : engineRequest(message, number, this.#decoder);
        const order = { request, compression, passing: lane === null, role };
        if (lane === null) return run.start(this.#heart.pool, order, this.id, null);
        lane.add({
          start: (ended) => run.start(this.#heart.pool, order, this.id, lane.session, ended),
          fail: (error) => run.fail(errorData(error)),
        });
        if (request.kind === 'end_session') {
          this.#lanes.forget(session!);
          this.#prepared.endSession(session!);
        }
      }
    }
  }

  #subscribe(id: number, text: WatchText, onEnd: () => void): void {
    const { subscriptions } = this.#heart.limits;
    const open = [...this.#requests.values()].filter((request) => request instanceof Subscription);
    if (open.length >= subscriptions)
      throw gobiError('Overloaded', { what: 'subscriptions on one connection', limit: subscriptions });
    const { identity, compression, window } = this.#greeting;
    const of = { heart: this.#heart, identity, compression, window };
    this.#requests.set(id, new Subscription({ id, connection: this, ...of, text, onEnd }));
  }

  /** A deploy that this client asked for has ended. */
  #deployed(bytes: Uint8Array): void {
    this.#heart.deployed(decodeOf('REPORT', REPORT, bytes).report as DeployReport, this.principal);
  }

  /** What comes of a PREPARE is kept under a number. */
  #keepPrepared(run: RequestRun, { session, text, name }: Extract<RequestMessage, { type: 'PREPARE' }>): void {
    this.#prepared.requireRoom();
    run.onPrepared = (result) => this.#prepared.add(session, { text: text ?? '', name: name ?? 'statement', result });
  }

  /** What cannot be read ends the connection: nothing after it can be trusted. */
  #refuse(error: unknown): void {
    const data = errorData(error);
    this.#heart.log('warn', 'a connection was refused', { connection: this.id, reason: data.message });
    this.send('error', 0, encodeError(data));
    this.#closed = true;
    this.#socket.end();
    // what the client still sends is not read, and it may not keep the connection open
    this.#socket.pause();
    setTimeout(() => this.#socket.destroy(), 1000).unref();
    this.#end();
  }

  #end(): void {
    this.#closed = true;
    for (const request of this.#requests.values()) request.abandon();
    this.#requests.clear();
    this.#lanes.end();
  }
}

/** A request that cannot be read ends alone. */
function ofRequest(error: unknown): unknown {
  if (!(error instanceof GobiError && error.exception === 'ProtocolError')) return error;
  return gobiError('ProtocolError', { reason: String(error.params['reason']), request: true }, { cause: error.cause });
}
