import { gobiError } from '../../compiler/contract/runtime-error.ts';

/** What a frame is. Below 16 they go to the service, from 16 on to the client. */
export const frameKinds = {
  /** The client's first frame: who it is and what it can do. */
  hello: 1,
  /** One message (`messages.ts`): a new request, whose id is not in use. */
  request: 2,
  /** Data for a request that takes some (INGEST): the next piece of an Arrow IPC stream; an empty one ends it. */
  data: 3,
  /** The client has room for so many more bytes of a request's results: `u32`. */
  credit: 4,
  /** The service's answer to `hello`. */
  welcome: 16,
  /** A statement's result begins: the first piece of an Arrow IPC stream. */
  result: 17,
  /** The next piece of the result that began last. */
  more: 18,
  /** A line that code prints, or a warning. */
  notice: 19,
  /** How far the request is. */
  progress: 20,
  /** The request has ended well. */
  done: 21,
  /** The request has failed; of request 0: the connection ends. */
  error: 22,
  /** The service has room for so many more bytes of the data that a request takes: `u32`. */
  room: 23,
} as const;

export type FrameKind = keyof typeof frameKinds;

export interface Frame {
  readonly kind: FrameKind;
  /** The request that it belongs to; 0 is the connection itself. */
  readonly request: number;
  readonly body: Uint8Array;
}

/** Bytes before the body: `u32 length` of what follows it, `u8 kind`, `u32 request id`; all little-endian. */
export const HEADER_BYTES = 9;

/** The longest frame that is taken where nothing else was agreed on. */
export const MAX_FRAME_BYTES = 64 * 2 ** 20;

const kindOf = new Map<number, FrameKind>(
  (Object.keys(frameKinds) as FrameKind[]).map((kind) => [frameKinds[kind], kind]),
);

/** The header of a frame whose body has `bodyBytes`. */
export function frameHeader(kind: FrameKind, request: number, bodyBytes: number): Uint8Array<ArrayBuffer> {
  const header = new Uint8Array(HEADER_BYTES);
  const view = new DataView(header.buffer);
  view.setUint32(0, bodyBytes + HEADER_BYTES - 4, true);
  view.setUint8(4, frameKinds[kind]);
  view.setUint32(5, request, true);
  return header;
}

/** A whole frame as one run of bytes: for small ones. */
export function frameBytes(kind: FrameKind, request: number, body: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(HEADER_BYTES + body.length);
  bytes.set(frameHeader(kind, request, body.length));
  bytes.set(body, HEADER_BYTES);
  return bytes;
}

/** Cuts what comes from a socket into frames. Bytes that are no frame: `ProtocolError`, after which nothing more can be read. */
export class FrameReader {
  readonly #maxBytes: number;
  /** Bytes that the frame which comes next may have. */
  #nextBytes: number;
  /** A frame that has begun: its header as far as it is there, then its body. */
  readonly #header = new Uint8Array(HEADER_BYTES);
  #headerBytes = 0;
  #body: Uint8Array<ArrayBuffer> | null = null;
  #bodyBytes = 0;

  /** The first frame may have its own limit. */
  constructor(maxBytes: number = MAX_FRAME_BYTES, firstBytes: number = maxBytes) {
    this.#maxBytes = maxBytes;
    this.#nextBytes = Math.min(firstBytes, maxBytes);
  }

  /** Whether a frame has begun that is not whole. */
  get inside(): boolean {
    return this.#headerBytes > 0;
  }

  /** Takes the next bytes, which may be used again afterwards: bodies are copies. Gives the frames that are whole now, in order. */
  push(bytes: Uint8Array): Frame[] {
    const frames: Frame[] = [];
    let at = 0;
    while (at < bytes.length) {
      if (this.#body === null) {
        const taken = Math.min(HEADER_BYTES - this.#headerBytes, bytes.length - at);
        this.#header.set(bytes.subarray(at, at + taken), this.#headerBytes);
        this.#headerBytes += taken;
        at += taken;
        if (this.#headerBytes < HEADER_BYTES) break;
        this.#body = new Uint8Array(this.#bodyLength());
        this.#bodyBytes = 0;
      }
      const taken = Math.min(this.#body.length - this.#bodyBytes, bytes.length - at);
      this.#body.set(bytes.subarray(at, at + taken), this.#bodyBytes);
      this.#bodyBytes += taken;
      at += taken;
      if (this.#bodyBytes === this.#body.length) frames.push(this.#finish());
    }
    return frames;
  }

  #bodyLength(): number {
    const view = new DataView(this.#header.buffer);
    const length = view.getUint32(0, true);
    const code = view.getUint8(4);
    if (!kindOf.has(code)) throw gobiError('ProtocolError', { reason: `a frame is of kind ${code}, which is unknown` });
    if (length < HEADER_BYTES - 4)
      throw gobiError('ProtocolError', { reason: `a frame says that it is ${length} bytes long` });
    if (length + 4 > this.#nextBytes)
      throw gobiError('ProtocolError', {
        reason: `a frame would be ${length + 4} bytes long; ${this.#nextBytes} are allowed`,
      });
    return length - (HEADER_BYTES - 4);
  }

  #finish(): Frame {
    const view = new DataView(this.#header.buffer);
    const frame = { kind: kindOf.get(view.getUint8(4))!, request: view.getUint32(5, true), body: this.#body! };
    this.#headerBytes = 0;
    this.#body = null;
    this.#nextBytes = this.#maxBytes;
    return frame;
  }
}

/** A number as the body of a `credit` or `room` frame. */
export function u32(value: number): Uint8Array {
  const body = new Uint8Array(4);
  new DataView(body.buffer).setUint32(0, value, true);
  return body;
}

/** Bytes of a request's data that a client may send before the service says that it has room for more. */
export const INPUT_WINDOW_BYTES = 4 * 2 ** 20;
