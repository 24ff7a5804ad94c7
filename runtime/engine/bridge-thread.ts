import { workerData } from 'node:worker_threads';
import { connect, type Client } from '../client/client.ts';
import { raise } from '../host/signal.ts';
import { errorData } from '../protocol/error-data.ts';
import type { BridgeAsk, BridgeData, BridgeReply } from './bridge-messages.ts';

/*
 * Asks a service for a thread that cannot wait for events: one question after the other.
 */
const { address, options, port, wake } = workerData as BridgeData;
const connection: { client: Promise<Client> | null } = { client: null };

port.on('message', (ask: BridgeAsk) => {
  void answer(ask)
    .catch((error: unknown): BridgeReply => ({ kind: 'failed', error: errorData(error) }))
    .then((reply) => {
      port.postMessage(reply);
      raise({ cell: wake });
    });
});

async function answer(ask: BridgeAsk): Promise<BridgeReply> {
  // a service that was not there may be there now
  connection.client ??= connect(address, options).catch((error: unknown) => {
    connection.client = null;
    throw error;
  });
  const connected = await connection.client;
  if (ask.kind === 'rows') {
    const { table } = await connected.query(ask.text);
    return { kind: 'rows', table: table ?? { fields: [], segments: [], rowCount: 0 } };
  }
  const session = connected.session();
  try {
    const { version, view } = await session.catalog(ask.known);
    return { kind: 'catalog', version, view };
  } finally {
    await session.close();
  }
}
