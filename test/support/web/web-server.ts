import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';

/** A web server on this machine that answers while the thread of the test waits. */
export interface WebServer {
  /** `http://localhost:PORT` or `https://…`. */
  readonly origin: string;
  readonly host: string;
  /** What was asked since the last look, as `GET /path authorization`. */
  seen(): Promise<readonly string[]>;
  close(): Promise<unknown>;
}

/** Starts a server; with a certificate it speaks https. */
export async function webServer(certificate?: Certificate): Promise<WebServer> {
  const worker = new Worker(new URL('./web-thread.ts', import.meta.url), { workerData: certificate ?? {} });
  const [port] = (await once(worker, 'message')) as [number];
  const host = `localhost:${port}`;
  return {
    origin: `${certificate === undefined ? 'http' : 'https'}://${host}`,
    host,
    seen: async () => {
      worker.postMessage('seen');
      return ((await once(worker, 'message')) as [string[]])[0];
    },
    close: () => worker.terminate(),
  };
}

export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** A certificate for `localhost` that nobody but its own maker trusts. */
export function ownCertificate(): Certificate {
  const pem = (ending: string): string =>
    readFileSync(new URL(`../../fixtures/tls/localhost.${ending}`, import.meta.url), 'utf8');
  return { key: pem('key'), cert: pem('crt') };
}
