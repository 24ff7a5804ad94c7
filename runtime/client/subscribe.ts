import { gobiError } from '../../compiler/contract/runtime-error.ts';
import { Change, changeOf } from './change.ts';
import { FrameQueue } from './frame-queue.ts';
import type { Link, Output, WatchChange, WatchText } from './messages.ts';
import { WINDOW_BYTES, type Wire } from './wire.ts';

/**
 * The changes of a watched query, as the service tells them: no further one is made before the reader has taken the last. Leaving the loop ends it. Rejects with the request's error, `Cancelled`
 * included.
 */
export async function* watchedChanges(
  wire: Wire,
  body: Uint8Array,
  signal?: AbortSignal,
): AsyncGenerator<Change, void> {
  if (signal?.aborted === true) throw gobiError('Cancelled', { what: 'the subscription' });
  const frames = new FrameQueue(wire, body, signal);
  let pieces: Uint8Array[] = [];
  let taken = 0;
  let first = true;
  const credit = (): void => {
    if (taken > 0) wire.credit(frames.id, taken);
    taken = 0;
  };
  try {
    for (let frame = await frames.next(); frame !== null; frame = await frames.next()) {
      if (frame.kind === 'result' || frame.kind === 'more') {
        pieces.push(frame.body);
        taken += frame.body.length;
        // a change that is larger than the window comes whole all the same
        if (taken > WINDOW_BYTES / 2) credit();
      } else if (frame.kind === 'progress') {
        const bytes = Buffer.concat(pieces);
        pieces = [];
        yield changeOf(bytes, first, wire.decoder);
        first = false;
        credit();
      }
    }
  } finally {
    frames.cancel();
  }
}

/** Rings whenever something may have changed. */
export interface Bell {
  /** Resolves at the next ring, or when `signal` is aborted. */
  next(signal: AbortSignal | undefined): Promise<void>;
}

/** Bytes of the rows of a watched query that a lake of this process keeps. */
export const WATCHED_BYTES = 256 * 2 ** 20;

/** The changes of a query that is watched in a lake of this process: run again when the bell rings. */
export async function* changesByAsking(
  ask: Link['ask'],
  session: number,
  bell: Bell,
  text: WatchText,
  signal?: AbortSignal,
): AsyncGenerator<Change, void> {
  let before: { readonly state: Uint8Array; readonly result: WatchChange['result'] } | null = null;
  try {
    for (;;) {
      // what rings while the query runs is not missed
      const rung = bell.next(signal);
      let change: WatchChange | null = null;
      const take = (output: Output): void => {
        if (output.kind === 'change') ({ change } = output);
      };
      await ask({ kind: 'watch', session, ...text, before, limitBytes: WATCHED_BYTES }, take, signal);
      const { table, state, result, key, snapshot } = change! as WatchChange;
      const whole = before === null;
      if (state !== null) before = { state, result };
      if (table !== null) yield new Change(table, snapshot, key, whole);
      await rung;
      if (signal?.aborted === true) throw gobiError('Cancelled', { what: 'the subscription' });
    }
  } finally {
    await ask({ kind: 'end_session', session }).catch(() => undefined);
  }
}
