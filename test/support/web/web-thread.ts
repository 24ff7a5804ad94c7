import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSafeServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';

/*
 * A web server on this machine, with answers that tests ask for by path. It has a thread of its own, since those who ask wait for it.
 */
const { key, cert } = workerData as { readonly key?: string; readonly cert?: string };
const seen: string[] = [];
const stored = new Map<string, Buffer>();
let counter = 0;

const answers: Readonly<Record<string, (asked: IncomingMessage, answer: ServerResponse) => void>> = {
  '/a.csv': (_, answer) => answer.end('id,name\n1,one\n2,two\n'),
  '/a.json': (_, answer) => answer.end('[{"id":1,"name":"one"},{"id":2,"name":"two"}]'),
  '/a.ndjson': (_, answer) => answer.end('{"id":1,"name":"one"}\n{"id":2,"name":"two"}\n'),
  '/counter.csv': (_, answer) => {
    counter++;
    answer.end(`n${counter}\n${counter}\n`);
  },
  '/locked.csv': ({ headers }, answer) => {
    if (headers.authorization === 'bearer s3cr3t') answer.end('id\n7\n');
    else answer.writeHead(401).end();
  },
  '/cut.csv': (_, answer) => {
    answer.writeHead(200, { 'content-length': '1000' });
    answer.write('id\n1\n');
    setTimeout(() => answer.destroy(), 20);
  },
  '/big.csv': (_, answer) => answer.end('n\n'.repeat(100_000)),
  '/never.csv': () => undefined,
  '/packed.csv': (_, answer) => answer.writeHead(200, { 'content-encoding': 'br' }).end('x'),
  '/led.csv': ({ url = '' }, answer) => {
    answer.writeHead(302, { location: new URL(url, 'http://localhost').searchParams.get('to') ?? '/' }).end();
  },
  '/page.csv': (_, answer) => answer.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<p>log in'),
  '/part.csv': (_, answer) => answer.writeHead(206).end('id\n'),
  '/moved.csv': (_, answer) => answer.writeHead(302, { location: '/a.csv' }).end(),
  '/round.csv': (_, answer) => answer.writeHead(302, { location: '/round.csv' }).end(),
  '/away.csv': (_, answer) => answer.writeHead(302, { location: 'https://example.org/a.csv?key=s3cr3t' }).end(),
  '/plain.csv': (_, answer) => answer.writeHead(302, { location: 'http://localhost:1/a.csv' }).end(),
};

function serve(asked: IncomingMessage, answer: ServerResponse): void {
  const { pathname } = new URL(asked.url ?? '/', 'http://localhost');
  seen.push(`${asked.method} ${pathname} ${asked.headers.authorization ?? ''}`.trimEnd());
  if (asked.method === 'PUT') {
    const pieces: Buffer[] = [];
    asked.on('data', (piece: Buffer) => pieces.push(piece));
    asked.on('end', () => {
      stored.set(pathname, Buffer.concat(pieces));
      answer.writeHead(201).end();
    });
    return;
  }
  const bytes = stored.get(pathname);
  if (bytes !== undefined) answer.end(bytes);
  else if (answers[pathname] !== undefined) answers[pathname](asked, answer);
  else answer.writeHead(404).end();
}

const server = key === undefined || cert === undefined ? createServer(serve) : createSafeServer({ key, cert }, serve);
server.listen(0, '127.0.0.1', () => parentPort!.postMessage((server.address() as AddressInfo).port));
parentPort!.on('message', () => parentPort!.postMessage(seen.splice(0)));
