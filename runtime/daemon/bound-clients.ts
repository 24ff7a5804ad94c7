import { createHash } from 'node:crypto';
import type { BoundRoutine } from '../../compiler/contract/bindings.ts';
import type { TypedClientInfo } from '../../compiler/contract/deploy.ts';
import type { RequestMessage } from '../protocol/messages.ts';

interface Bound {
  readonly client: string;
  readonly routines: readonly BoundRoutine[];
  readonly connections: Set<number>;
}

/** What the connected programs were built for. Those that were built for the same are kept once. */
export class BoundClients {
  readonly #bound = new Map<string, Bound>();
  readonly #keys = new Map<number, string>();

  /** A connection says what its program was built for; it counts no more what it said before. */
  bind(connection: number, { name, routines }: Extract<RequestMessage, { type: 'BIND' }>): void {
    this.unbind(connection);
    const client = (name ?? '').slice(0, 200);
    // what a client says of its list is not relied on
    const key = `${createHash('sha256').update(JSON.stringify(routines)).digest('hex')} ${client}`;
    const known = this.#bound.get(key);
    if (known === undefined)
      this.#bound.set(key, {
        ...{ client, routines: routines as readonly BoundRoutine[], connections: new Set([connection]) },
      });
    else known.connections.add(connection);
    this.#keys.set(connection, key);
  }

  /** The connection has ended. */
  unbind(connection: number): void {
    const key = this.#keys.get(connection);
    if (key === undefined) return;
    this.#keys.delete(connection);
    const bound = this.#bound.get(key)!;
    bound.connections.delete(connection);
    if (bound.connections.size === 0) this.#bound.delete(key);
  }

  /** As deploys need them. */
  get all(): readonly TypedClientInfo[] {
    return [...this.#bound.values()].map(({ client, routines, connections }) => ({
      ...{ client, routines, connections: connections.size },
    }));
  }
}
