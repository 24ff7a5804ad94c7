import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createSecureServer } from 'node:tls';
import { gobiError } from '../../compiler/contract/runtime-error.ts';
import { isLoopback } from '../client/address.ts';
import type { Caller } from './gate.ts';
import { Handshakes } from './handshakes.ts';
import type { SilentConnections } from './silent-connections.ts';

/** Where a service listens beside its Unix socket. */
export interface TcpPlace {
  readonly host: string;
  /** 0: one that is free. */
  readonly port: number;
  /** Certificate chain and key, PEM. Without it nothing but this machine is listened to. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
}

/** Connections that wait to be taken; the system may allow fewer. */
export const BACKLOG = 4096;

/** Listens on TCP; who comes that way needs a token. Connections whose TLS does not stand are counted in `silent`. Resolves with the server when it listens. Errors: `InvalidOperation` beyond loopback without TLS, `IoFailure`. */
export function listenTcp(
  { host, port, tls }: TcpPlace,
  silent: SilentConnections,
  accept: (socket: Socket, caller: Caller) => void,
): Promise<Server> {
  const place = `${host}:${port}`;
  if (tls === null && !isLoopback(host))
    throw gobiError('InvalidOperation', {
      what: `listening at ${place}`,
      reason:
        'it is reached from other machines, so it needs TLS: give --tls-cert and --tls-key, or listen at 127.0.0.1',
    });
  const taken = (socket: Socket): void => {
    socket.setNoDelay(true);
    accept(socket, { address: socket.remoteAddress ?? 'nowhere', trusted: false });
  };
  return new Promise((settle, fail) => {
    const failed = (error: unknown): void => {
      const reason = error instanceof Error ? error.message : String(error);
      fail(gobiError('IoFailure', { operation: 'listen at', file: place, reason }, { cause: error }));
    };
    try {
      const server = tls === null ? createServer(taken) : secureServer(tls, silent, taken);
      server.once('error', failed);
      server.listen({ host, port, backlog: BACKLOG }, () => settle(server));
    } catch (error) {
      failed(error);
    }
  });
}

function secureServer(
  tls: { readonly cert: string; readonly key: string },
  silent: SilentConnections,
  taken: (socket: Socket) => void,
): Server {
  const handshakes = new Handshakes(silent);
  const server = createSecureServer({ ...tls, minVersion: 'TLSv1.2' }, (socket) => {
    handshakes.end(socket);
    taken(socket);
  });
  return server.on('connection', (socket: Socket) => handshakes.begin(socket));
}
