import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectSecure } from 'node:tls';
import type { Address } from './address.ts';

const READ_BYTES = 2 ** 20;

/** What a connection tells. */
export interface DialEvents {
  /** It stands; with TLS, and the other side is who it says it is. */
  readonly connected: () => void;
  /** The bytes are the taker's until it returns. */
  readonly bytes: (bytes: Uint8Array) => void;
}

/** Opens a socket to a service. `ca`: certificates (PEM) that are trusted instead of those of the machine. Failures are the socket's `error`. */
export function dial(address: Address, ca: string | undefined, { connected, bytes }: DialEvents): Socket {
  if ('path' in address || address.tls !== true) {
    const buffer = new Uint8Array(READ_BYTES);
    const callback = (size: number): boolean => {
      bytes(buffer.subarray(0, size));
      return true;
    };
    const place = 'path' in address ? { path: address.path } : { host: address.host, port: address.port };
    const socket = connectPlain({ ...place, onread: { buffer, callback } });
    return socket.on('connect', connected);
  }
  const { host, port } = address;
  const socket = connectSecure({
    ...{ host, port, minVersion: 'TLSv1.2' },
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ...(ca === undefined ? {} : { ca }),
  });
  socket.on('data', bytes);
  return socket.on('secureConnect', connected);
}
