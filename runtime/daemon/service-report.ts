import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Value } from '../columnar/value.ts';
import type { ServiceTableName } from '../lake/service-facts.ts';
import type { Connection } from './connection.ts';
import type { LoadedVersions } from './loaded-versions.ts';
import { samplesOf, type MetricFamily } from './open-metrics.ts';
import { shownText, type RunLedger } from './run-ledger.ts';
import type { RunPool } from './run-pool.ts';
import type { SilentConnections } from './silent-connections.ts';

/** What the facts are taken from. */
export interface FactSources {
  readonly ledger: RunLedger;
  readonly pool: () => RunPool;
  readonly connections: ReadonlyMap<number, Connection>;
  readonly silent: SilentConnections;
  readonly versions: LoadedVersions;
}

/** What a service tells of itself: its connections, what runs, its numbers. */
export class ServiceReport {
  readonly #sources: FactSources;
  readonly #closed = { received: 0, sent: 0 };
  readonly #delay = monitorEventLoopDelay({ resolution: 20 });

  constructor(sources: FactSources) {
    this.#sources = sources;
    this.#delay.enable();
  }

  /** A connection has ended: what it carried still counts. */
  forget({ facts }: Connection): void {
    this.#closed.received += facts.received;
    this.#closed.sent += facts.sent;
  }

  close(): void {
    this.#delay.disable();
  }

  /** The rows of a table of `system`. */
  rows(table: ServiceTableName): Value[][] {
    const { ledger, connections } = this.#sources;
    switch (table) {
      case 'sessions':
        return [...connections.values()].map(({ facts, since }) => {
          const { id, client, role, sessions, requests, received, sent } = facts;
          return [id, client, role, since, sessions, requests, received, sent];
        });
      case 'runs': {
        const now = performance.now();
        return [...ledger.active].map(({ order, connection, session, thread, since }) => {
          const state = thread === null ? 'waiting' : 'running';
          const milliseconds = Math.round((now - since) * 10) / 10;
          return [connection, session, thread, order.request.kind, state, order.role, milliseconds, shownText(order)];
        });
      }
      case 'modules':
        return this.#sources.versions.rows;
      case 'metrics':
        return this.families.flatMap((family) =>
          samplesOf(family).map(({ name, labels, value }) => [
            name,
            Object.keys(labels).length === 0 ? null : JSON.stringify(labels),
            family.kind,
            value,
          ]),
        );
    }
  }

  get families(): readonly MetricFamily[] {
    const { ledger, pool, connections, silent } = this.#sources;
    const { threads, running, waiting } = pool().load;
    const { rss, heapUsed, external } = process.memoryUsage();
    const open = [...connections.values()].map(({ facts }) => facts);
    const total = (of: (each: (typeof open)[number]) => number): number =>
      open.reduce((sum, each) => sum + of(each), 0);
    const sessions = total((each) => each.sessions);
    const bytes = (name: string, help: string, value: number): MetricFamily => ({
      ...{ name, kind: 'counter', unit: 'bytes', help, points: [{ labels: {}, value }] },
    });
    const gauge = (name: string, help: string, value: number): MetricFamily => ({
      ...{ name, kind: 'gauge', help, points: [{ labels: {}, value }] },
      ...(name.endsWith('_bytes') ? { unit: 'bytes' } : {}),
    });
    return [
      ...ledger.families,
      bytes(
        'gobi_received_bytes',
        'Bytes that came from clients.',
        this.#closed.received + total((each) => each.received),
      ),
      bytes('gobi_sent_bytes', 'Bytes that went to clients.', this.#closed.sent + total((each) => each.sent)),
      gauge('gobi_connections', 'Connections.', connections.size - silent.size),
      gauge('gobi_silent_connections', 'Connections that have not said who they are.', silent.size),
      gauge('gobi_sessions', 'Sessions of connections.', sessions),
      gauge('gobi_threads', 'Run threads.', threads),
      gauge('gobi_requests_running', 'Requests that have a thread.', running),
      gauge('gobi_requests_waiting', 'Requests that wait for a thread.', waiting),
      gauge('gobi_resident_bytes', 'Memory of the process.', rss),
      gauge('gobi_heap_bytes', 'Heap of the main thread.', heapUsed),
      gauge('gobi_external_bytes', 'Buffers of the main thread.', external),
      this.#delays(),
    ];
  }

  /** How late the main thread was since the service began, samples of 20 ms included. */
  #delays(): MetricFamily {
    const { count, max } = this.#delay;
    const seconds = (nanoseconds: number): number => (count === 0 ? 0 : nanoseconds / 1e9);
    const points = [
      { labels: { quantile: '0.5' }, value: seconds(this.#delay.percentile(50)) },
      { labels: { quantile: '0.99' }, value: seconds(this.#delay.percentile(99)) },
      { labels: { quantile: '1.0' }, value: seconds(max) },
    ];
    const help = 'How late the main thread came to an event since the service began.';
    return { name: 'gobi_event_loop_delay_seconds', kind: 'gauge', unit: 'seconds', help, points };
  }
}
