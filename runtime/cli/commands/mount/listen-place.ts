import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { isLoopback, parseAddress } from '../../../client/address.ts';
import type { TcpPlace } from '../../../daemon/listen-tcp.ts';
import { GobiError } from '../../../../compiler/contract/runtime-error.ts';
import { UsageError } from '../../usage-error.ts';

/** The flags of a command line that say where a service listens beside its Unix socket. */
export interface ListenFlags {
  readonly listen?: string;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
}

/** Where a service is to listen. Errors: `UsageError` for flags that do not go together, files that cannot be read, a place that other machines reach without TLS. */
export function listenPlace({ listen, tlsCert, tlsKey }: ListenFlags): TcpPlace | null {
  if ((tlsCert === undefined) !== (tlsKey === undefined))
    throw new UsageError('give --tls-cert and --tls-key together');
  if (listen === undefined) {
    if (tlsCert !== undefined) throw new UsageError('--tls-cert is of use with --listen HOST:PORT only');
    return null;
  }
  const { host, port } = placeOf(listen);
  if (tlsCert === undefined && !isLoopback(host))
    throw new UsageError(
      `'${listen}' is reached from other machines, so it needs TLS: give --tls-cert and --tls-key, or listen at 127.0.0.1`,
    );
  return { host, port, tls: tlsCert === undefined ? null : { cert: textOf(tlsCert), key: textOf(tlsKey!) } };
}

/** The flags as the words of a command line that may be given in another folder. */
export function listenWords({ listen, tlsCert, tlsKey }: ListenFlags): readonly string[] {
  return [
    ...(listen === undefined ? [] : ['--listen', listen]),
    ...(tlsCert === undefined ? [] : ['--tls-cert', resolve(tlsCert)]),
    ...(tlsKey === undefined ? [] : ['--tls-key', resolve(tlsKey)]),
  ];
}

function placeOf(listen: string): { readonly host: string; readonly port: number } {
  try {
    return parseAddress(`gobi://${listen}`);
  } catch (error) {
    if (error instanceof GobiError) throw new UsageError(`'${listen}' is no HOST:PORT`);
    throw error;
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`'${file}' cannot be read: ${(error as Error).message}`);
  }
}
