import { receiveMessageOnPort, type MessagePort } from 'node:worker_threads';
import { countOf, waitPast } from '../host/signal.ts';

/** What is to be done where no order comes. */
export interface OrderClock {
  readonly left: number;
  due(): void;
}

/**
 * The life of a thread that does one thing after the other: takes orders as they come. `asked` is raised after each, the clock's `due` called when no order came in
 * the milliseconds that it had `left`. Does not return.
 */
export function runOrders<T>(port: MessagePort, asked: Int32Array, take: (order: T) => void, clock: OrderClock): never {
  for (;;) {
    const seen = countOf({ cell: asked });
    const received = receiveMessageOnPort(port) as { readonly message: T } | undefined;
    if (received !== undefined) take(received.message);
    else if (!waitPast({ cell: asked }, seen, clock.left)) clock.due();
  }
}
