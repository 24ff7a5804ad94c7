import type { Done, Wire } from './wire.ts';
import type { Frame } from '../protocol/frame.ts';

/** The frames of one request, taken one after the other by who asks for them. */
export class FrameQueue {
  readonly #frames: Frame[] = [];
  readonly #wire: Wire;
  #id = 0;
  #ended = false;
  #wake: () => void = () => undefined;
  /** The end of the request. */
  readonly done: Promise<Done>;

  /** Sends the request. */
  constructor(wire: Wire, body: Uint8Array, signal?: AbortSignal) {
    this.#wire = wire;
    const abort = (): void => this.cancel();
    const take = (frame: Frame): void => {
      this.#frames.push(frame);
      this.#wake();
    };
    this.done = wire
      .request(body, take, (id) => {
        this.#id = id;
        signal?.addEventListener('abort', abort);
      })
      .finally(() => {
        this.#ended = true;
        signal?.removeEventListener('abort', abort);
        this.#wake();
      });
    // who asks for the next frame is told
    this.done.catch(() => undefined);
  }

  get id(): number {
    return this.#id;
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** The next frame; `null` when the request has ended well. Rejects with its error. */
  async next(): Promise<Frame | null> {
    for (;;) {
      const frame = this.#frames.shift();
      if (frame !== undefined) return frame;
      if (this.#ended) {
        await this.done;
        return null;
      }
      await new Promise<void>((settle) => (this.#wake = settle));
    }
  }

  /** Ends the request where it runs. */
  cancel(): void {
    if (!this.#ended) this.#wire.cancel(this.#id);
  }
}
