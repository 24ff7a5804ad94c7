import { MessageChannel, type MessagePort, type Worker } from 'node:worker_threads';
import { raise } from '../host/signal.ts';
import type { PortEnd, PortOrder } from './thread-messages.ts';

/** A thread that serves others through ports, as the main thread sees it. */
export class ServedPorts {
  readonly doorbell = new Int32Array(new SharedArrayBuffer(4));
  #worker: Worker | null = null;
  readonly #early: { readonly order: PortOrder; readonly transfer: MessagePort[] }[] = [];

  /** The thread runs; what it was told before comes first. */
  attach(worker: Worker): void {
    this.#worker = worker;
    for (const { order, transfer } of this.#early.splice(0)) this.#tell(order, transfer);
  }

  /** A port for a thread that asks; it is to be transferred to it. */
  join(thread: number): PortEnd {
    const { port1, port2 } = new MessageChannel();
    const wake = new Int32Array(new SharedArrayBuffer(4));
    this.#tell({ kind: 'join', thread, port: port1, wake }, [port1]);
    return { port: port2, wake, doorbell: this.doorbell };
  }

  leave(thread: number): void {
    this.#tell({ kind: 'leave', thread });
  }

  close(): void {
    this.#tell({ kind: 'close' });
  }

  #tell(order: PortOrder, transfer: MessagePort[] = []): void {
    if (this.#worker === null) return void this.#early.push({ order, transfer });
    this.#worker.postMessage(order, transfer);
    raise({ cell: this.doorbell });
  }
}
