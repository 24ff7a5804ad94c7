import { receiveMessageOnPort } from 'node:worker_threads';
import { countOf, raise, waitPast } from '../host/signal.ts';
import type { Compiler } from '../modules/code-base.ts';
import { errorFromData } from '../protocol/error-data.ts';
import { restorePlaces } from './plan-places.ts';
import type { CompileAsk, CompileReply, PortEnd } from './thread-messages.ts';

/** The compile thread as a compiler: the thread that asks it waits for the answer, and needs no compiler of its own. */
export function compileLink({ port, wake, doorbell }: PortEnd): Compiler {
  const ask = (message: CompileAsk): CompileReply => {
    port.postMessage(message);
    raise({ cell: doorbell });
    for (;;) {
      const seen = countOf({ cell: wake });
      const received = receiveMessageOnPort(port) as { readonly message: CompileReply } | undefined;
      if (received === undefined) waitPast({ cell: wake }, seen);
      else if (received.message.kind === 'failed') throw errorFromData(received.message.error);
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
