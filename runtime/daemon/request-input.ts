import { gobiError } from '../../compiler/contract/runtime-error.ts';
import { INPUT_WINDOW_BYTES } from '../protocol/frame.ts';

/** The data that a request takes, on its way from the client to the thread that runs it: no more of it than was allowed. */
export class RequestInput {
  readonly #feed: (data: Uint8Array | null) => void;
  readonly #allow: (bytes: number) => void;
  /** What came before the request had a thread. */
  #held: Uint8Array[] | null = [];
  #room = INPUT_WINDOW_BYTES;
  #ended = false;

  /** `feed` passes a piece on, `null` at the end; `allow` tells the client that it may send more. */
  constructor(feed: (data: Uint8Array | null) => void, allow: (bytes: number) => void) {
    this.#feed = feed;
    this.#allow = allow;
  }

  /** Takes a piece; an empty one is the end. Errors: `ProtocolError` for one that there is no room for, or after the end. */
  push(bytes: Uint8Array): void {
    if (this.#ended) throw gobiError('ProtocolError', { reason: 'data came after the end of the data' });
    if (bytes.length > this.#room)
      throw gobiError('ProtocolError', {
        reason: `${bytes.length} bytes of data came where there was room for ${this.#room}`,
      });
    this.#ended = bytes.length === 0;
    this.#room -= bytes.length;
    if (this.#held === null) this.#feed(this.#ended ? null : bytes);
    else this.#held.push(bytes);
  }

  /** The thread has taken so many bytes; 0 at first, when it is ready. */
  taken(bytes: number): void {
    const held = this.#held ?? [];
    this.#held = null;
    for (const piece of held) this.#feed(piece.length === 0 ? null : piece);
    if (bytes === 0) return;
    this.#room += bytes;
    if (!this.#ended) this.#allow(bytes);
  }
}
