import { GobiError } from '../../compiler/contract/runtime-error.ts';
import { lastingChanges } from './lasting-changes.ts';
import type { Link } from './messages.ts';
import type { Wire } from './wire.ts';
import type { Lease, WirePool } from './wire-pool.ts';
import { NO_SESSION, wireLink } from './wire-link.ts';

/** What a request of a service is answered with that it took nothing of. */
const UNTOUCHED = 'ServiceStopping';

/**
 * A service as a place where requests go, over the connections of a pool. A session keeps its connection, and is lost with it. Of the others none is ever done twice: one that waits for a connection, or that a stopping
 * service refused, goes to the next; one that was sent when its connection was lost rejects with `Disconnected`. Subscriptions go on over
 * the next connection.
 */
export function pooledLink(pool: WirePool): Link {
  const seats = new Map<number, Promise<Lease>>();
  const seat = (session: number): Promise<Lease> => {
    let lease = seats.get(session);
    if (lease === undefined) {
      seats.set(session, (lease = pool.lease()));
      // a session that never had a connection may still get one
      lease.catch(() => seats.delete(session));
    }
    return lease;
  };
  const links = new WeakMap<Wire, Link>();
  const linkOf = (wire: Wire): Link => {
    let link = links.get(wire);
    if (link === undefined) links.set(wire, (link = wireLink(wire)));
    return link;
  };
  /** Whether the service refused a request untouched: then its connection takes no more. */
  const refused = ({ wire }: Lease, error: unknown): boolean => {
    if (!(error instanceof GobiError && error.exception === UNTOUCHED)) return false;
    pool.retire(wire);
    return true;
  };
  const alone = async <T>(work: (link: Link) => Promise<T>): Promise<T> => {
    for (;;) {
      const lease = await pool.lease();
      try {
        return await work(linkOf(lease.wire));
      } catch (error) {
        if (!refused(lease, error)) throw error;
      } finally {
        lease.release();
      }
    }
  };
  return {
    async ask(request, onOutput, signal) {
      if (request.kind === 'close') return pool.close();
      const session = 'session' in request ? request.session : NO_SESSION;
      if (session === NO_SESSION) return alone((link) => link.ask(request, onOutput, signal));
      if (request.kind !== 'end_session') return linkOf((await seat(session)).wire).ask(request, onOutput, signal);
      const lease = seats.get(session);
      seats.delete(session);
      await endSession(lease, (wire) => linkOf(wire).ask(request, onOutput, signal));
    },
    async *stream(request, signal) {
      if (request.session !== NO_SESSION)
        return yield* linkOf((await seat(request.session)).wire).stream(request, signal);
      for (;;) {
        const lease = await pool.lease();
        try {
          return yield* linkOf(lease.wire).stream(request, signal);
        } catch (error) {
          if (!refused(lease, error)) throw error;
        } finally {
          lease.release();
        }
      }
    },
    subscribe: (text, signal) => lastingChanges(pool, (wire) => linkOf(wire).subscribe(text, signal), signal),
    async ingest(session, table, rows, options) {
      if (session !== NO_SESSION) return linkOf((await seat(session)).wire).ingest(session, table, rows, options);
      const lease = await pool.lease();
      try {
        // rows may come only once: what was refused is not sent again
        return await linkOf(lease.wire).ingest(session, table, rows, options);
      } catch (error) {
        refused(lease, error);
        throw error;
      } finally {
        lease.release();
      }
    },
    async stop() {
      pool.close();
    },
  };
}

/** A session that had no connection, or lost it, has ended already. */
async function endSession(lease: Promise<Lease> | undefined, end: (wire: Wire) => Promise<void>): Promise<void> {
  const seat = await lease?.catch(() => null);
  if (seat === undefined || seat === null) return;
  try {
    if (seat.wire.open) await end(seat.wire);
  } finally {
    seat.release();
  }
}
