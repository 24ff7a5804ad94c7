import type { Client } from '../../../client/client.ts';
import { isAlive, type Announcement } from '../../../client/discovery.ts';
import { gobiError } from '../../../../compiler/contract/runtime-error.ts';

/** Milliseconds beyond the time for what runs that a process has to be gone. */
const SLACK_MILLISECONDS = 10_000;

/** Ends a service and waits until its process is gone. Errors: `ServiceNotStopped`. */
export async function stopService(service: Announcement, client: Client, drainSeconds: number): Promise<void> {
  await client.control('stop', { drain: drainSeconds });
  client.close();
  const end = performance.now() + drainSeconds * 1000 + SLACK_MILLISECONDS;
  while (isAlive(service.pid)) {
    if (performance.now() > end) throw gobiError('ServiceNotStopped', { name: service.name, pid: service.pid });
    await new Promise((settle) => setTimeout(settle, 20));
  }
}
