import type { MessagePort } from 'node:worker_threads';
import type { HttpRequest, HttpRules } from '../host/http.ts';
import type { ErrorData } from '../protocol/error-data.ts';

/** What the thread of a request is started with. `wake` is raised with the reply. */
export interface HttpData {
  readonly request: HttpRequest;
  readonly rules: HttpRules;
  readonly port: MessagePort;
  readonly wake: Int32Array;
}

export type HttpReply =
  { readonly kind: 'bytes'; readonly bytes: Uint8Array } | { readonly kind: 'failed'; readonly error: ErrorData };
