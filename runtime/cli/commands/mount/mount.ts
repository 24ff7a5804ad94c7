import { resolve } from 'node:path';
import type { Announcement } from '../../../client/discovery.ts';
import { serviceOfFolder } from '../../../client/discovery.ts';
import type { TcpPlace } from '../../../daemon/listen-tcp.ts';
import { rotatingLog } from '../../../daemon/rotate-log.ts';
import { defaultAudit } from '../../../daemon/audit-log.ts';
import { jsonLog } from '../../../daemon/json-log.ts';
import { serve } from '../../../daemon/serve.ts';
import { attempt } from '../../attempt.ts';
import { EXIT } from '../../exit.ts';
import { lakeFolder } from '../../lake-folder.ts';
import { projectSettings } from '../../project-settings.ts';
import { toolVersion } from '../../tool-version.ts';
import { listenPlace, listenWords } from './listen-place.ts';
import { serviceName } from './service-name.ts';
import type { MountFlags } from './route.ts';
import { logFile, startDaemon } from './start-daemon.ts';

/** `gobi mount`. */
export async function mount(flags: MountFlags, folder = '.'): Promise<void> {
  await attempt(
    async () => {
      const running = serviceOfFolder(folder);
      if (running !== null) {
        show(running, flags.json, 'is mounted already');
        return EXIT.done;
      }
      const root = resolve(lakeFolder(folder) ?? folder);
      const name = serviceName(flags.name, root);
      const listen = listenPlace(flags);
      const words = ['mount', root, '--name', name, '--foreground', ...listenWords(flags)];
      if (flags.foreground) return serveHere(root, name, listen, words, flags.json);
      show(await startDaemon(root, words), flags.json, 'is mounted');
      return EXIT.done;
    },
    { json: flags.json },
  );
}

/** A log that has more is begun anew. */
const LOG_BYTES = 64 * 2 ** 20;

/** Serves until it is told to stop. A parent that waits is told when the service answers. */
function serveHere(
  folder: string,
  name: string,
  listen: TcpPlace | null,
  words: readonly string[],
  json: boolean,
): Promise<number> {
  const settings = projectSettings(folder).log ?? {};
  const file = { path: logFile(folder), descriptor: process.stderr.fd, bytes: settings.bytes ?? LOG_BYTES };
  const logged = rotatingLog(file, (line) => void process.stderr.write(line));
  return new Promise((settle, fail) => {
    serve({
      ...{ folder, name, version: toolVersion() },
      command: [process.execPath, ...process.execArgv, process.argv[1]!, ...words],
      listen,
      mount: mountOther,
      files: (projectSettings(folder).files ?? []).map((each) => resolve(folder, each)),
      hosts: projectSettings(folder).hosts ?? [],
      limits: projectSettings(folder).limits ?? {},
      strict: () => projectSettings(folder).strict === true,
      slowMilliseconds: settings.slow ?? Infinity,
      audit: { ...defaultAudit, ...projectSettings(folder).audit },
      log: jsonLog(settings.level ?? 'info', logged),
      onReady(announcement) {
        if (process.send === undefined) {
          if (json) show(announcement, true, '');
          return;
        }
        process.send?.({ ready: announcement });
        process.disconnect?.();
      },
      onStopped(failed) {
        settle(failed ? EXIT.failed : EXIT.done);
        // what still holds the process open is of no use to anybody
        setTimeout(() => process.exit(failed ? EXIT.failed : EXIT.done), 500).unref();
      },
    }).catch(fail);
  });
}

/** Starts the service of another folder in a process of its own, unless it runs. */
async function mountOther(folder: string, name: string | undefined): Promise<Announcement> {
  const running = serviceOfFolder(folder);
  if (running !== null) return running;
  const root = resolve(lakeFolder(folder) ?? folder);
  return startDaemon(root, ['mount', root, '--name', serviceName(name, root), '--foreground']);
}

function show(announcement: Announcement, json: boolean, what: string): void {
  const { name, folder, pid, listen } = announcement;
  if (json) process.stdout.write(`${JSON.stringify(announcement)}\n`);
  else
    process.stdout.write(
      `${name} ${what}: ${folder} (process ${pid})${listen === undefined ? '' : `, also at ${listen}`}\n\n  gobi attach ${name}          a terminal in it\n  gobi daemon status ${name}   how it does\n  gobi daemon stop ${name}     ends it\n`,
    );
}
