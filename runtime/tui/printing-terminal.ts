import type { Writable } from 'node:stream';
import type { Terminal } from './terminal.ts';

/** A terminal that can only print: no keys, no colours, no cursor. */
export function printingTerminal(stream: Writable & { readonly columns?: number }): Terminal {
  return {
    columns: stream.columns ?? 80,
    rows: Infinity,
    colour: false,
    stream,
    write: (text) => void stream.write(text),
    start: () => undefined,
    stop: () => undefined,
    suspend: async () => undefined,
  };
}
