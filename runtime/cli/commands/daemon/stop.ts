import { EXIT } from '../../exit.ts';
import type { StopFlags } from './routes.ts';
import { stopService } from './stop-service.ts';
import { withService } from './with-service.ts';

/** `gobi daemon stop`. */
export function stop({ json, drain }: StopFlags, name?: string): Promise<void> {
  return withService(name, json, async (service, connected) => {
    await stopService(service, await connected(), drain);
    if (json) process.stdout.write(`${JSON.stringify({ service: service.name, state: 'stopped' })}\n`);
    else process.stdout.write(`${service.name} has ended\n`);
    return EXIT.done;
  });
}
