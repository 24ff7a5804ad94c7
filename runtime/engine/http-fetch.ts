import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { gobiError } from '../../compiler/contract/runtime-error.ts';
import { reachable, shownAddress } from '../execution/files/remote-address.ts';
import type { Http, HttpRules } from '../host/http.ts';
import { countOf, newSignal, waitPast } from '../host/signal.ts';
import { errorFromData } from '../protocol/error-data.ts';
import type { HttpData, HttpReply } from './http-messages.ts';

/** Milliseconds between two looks at whether the call may go on. */
const PATIENCE = 50;
/** Milliseconds that the thread has to begin and to hand over, beside the request's own. */
const GRACE = 10_000;

/** Requests for a thread that waits for the answer, each by a thread of its own that ends with it. */
export function httpFetch(rules: HttpRules): Http {
  return (request, check) => {
    // what is refused costs no thread
    reachable(request.url, rules);
    const { port1, port2 } = new MessageChannel();
    const wake = newSignal();
    const workerData: HttpData = { request, rules, port: port2, wake: wake.cell };
    const worker = new Worker(new URL('./http-thread.ts', import.meta.url), { workerData, transferList: [port2] });
    worker.unref();
    port1.unref();
    try {
      const end = performance.now() + rules.milliseconds + GRACE;
      while (performance.now() < end) {
        const seen = countOf(wake);
        const received = receiveMessageOnPort(port1) as { readonly message: HttpReply } | undefined;
        if (received === undefined) {
          check();
          waitPast(wake, seen, PATIENCE);
        } else if (received.message.kind === 'failed') throw errorFromData(received.message.error);
        else return received.message.bytes;
      }
      throw gobiError('NetworkTimeout', { address: shownAddress(request.url), milliseconds: rules.milliseconds });
    } finally {
      port1.close();
      void worker.terminate();
    }
  };
}
