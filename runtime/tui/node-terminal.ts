import type { ReadStream, WriteStream } from 'node:tty';
import { KeyDecoder } from './editor/key-decoder.ts';
import type { Terminal, TerminalListener } from './terminal.ts';

const PASTES_ON = '\u001b[?2004h';
const PASTES_OFF = '\u001b[?2004l';
/** An escape that nothing follows for so long is the key. */
const ESCAPE_MILLISECONDS = 40;

/** The terminal of this process. */
export function nodeTerminal(input: ReadStream, output: WriteStream, colour: boolean): Terminal {
  const decoder = new KeyDecoder();
  let listener: TerminalListener | null = null;
  let timer: NodeJS.Timeout | undefined;
  const onData = (piece: string): void => {
    clearTimeout(timer);
    const keys = decoder.push(piece);
    if (keys.length > 0) listener?.onKeys(keys);
    if (decoder.waits) timer = setTimeout(() => listener?.onKeys(decoder.flush()), ESCAPE_MILLISECONDS);
  };
  const onResize = (): void => listener?.onResize();
  const onEnd = (): void => listener?.onEnd();
  const restore = (): void => void (input.isRaw && input.setRawMode(false));
  const terminal: Terminal = {
    get columns() {
      return output.columns > 0 ? output.columns : 80;
    },
    get rows() {
      return output.rows > 0 ? output.rows : 24;
    },
    colour,
    stream: output,
    write: (text) => void output.write(text),
    start(next) {
      listener = next;
      input.setEncoding('utf8');
      input.setRawMode(true);
      input.on('data', onData).on('end', onEnd).resume();
      output.on('resize', onResize).write(PASTES_ON);
      process.on('exit', restore);
    },
    stop() {
      clearTimeout(timer);
      listener = null;
      input.off('data', onData).off('end', onEnd).pause();
      output.off('resize', onResize).write(PASTES_OFF);
      process.off('exit', restore);
      restore();
    },
    async suspend() {
      const before = listener;
      terminal.stop();
      // nothing else keeps the process alive meanwhile
      const alive = setInterval(() => undefined, 1000);
      await new Promise<void>((goOn) => {
        process.once('SIGCONT', () => goOn());
        process.kill(process.pid, 'SIGTSTP');
      });
      clearInterval(alive);
      if (before !== null) terminal.start(before);
    },
  };
  return terminal;
}
