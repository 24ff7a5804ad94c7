import { MessageChannel, type MessagePort, type Worker } from 'node:worker_threads';
import { raise } from '../host/signal.ts';
import type { PortEnd, PortOrder } from './thread-messages.ts';

/** A thread that serves others through ports, as the main thread sees it. */
export class ServedPorts {
  readonly doorbell = new Int32Array(new SharedArrayBuffer(4));
  #worker: Worker | null = null;
  readonly #members = new Map<number, { readonly wake: Int32Array; readonly renewals: MessagePort }>();
  readonly #early: { readonly order: PortOrder; readonly transfer: MessagePort[] }[] = [];

  /** The thread runs; what it was told before comes first. */
  attach(worker: Worker): void {
    this.#worker = worker;
    for (const { order, transfer } of this.#early.splice(0)) this.#tell(order, transfer);
  }

  /** Ports for a thread that asks; they are to be transferred to it. */
  join(thread: number): PortEnd {
    const { port1, port2 } = new MessageChannel();
    const renewal = new MessageChannel();
    const wake = new Int32Array(new SharedArrayBuffer(4));
    this.#members.set(thread, { wake, renewals: renewal.port1 });
    renewal.port1.unref();
    this.#tell({ kind: 'join', thread, port: port1, wake }, [port1]);
    return { port: port2, wake, doorbell: this.doorbell, renewals: renewal.port2 };
  }

  leave(thread: number): void {
    this.#members.get(thread)?.renewals.close();
    this.#members.delete(thread);
    this.#tell({ kind: 'leave', thread });
  }

  /** Another thread serves from now on: those who joined get new ports to it, also those who wait for an answer. */
  renew(worker: Worker): void {
    this.#worker = null;
    this.#early.length = 0;
    for (const [thread, { wake, renewals }] of this.#members) {
      const { port1, port2 } = new MessageChannel();
      this.#tell({ kind: 'join', thread, port: port1, wake }, [port1]);
      renewals.postMessage(port2, [port2]);
      raise({ cell: wake });
    }
    this.attach(worker);
  }

  /** Tells the thread something that it need not answer. */
  tell(order: Extract<PortOrder, { kind: 'audit' }>): void {
    this.#tell(order);
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
