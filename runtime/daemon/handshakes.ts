import type { Socket } from 'node:net';
import type { SilentConnection, SilentConnections } from './silent-connections.ts';

/** The connections whose TLS does not stand yet: they are silent ones too. */
export class Handshakes {
  readonly #silent: SilentConnections;
  readonly #begun = new Map<string, SilentConnection>();

  constructor(silent: SilentConnections) {
    this.#silent = silent;
  }

  /** A connection has come. */
  begin(socket: Socket): void {
    const key = keyOf(socket);
    const entry = { address: socket.remoteAddress ?? 'nowhere', turnAway: () => void socket.destroy() };
    this.#begun.set(key, entry);
    this.#silent.enter(entry);
    socket.on('close', () => {
      this.#silent.leave(entry);
      if (this.#begun.get(key) === entry) this.#begun.delete(key);
    });
  }

  /** Its TLS stands: it goes on as another socket of the same ends. */
  end(socket: Socket): void {
    const entry = this.#begun.get(keyOf(socket));
    if (entry !== undefined) this.#silent.leave(entry);
  }
}

/** Names a connection to one port as long as it is open. */
function keyOf({ localAddress, remoteAddress, remotePort }: Socket): string {
  return `${localAddress} ${remoteAddress} ${remotePort}`;
}
