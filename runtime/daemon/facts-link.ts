import { MessageChannel, receiveMessageOnPort, type MessagePort } from 'node:worker_threads';
import type { Value } from '../columnar/value.ts';
import { countOf, raise, waitPast } from '../host/signal.ts';
import type { ServiceFacts, ServiceTableName } from '../lake/service-facts.ts';
import type { LoadedVersion } from './call-cells.ts';

/** The end of a port at which a run thread asks what its service does, and says what it has loaded. `wake` is raised when it is answered. */
export interface FactsEnd {
  readonly port: MessagePort;
  readonly wake: Int32Array;
}

/** A port that the main thread answers at; `onLoaded` is told what the thread has loaded. */
export function serveFacts(
  facts: ServiceFacts,
  onLoaded: (loaded: LoadedVersion) => void,
): { readonly end: FactsEnd; readonly close: () => void } {
  const { port1, port2 } = new MessageChannel();
  const wake = new Int32Array(new SharedArrayBuffer(4));
  port1.on('message', (said: ServiceTableName | LoadedVersion) => {
    if (typeof said !== 'string') return onLoaded(said);
    port1.postMessage(facts(said));
    raise({ cell: wake });
  });
  port1.unref();
  return { end: { port: port2, wake }, close: () => port1.close() };
}

/** Asks the main thread and waits for its answer. */
export function factsLink({ port, wake }: FactsEnd): ServiceFacts {
  return (table) => {
    port.postMessage(table);
    for (;;) {
      const seen = countOf({ cell: wake });
      const received = receiveMessageOnPort(port) as { readonly message: Value[][] } | undefined;
      if (received !== undefined) return received.message;
      waitPast({ cell: wake }, seen);
    }
  };
}
