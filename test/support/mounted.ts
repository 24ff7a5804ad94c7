import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connect, type Client } from '../../runtime/client/client.ts';
import type { Announcement } from '../../runtime/client/discovery.ts';

const GOBI = fileURLToPath(new URL('../../runtime/cli/gobi.js', import.meta.url));

/** A daemon in a process of its own. */
export interface Mounted {
  readonly process: ChildProcess;
  readonly announcement: Announcement;
  /** Milliseconds from the start of the process until it answered. */
  readonly readyMilliseconds: number;
  connect(): Promise<Client>;
  /** Ends the process without a word, wherever it is. */
  kill(): Promise<void>;
}

/** Mounts a folder in a child process; its list of services lies in the folder. Rejects with what the process said when it ends before it answers. */
export function mountFolder(folder: string): Promise<Mounted> {
  const start = performance.now();
  const child = spawn(process.execPath, [GOBI, 'mount', folder, '--foreground', '--json'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, XDG_STATE_HOME: join(folder, '.state') },
  });
  let [output, errors] = ['', ''];
  child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
  const ended = new Promise<void>((settle) => child.once('close', () => settle()));
  return new Promise((settle, fail) => {
    void ended.then(() => fail(new Error(`the daemon ended: ${errors}`)));
    child.stdout.on('data', (data: Buffer) => {
      output += data.toString();
      if (!output.includes('\n')) return;
      const announcement = JSON.parse(output) as Announcement;
      settle({
        ...{ process: child, announcement, readyMilliseconds: performance.now() - start },
        connect: () => connect({ path: announcement.socket }),
        kill() {
          child.kill('SIGKILL');
          return ended;
        },
      });
    });
  });
}
