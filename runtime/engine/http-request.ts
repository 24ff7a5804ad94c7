import { request as plainRequest, type IncomingMessage } from 'node:http';
import { request as safeRequest } from 'node:https';
import { rootCertificates } from 'node:tls';
import { gobiError, GobiError } from '../../compiler/contract/runtime-error.ts';
import { isOwn, reachable, shownAddress } from '../execution/files/remote-address.ts';
import type { HttpRequest, HttpRules } from '../host/http.ts';

const MOST_REDIRECTS = 5;

/**
 * Sends a request, follows where it leads to inside of the rules, and gives the bytes of the answer. Rejects with the errors of `Http`.
 */
export async function sendRequest(request: HttpRequest, rules: HttpRules): Promise<Uint8Array> {
  const ends = AbortSignal.timeout(rules.milliseconds);
  let url = reachable(request.url, rules);
  let { headers } = request;
  for (let hops = 0; ; hops++) {
    const answer = await ask(url, { ...request, headers }, rules, ends);
    if (answer.kind === 'bytes') return answer.bytes;
    const next = redirected(url, answer.to, rules);
    const refused = (reason: string): GobiError =>
      gobiError('RedirectRefused', { url: shownAddress(url), to: shownAddress(next), reason });
    if (hops === MOST_REDIRECTS) throw refused(`it is the ${MOST_REDIRECTS + 1}th redirection`);
    if (url.protocol === 'https:' && next.protocol !== 'https:') throw refused('it is not `https://`');
    if (isOwn(next) && !isOwn(url)) throw refused('it is on this machine');
    if (request.method !== 'GET' && !answer.again) throw refused('what is put would not be put there');
    if (next.origin !== url.origin) headers = {};
    url = next;
  }
}

type Answer =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  /** `again`: the same request is to be made there. */
  | { readonly kind: 'redirect'; readonly to: string; readonly again: boolean };

/** Where an address leads to. Errors: `RedirectRefused`. */
function redirected(from: URL, to: string, rules: HttpRules): URL {
  const next = URL.parse(to, from);
  try {
    return reachable(next?.href ?? to, rules);
  } catch (error) {
    if (!(error instanceof GobiError)) throw error;
    throw gobiError(
      'RedirectRefused',
      { url: shownAddress(from), to: shownAddress(next ?? to), reason: error.message },
      { cause: error },
    );
  }
}

function ask(url: URL, { method, headers, body }: HttpRequest, rules: HttpRules, ends: AbortSignal): Promise<Answer> {
  const { ca, idleMilliseconds } = rules;
  const shown = shownAddress(url);
  return new Promise((resolve, reject) => {
    const late = (milliseconds: number): GobiError => gobiError('NetworkTimeout', { address: shown, milliseconds });
    const send = url.protocol === 'https:' ? safeRequest : plainRequest;
    const sent = send(url, {
      method,
      headers: {
        accept: '*/*',
        'accept-encoding': 'identity',
        'user-agent': 'gobi',
        ...(body === null ? {} : { 'content-type': 'application/octet-stream', 'content-length': body.length }),
        ...headers,
      },
      agent: false,
      signal: ends,
      ...(ca === undefined ? {} : { ca: [...rootCertificates, ca] }),
    });
    // a socket that is silent while it connects is late, too
    const silent = setTimeout(() => fail(late(idleMilliseconds)), idleMilliseconds);
    const fail = (error: unknown): void => {
      clearTimeout(silent);
      reject(ends.aborted ? late(rules.milliseconds) : failure(url, error));
      sent.destroy();
    };
    sent.on('error', fail);
    sent.on('socket', (socket) => {
      for (const sign of ['connect', 'secureConnect', 'drain']) socket.on(sign, () => silent.refresh());
    });
    sent.on('response', (response) => {
      silent.refresh();
      const finish = (answer: Answer): void => {
        clearTimeout(silent);
        resolve(answer);
        sent.destroy();
      };
      const { statusCode: status = 0, statusMessage: reason = '', headers: told } = response;
      if (status >= 300 && status < 400 && told.location !== undefined)
        return finish({ kind: 'redirect', to: told.location, again: status === 307 || status === 308 });
      // a part, or nothing, is not the file
      const whole = method === 'GET' ? status === 200 || status === 203 : status >= 200 && status < 300;
      if (!whole) return fail(gobiError('HttpStatus', { url: shown, status, reason }));
      const type = told['content-type'] ?? '';
      if (method === 'GET' && /^text\/html\b/i.test(type)) return fail(gobiError('WebPage', { url: shown, type }));
      const encoding = told['content-encoding'] ?? 'identity';
      if (encoding !== 'identity')
        return fail(gobiError('ProtocolError', { reason: `${shown} answered in the encoding '${encoding}', unasked` }));
      collect(response, rules, shown, () => silent.refresh()).then((bytes) => finish({ kind: 'bytes', bytes }), fail);
    });
    sent.end(body ?? undefined);
  });
}

/** The whole body. Rejects with `DownloadTooLarge`, `DownloadCut`. */
function collect(response: IncomingMessage, { maxBytes }: HttpRules, url: string, heard: () => void): Promise<Buffer> {
  const length = response.headers['content-length'];
  const expected = length === undefined ? null : Number(length);
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let received = 0;
    if (expected !== null && expected > maxBytes)
      return reject(gobiError('DownloadTooLarge', { url, limit: maxBytes }));
    response.on('data', (piece: Buffer) => {
      heard();
      pieces.push(piece);
      received += piece.length;
      if (received > maxBytes) reject(gobiError('DownloadTooLarge', { url, limit: maxBytes }));
    });
    const cut = (): void => reject(gobiError('DownloadCut', { url, received, expected }));
    response.on('error', cut);
    response.on('close', cut);
    response.on('end', () => (response.complete ? resolve(Buffer.concat(pieces)) : cut()));
  });
}

/** What a failed connection is to those who asked. */
function failure(url: URL, error: unknown): unknown {
  if (error instanceof GobiError || !(error instanceof Error)) return error;
  const { code = '' } = error as NodeJS.ErrnoException;
  const shown = shownAddress(url);
  // the texts of errors may hold what was sent: codes alone are told
  const reason = code === '' ? 'the connection broke' : code;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return gobiError('HostUnknown', { url: shown, host: url.hostname, reason });
  if (/CERT|SIGNATURE|ISSUER|TLS|SSL|EPROTO/.test(code)) return gobiError('CertificateRefused', { url: shown, reason });
  return gobiError('ConnectionFailed', { address: shown, reason });
}
