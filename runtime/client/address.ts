import { gobiError } from '../../compiler/contract/runtime-error.ts';

/** Where a service is: a Unix socket, or a host and port, with TLS or without. */
export type Address =
  { readonly path: string } | { readonly host: string; readonly port: number; readonly tls?: boolean };

/** The port of services where none is named. */
export const DEFAULT_PORT = 4624;

/** Whether a text is the address of a service, as `gobis://host:port`. */
export function isAddress(text: string): boolean {
  return /^gobis?:\/\//i.test(text);
}

/** Reads `gobi://host:port` (without TLS) or `gobis://host:port` (with it). Errors: `InvalidUrl`. */
export function parseAddress(text: string): { readonly host: string; readonly port: number; readonly tls: boolean } {
  const match = /^(gobis?):\/\/(\[[0-9a-f:.]+\]|[^\s:/@[\]]+)(?::(\d{1,5}))?\/?$/i.exec(text);
  const port = Number(match?.[3] ?? DEFAULT_PORT);
  if (match === null || port === 0 || port > 65_535)
    throw gobiError('InvalidUrl', {
      url: text,
      reason: 'a service is at gobi://HOST:PORT, or gobis://HOST:PORT with TLS',
    });
  return { host: match[2]!.replace(/^\[|\]$/g, ''), port, tls: match[1]!.toLowerCase() === 'gobis' };
}

/** Whether a host is this machine, whatever else is connected to it. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
}

/** An address as messages show it. */
export function showAddress(address: Address): string {
  if ('path' in address) return address.path;
  const host = address.host.includes(':') ? `[${address.host}]` : address.host;
  return `${address.tls === true ? 'gobis' : 'gobi'}://${host}:${address.port}`;
}
