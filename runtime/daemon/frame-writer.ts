import type { Socket } from 'node:net';
import { frameBytes, frameHeader, type FrameKind } from '../protocol/frame.ts';

/** Bodies up to this length go out with their header as one run of bytes. */
const SMALL_BYTES = 4096;

/** Writes frames to a socket; what is written in one turn goes out together. */
export class FrameWriter {
  readonly #socket: Socket;
  #corked = false;

  constructor(socket: Socket) {
    this.#socket = socket;
  }

  /** False when the socket wants no more until it has drained. `written` is called when the socket has taken it. */
  write(kind: FrameKind, request: number, body: Uint8Array, written?: () => void): boolean {
    this.#cork();
    if (body.length <= SMALL_BYTES) return this.#socket.write(frameBytes(kind, request, body), written);
    this.#socket.write(frameHeader(kind, request, body.length));
    return this.#socket.write(body, written);
  }

  #cork(): void {
    if (this.#corked) return;
    this.#corked = true;
    this.#socket.cork();
    process.nextTick(() => {
      this.#corked = false;
      this.#socket.uncork();
    });
  }
}
