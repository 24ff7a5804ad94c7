import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Terminal } from '../terminal.ts';
import type { PagerSource } from './pager-source.ts';

/** Shows lines by a program such as `less -S`, which has the terminal meanwhile. Says on the terminal when it cannot be run. */
export async function externalPager(command: string, source: PagerSource, terminal: Terminal): Promise<void> {
  const child = spawn(command, { shell: true, stdio: ['pipe', 'inherit', 'inherit'] });
  const ended = new Promise<string | null>((settle) => {
    child.on('error', (error) => settle(error.message));
    child.on('exit', (code) => settle(code === 127 ? `there is no '${command}'` : null));
  });
  // who leaves the pager early closes the pipe
  child.stdin.on('error', () => undefined);
  for (const line of lines(source)) {
    if (child.exitCode !== null || child.stdin.destroyed) break;
    if (!child.stdin.write(`${line}\n`)) await Promise.race([once(child.stdin, 'drain'), ended]);
  }
  child.stdin.end();
  const failure = await ended;
  if (failure !== null) terminal.write(`the pager failed: ${failure}\r\n`);
}

function* lines(source: PagerSource): Generator<string, void> {
  yield* source.head;
  for (let i = 0; i < source.length; i++) yield source.line(i);
}
