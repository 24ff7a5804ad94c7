import type { Field } from '../../compiler/contract/data-type.ts';
import { GobiError, gobiError } from '../../compiler/contract/runtime-error.ts';
import { sameResult, showShape } from '../../compiler/contract/statement-shape.ts';
import type { Change } from './change.ts';
import type { Wire } from './wire.ts';
import type { Lease, WirePool } from './wire-pool.ts';

const FIRST_PAUSE = 20;
const LONGEST_PAUSE = 1000;

/**
 * The changes of a watched query, beyond the connection that tells them: when it is lost, or its service stops, the query is watched over the next one, whose first change has all rows again (`whole`). Rejects with the error
 * of the connection when there is none in time, with `StaleStatement` when the query has other columns by then.
 */
export async function* lastingChanges(
  pool: WirePool,
  watch: (wire: Wire) => AsyncGenerator<Change, void>,
  signal?: AbortSignal,
): AsyncGenerator<Change, void> {
  let fields: readonly Field[] | null = null;
  let [lostAt, pause] = [Infinity, FIRST_PAUSE];
  for (;;) {
    const lease = await leaseUnlessAborted(pool, signal);
    try {
      for await (const change of watch(lease.wire)) {
        if (fields !== null && !sameResult(fields, change.fields))
          throw gobiError('StaleStatement', { expected: showShape(fields), found: showShape(change.fields) });
        ({ fields } = change);
        [lostAt, pause] = [Infinity, FIRST_PAUSE];
        yield change;
      }
      return;
    } catch (error) {
      if (!wasLost(lease, error)) throw error;
      pool.retire(lease.wire);
      lostAt = Math.min(lostAt, performance.now());
      if (performance.now() - lostAt > pool.patience) throw error;
    } finally {
      lease.release();
    }
    // clients that lost their service together do not come back together
    const wait = pause * (0.5 + Math.random());
    await new Promise((settle) => setTimeout(settle, wait));
    pause = Math.min(pause * 2, LONGEST_PAUSE);
  }
}

/** Whether it is not the query that ended. */
function wasLost({ wire }: Lease, error: unknown): boolean {
  if (!(error instanceof GobiError)) return false;
  return error.exception === 'ServiceStopping' || (error.exception === 'Disconnected' && !wire.open);
}

/** Who gives up does not wait for the service. */
async function leaseUnlessAborted(pool: WirePool, signal: AbortSignal | undefined): Promise<Lease> {
  const lease = pool.lease();
  if (signal === undefined) return lease;
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_, fail) => {
    stop = () => fail(gobiError('Cancelled', { what: 'the subscription' }));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop);
  });
  try {
    return await Promise.race([lease, aborted]);
  } catch (error) {
    void lease.then(({ release }) => release()).catch(() => undefined);
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
