import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import type { HttpRules } from '../../host/http.ts';

/** Whether a path is the address of a file on a web server. */
export function isRemote(path: string): boolean {
  return /^https?:\/\//i.test(path);
}

/** An address for messages, and the name of its file: without what may hold a key, its query, and what stands before the host. */
export function shownAddress(address: string | URL): string {
  const url = typeof address === 'string' ? URL.parse(address) : address;
  if (url === null)
    return String(address)
      .replace(/^(https?:\/\/)[^/?#]*@/i, '$1…@')
      .replace(/[?#].*$/s, '');
  return `${url.protocol}//${url.host}${url.pathname}`;
}

/** The address, if the rules let requests reach it. Errors: `InvalidUrl`, `HostRefused`. */
export function reachable(address: string, { hosts }: Pick<HttpRules, 'hosts'>): URL {
  const url = URL.parse(address);
  const invalid = (reason: string): Error => gobiError('InvalidUrl', { url: shownAddress(address), reason });
  if (url === null) throw invalid('it cannot be read as `https://host/path`');
  if (url.username !== '' || url.password !== '')
    throw invalid('a user or password stands in it; make a secret of it and name that: `with secret [name]`');
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isOwn(url)))
    throw invalid('only `https://` keeps what is read and sent from others; `http://` is for localhost');
  if (hosts !== null && !hosts.some((entry) => covers(entry, url)))
    throw gobiError('HostRefused', { url: shownAddress(url), host: url.host });
  return url;
}

/** Whether an address is on this machine. */
export function isOwn({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
}

/** `host` of `URL` is the name alone at the port of the scheme, else with the port. */
function covers(entry: string, { host }: URL): boolean {
  return entry.startsWith('*.') ? host.endsWith(entry.slice(1).toLowerCase()) : host === entry.toLowerCase();
}
