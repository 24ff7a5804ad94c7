import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Announcement } from '../../../client/discovery.ts';
import { gobiError } from '../../../../compiler/contract/runtime-error.ts';

/** The file that a daemon writes its log to. */
export function logFile(folder: string): string {
  return join(folder, '.gobi', 'daemon.log');
}

/** Starts the service of a folder in a process of its own, by the words of `gobi mount … --foreground`; resolves when it answers. Errors: `ServiceNotStarted`, with what the process said. */
export async function startDaemon(folder: string, words: readonly string[]): Promise<Announcement> {
  const file = logFile(folder);
  mkdirSync(dirname(file), { recursive: true });
  const log = openSync(file, 'a', 0o600);
  const from = readFileSync(file).length;
  const args = [...process.execArgv, process.argv[1]!, ...words];
  const child = spawn(process.execPath, args, { detached: true, stdio: ['ignore', log, log, 'ipc'], cwd: folder });
  closeSync(log);
  return new Promise((settle, fail) => {
    const failed = (reason: string): void =>
      fail(gobiError('ServiceNotStarted', { folder, reason: said(file, from) ?? reason, log: file }));
    child.on('error', (error) => failed(error.message));
    child.on('exit', (code, signal) => failed(`its process ended with ${signal ?? `code ${code}`}`));
    child.on('message', (message: { readonly ready: Announcement }) => {
      child.removeAllListeners();
      child.unref();
      settle(message.ready);
    });
  });
}

/** The last lines that the process wrote which are no log entries: why it ended. */
function said(file: string, from: number): string | null {
  const lines = readFileSync(file).subarray(from).toString('utf8').split('\n');
  const words = lines.filter((line) => line.trim() !== '' && !line.startsWith('{'));
  return words.length === 0
    ? null
    : words
        .slice(0, 10)
        .join('\n')
        .replace(/^error[^:]*: /, '');
}
