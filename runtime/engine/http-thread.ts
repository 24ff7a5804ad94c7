import { workerData } from 'node:worker_threads';
import { raise } from '../host/signal.ts';
import { errorData } from '../protocol/error-data.ts';
import { sendRequest } from './http-request.ts';
import type { HttpData, HttpReply } from './http-messages.ts';

/*
 * Sends one request for a thread that cannot wait for events.
 */
const { request, rules, port, wake } = workerData as HttpData;

void sendRequest(request, rules)
  .then((bytes): HttpReply => ({ kind: 'bytes', bytes }))
  .catch((error: unknown): HttpReply => ({ kind: 'failed', error: errorData(error) }))
  .then((reply) => {
    port.postMessage(reply);
    port.close();
    raise({ cell: wake });
  });
