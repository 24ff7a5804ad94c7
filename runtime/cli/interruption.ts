import type { GobiError } from '../../compiler/contract/runtime-error.ts';
import { EXIT } from './exit.ts';

/** How long a statement may take to end by itself when it is interrupted. */
const PATIENCE_MILLISECONDS = 3000;

/** One Ctrl-C may arrive twice: from the terminal, and from a process that passes it on. */
const SAME_MILLISECONDS = 300;

/** The work of a command was interrupted; the message says what is left of it. */
export class InterruptedError extends Error {
  constructor(message: string, cause?: GobiError) {
    super(message, cause === undefined ? undefined : { cause });
  }
}

/** Ctrl-C while statements run: `signal` is aborted, and the statement ends when it next looks. `end` takes the handler off. */
export interface Interruption {
  readonly signal: AbortSignal;
  end(): void;
}

/**
 * Listens for Ctrl-C. A second one, or a statement that does not end in time, ends the process there and then: what a lake holds survives that, but
 * whether a commit that was under way is part of it is not known.
 */
export function listenForInterruption(): Interruption {
  const controller = new AbortController();
  let first = 0;
  let timer: NodeJS.Timeout | undefined;
  const quit = () => {
    process.stderr.write(
      '\ngobi: interrupted: the process ended in the middle of a statement, which was kept whole or not at all\n',
    );
    process.exit(EXIT.interrupted);
  };
  const onSignal = () => {
    if (!controller.signal.aborted) {
      first = Date.now();
      timer = setTimeout(quit, PATIENCE_MILLISECONDS);
      controller.abort();
    } else if (Date.now() - first > SAME_MILLISECONDS) quit();
  };
  process.on('SIGINT', onSignal);
  return {
    signal: controller.signal,
    end: () => {
      clearTimeout(timer);
      process.off('SIGINT', onSignal);
    },
  };
}
