import { EXIT } from '../../exit.ts';
import type { DaemonFlags } from './routes.ts';
import { withService } from './with-service.ts';

/** `gobi daemon metrics`. */
export function metrics({ json }: DaemonFlags, name?: string): Promise<void> {
  return withService(name, json, async (_, connected) => {
    const client = await connected();
    if (json) {
      const rows = await (await client.query('select name, labels, kind, value from system.metrics')).rows();
      process.stdout.write(`${JSON.stringify(rows)}\n`);
    } else {
      const [row] = await (await client.control('metrics')).rows();
      process.stdout.write(String(row!['value']));
    }
    return EXIT.done;
  });
}
