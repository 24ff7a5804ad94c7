import { EXIT } from '../../exit.ts';
import { startDaemon } from '../mount/start-daemon.ts';
import type { StopFlags } from './routes.ts';
import { stopService } from './stop-service.ts';
import { withService } from './with-service.ts';

/** `gobi daemon restart`. */
export function restart({ json, drain }: StopFlags, name?: string): Promise<void> {
  return withService(name, json, async (service, connected) => {
    await stopService(service, await connected(), drain);
    // by this program, which may be a newer one
    const words = service.command.slice(service.command.indexOf('mount'));
    const started = await startDaemon(service.folder, words);
    if (json) process.stdout.write(`${JSON.stringify(started)}\n`);
    else process.stdout.write(`${started.name} runs again (process ${started.pid})\n`);
    return EXIT.done;
  });
}
