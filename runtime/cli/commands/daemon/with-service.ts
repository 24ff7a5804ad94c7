import { connect, type Client } from '../../../client/client.ts';
import { findService, serviceOfFolder, type Announcement } from '../../../client/discovery.ts';
import { GobiError } from '../../../../compiler/contract/runtime-error.ts';
import { attempt } from '../../attempt.ts';

/** The exit code that says that a service does not run. */
export const NOT_RUNNING = 3;

/** Finds a service by its name or folder and runs work with a connection to it. Sets the exit code: 3 where there is none. */
export async function withService(
  named: string | undefined,
  json: boolean,
  work: (service: Announcement, connected: () => Promise<Client>) => Promise<number>,
): Promise<void> {
  const options = { json };
  let missing = false;
  await attempt(async () => {
    let client: Client | null = null;
    try {
      const service = (named === undefined ? null : serviceOfFolder(named)) ?? findService(named);
      return await work(
        service,
        async () => (client ??= await connect({ path: service.socket }, { client: 'gobi daemon' })),
      );
    } catch (error) {
      missing = error instanceof GobiError && error.exception === 'ServiceNotFound';
      throw error;
    } finally {
      (client as Client | null)?.close();
    }
  }, options);
  if (missing) process.exitCode = NOT_RUNNING;
}
