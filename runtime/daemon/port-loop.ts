import { receiveMessageOnPort, type MessagePort } from 'node:worker_threads';
import { countOf, waitPast } from '../host/signal.ts';
import type { PortOrder } from './thread-messages.ts';

/** A thread that asks, as the thread that serves it knows it. `wake` is raised after an answer. */
export interface Member {
  readonly port: MessagePort;
  readonly wake: Int32Array;
}

/** What a thread asks. */
export interface Asked<T> {
  readonly member: Member;
  readonly message: T;
}

/**
 * The life of a thread that serves others, who may block until they are answered: takes all that all of them ask, those that have left included, hands it to `serve`, sleeps on its doorbell when nothing is
 * asked. `told` is given what the main thread tells it besides. Returns when it is told to close.
 */
export function runPortLoop<T>(
  orders: MessagePort,
  doorbell: Int32Array,
  serve: (asked: readonly Asked<T>[], members: Iterable<Member>) => void,
  told: (order: Extract<PortOrder, { kind: 'audit' }>) => void = () => undefined,
): void {
  const members = new Map<number, Member>();
  for (;;) {
    const seen = countOf({ cell: doorbell });
    const order = receive<PortOrder>(orders);
    if (order?.kind === 'audit') told(order);
    if (order?.kind === 'join') members.set(order.thread, { port: order.port, wake: order.wake });
    const asked: Asked<T>[] = [];
    for (const member of members.values())
      for (let message = receive<T>(member.port); message !== null; message = receive<T>(member.port))
        asked.push({ member, message });
    if (order?.kind === 'leave') {
      members.get(order.thread)?.port.close();
      members.delete(order.thread);
    }
    if (asked.length > 0) serve(asked, members.values());
    if (order?.kind === 'close') return;
    if (asked.length === 0 && order === null) waitPast({ cell: doorbell }, seen);
  }
}

function receive<T>(port: MessagePort): T | null {
  const received = receiveMessageOnPort(port) as { readonly message: T } | undefined;
  return received === undefined ? null : received.message;
}
