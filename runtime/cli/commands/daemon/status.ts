import { EXIT } from '../../exit.ts';
import type { DaemonFlags } from './routes.ts';
import { withService } from './with-service.ts';

/** `gobi daemon status`. */
export function status({ json }: DaemonFlags, name?: string): Promise<void> {
  return withService(name, json, async (service, connected) => {
    const client = await connected();
    const rows = await (await client.control('status')).rows();
    const facts: [string, string][] = [
      ...rows.map((row): [string, string] => [String(row['name']), String(row['value'])]),
      ['pid', String(service.pid)],
      ['socket', service.socket],
      ...(service.listen === undefined ? [] : ([['listen', service.listen]] as [string, string][])),
    ];
    if (json) process.stdout.write(`${JSON.stringify(Object.fromEntries(facts.map(typed)))}\n`);
    else process.stdout.write(facts.map(([fact, value]) => `${fact.padEnd(16)}${value}\n`).join(''));
    return EXIT.done;
  });
}

/** Numbers as numbers. */
function typed([name, value]: readonly [string, string]): readonly [string, string | number] {
  return [name, /^\d+$/.test(value) ? Number(value) : value];
}
