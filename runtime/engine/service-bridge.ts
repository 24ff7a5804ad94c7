import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from 'node:worker_threads';
import { countOf, newSignal, waitPast, type Signal } from '../host/signal.ts';
import type { Address } from '../client/address.ts';
import { errorFromData } from '../protocol/error-data.ts';
import type { BridgeAsk, BridgeData, BridgeReply } from './bridge-messages.ts';

/** A service as a thread asks it that waits for the answer, by a thread of its own. */
export class ServiceBridge {
  readonly #worker: Worker;
  readonly #port: MessagePort;
  readonly #wake: Signal = newSignal();

  /** Nothing is asked yet: a service that is not there is told by the first question. */
  constructor(address: Address, options: BridgeData['options']) {
    const { port1, port2 } = new MessageChannel();
    const workerData: BridgeData = { address, options, port: port2, wake: this.#wake.cell };
    this.#port = port1;
    this.#worker = new Worker(new URL('./bridge-thread.ts', import.meta.url), { workerData, transferList: [port2] });
    this.#worker.unref();
    this.#port.unref();
  }

  /** Blocks until the service has answered. Errors: those of connecting, and of the request. */
  ask(ask: BridgeAsk): Exclude<BridgeReply, { kind: 'failed' }> {
    this.#port.postMessage(ask);
    for (;;) {
      const seen = countOf(this.#wake);
      const received = receiveMessageOnPort(this.#port) as { readonly message: BridgeReply } | undefined;
      if (received === undefined) waitPast(this.#wake, seen);
      else if (received.message.kind === 'failed') throw errorFromData(received.message.error);
      else return received.message;
    }
  }

  close(): void {
    this.#port.close();
    void this.#worker.terminate();
  }
}
