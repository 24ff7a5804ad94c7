import { closeSync, existsSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { EXIT } from '../../exit.ts';
import { logFile } from '../mount/start-daemon.ts';
import type { LogsFlags } from './routes.ts';
import { withService } from './with-service.ts';

const LOOK_MILLISECONDS = 200;

/** `gobi daemon logs`. */
export function logs({ lines, follow }: LogsFlags, name?: string): Promise<void> {
  return withService(name, false, async ({ folder }) => {
    const file = logFile(folder);
    const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
    const kept = lines === 0 ? [] : text.split('\n').slice(0, -1).slice(-lines);
    process.stdout.write(kept.map((line) => `${line}\n`).join(''));
    if (follow) await followFile(file, Buffer.byteLength(text));
    return EXIT.done;
  });
}

/** Writes what is added to a file, from an offset on, for ever. */
async function followFile(file: string, from: number): Promise<never> {
  let at = from;
  for (;;) {
    await new Promise((settle) => setTimeout(settle, LOOK_MILLISECONDS));
    const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    // a file that has become shorter is a new one
    if (size < at) at = 0;
    if (size === at) continue;
    const opened = openSync(file, 'r');
    const added = new Uint8Array(size - at);
    at += readSync(opened, added, 0, added.length, at);
    closeSync(opened);
    process.stdout.write(added);
  }
}
