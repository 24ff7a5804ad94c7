import { parentPort, workerData } from 'node:worker_threads';
import { librarySources } from '../../stdlib/sources.ts';
import { raise } from '../host/signal.ts';
import { errorData } from '../protocol/error-data.ts';
import { CompileDesk } from './compile-desk.ts';
import { runPortLoop } from './port-loop.ts';
import type { CompileAsk, CompileReply } from './thread-messages.ts';

/*
 * The compile thread: makes code for the run threads, so that there is one compiler in the process, and what one of them had compiled is there for all.
 */
const port = parentPort!;
const { doorbell } = workerData as { readonly doorbell: Int32Array };
const desk = new CompileDesk(librarySources());

runPortLoop<CompileAsk>(port, doorbell, (asked) => {
  for (const { member, message } of asked) {
    const reply = replyTo(message);
    try {
      member.port.postMessage(reply);
    } catch (error) {
      // an answer that cannot be sent to another thread
      member.port.postMessage({ kind: 'failed', error: errorData(error) } satisfies CompileReply);
    }
    raise({ cell: member.wake });
  }
});

function replyTo(message: CompileAsk): CompileReply {
  try {
    return desk.answer(message);
  } catch (error) {
    return { kind: 'failed', error: errorData(error) };
  }
}
