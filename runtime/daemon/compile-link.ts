import { receiveMessageOnPort, type MessagePort } from 'node:worker_threads';
import { gobiError } from '../../compiler/contract/runtime-error.ts';
import { countOf, raise, waitPast } from '../host/signal.ts';
import type { Compiler } from '../modules/code-base.ts';
import { errorFromData } from '../protocol/error-data.ts';
import { restorePlaces } from './plan-places.ts';
import type { CompileAsk, CompileReply, PortEnd } from './thread-messages.ts';

/** Threads that one question may end. */
const LOSSES = 1;

/** The compile thread as a compiler: the thread that asks it waits for the answer, and needs no compiler of its own. */
export function compileLink({ port: first, wake, doorbell, renewals }: PortEnd): Compiler {
  let port = first;
  /** Goes over to the thread that serves now; whether it is another than before. */
  const renewed = (): boolean => {
    const received = receiveMessageOnPort(renewals) as { readonly message: MessagePort } | undefined;
    if (received === undefined) return false;
    port.close();
    port = received.message;
    return true;
  };
  const ask = (message: CompileAsk): CompileReply => {
    while (renewed());
    port.postMessage(message);
    raise({ cell: doorbell });
    for (let losses = 0; ;) {
      const seen = countOf({ cell: wake });
      const received = receiveMessageOnPort(port) as { readonly message: CompileReply } | undefined;
      if (received === undefined) {
        if (!renewed()) waitPast({ cell: wake }, seen);
        else if (++losses > LOSSES)
          throw gobiError('WorkerLost', { what: 'the compiler', reason: 'it ended each time it was given this' });
        else {
          port.postMessage(message);
          raise({ cell: doorbell });
        }
      } else if (received.message.kind === 'failed') throw errorFromData(received.message.error);
      else return received.message;
    }
  };
  const askOf = (kind: 'compile' | 'shape', ...[{ file, program }, context, version]: AskedOf): CompileReply => {
    const { view, scope, files, former } = context;
    const starts = program.statements.map(({ span }) => span.start);
    const text = { kind, name: file.name, text: file.text, starts, scope, files, former, version };
    const first = ask({ ...text, view: null });
    // the thread does not know this version of the catalog yet
    return first.kind === 'lacks view' ? ask({ ...text, view }) : first;
  };
  return {
    compile(parsed, context, version) {
      const reply = askOf('compile', parsed, context, version);
      if (reply.kind !== 'compiled') throw new Error(`a compiled text was awaited, ${reply.kind} came`);
      restorePlaces(reply.compiled.manifest, reply.places);
      return reply.compiled;
    },
    shapeOf(parsed, context, version) {
      const reply = askOf('shape', parsed, context, version);
      if (reply.kind !== 'shape') throw new Error(`a shape was awaited, ${reply.kind} came`);
      return reply.shape;
    },
    kernelText: (query, traits) => textOf(ask({ kind: 'kernel', query, traits })),
  };
}

type AskedOf = Parameters<Compiler['compile']>;

function textOf(reply: CompileReply): string {
  if (reply.kind !== 'text') throw new Error(`a text was awaited, ${reply.kind} came`);
  return reply.text;
}
