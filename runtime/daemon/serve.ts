import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { LimitValues } from '../../compiler/contract/limit-settings.ts';
import { showAddress } from '../client/address.ts';
import type { Announcement } from '../client/discovery.ts';
import type { Log } from '../host/log.ts';
import { limitsOf } from '../host/limits.ts';
import { serviceCallLimits } from './service-limits.ts';
import type { AuditSettings } from './audit-log.ts';
import { announce } from './announce.ts';
import type { TcpPlace } from './listen-tcp.ts';
import { Service } from './service.ts';

export interface ServeOptions {
  readonly folder: string;
  readonly name: string;
  readonly version: string;
  readonly log: Log;
  /** Whether the project's settings ask for the strict check. */
  readonly strict: () => boolean;
  /** Folders beside the lake's own whose files statements may read and write. Absolute paths. */
  readonly files: readonly string[];
  /** Web servers whose files statements may read and put. */
  readonly hosts: readonly string[];
  /** Requests that run longer are told in the log. */
  readonly slowMilliseconds: number;
  readonly audit: AuditSettings;
  /** What statements may use, instead of what a service lets them. */
  readonly limits: LimitValues;
  /** Where it listens beside its Unix socket. */
  readonly listen: TcpPlace | null;
  /** Starts the service of another folder, by a name or by the folder's. */
  readonly mount: (folder: string, name: string | undefined) => Promise<Announcement>;
  /** The command line that mounts the folder again. */
  readonly command: readonly string[];
  readonly onReady: (announcement: Announcement) => void;
  readonly onStopped: (failed: boolean) => void;
}

/** Milliseconds that what runs has to end when the process is told to. */
const DRAIN_MILLISECONDS = 10_000;

/** Serves a folder's lake in this process until it is told to stop. Errors: as `open` of an engine, `IoFailure` where its socket cannot be made. */
export async function serve({
  folder,
  name,
  version,
  log,
  strict,
  files,
  hosts,
  limits,
  slowMilliseconds,
  audit,
  listen,
  command,
  mount,
  onReady,
  onStopped,
}: ServeOptions): Promise<void> {
  const root = resolve(folder);
  let retract = (): void => undefined;
  const cores = availableParallelism();
  const service = await Service.start({
    ...{ name, version, log, strict, mount, slowMilliseconds, audit, folder: root },
    owner: { fileFolders: files, http: { hosts }, limits: { ...serviceCallLimits(), ...limitsOf(limits) } },
    pool: { idle: 1, steady: cores, most: Math.max(4, cores * 4) },
    onStopped: (_, failed) => {
      retract();
      onStopped(failed);
    },
  });
  const socket = socketPath(root);
  await service.listen(socket);
  const open = listen === null ? {} : { listen: await listenAt(service, listen) };
  const announcement = {
    name,
    folder: root,
    pid: process.pid,
    socket,
    ...open,
    since: new Date().toISOString(),
    version,
    command,
  };
  retract = announce(announcement);
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const)
    process.on(signal, () => void service.stop(`it was sent ${signal}`, { drainMilliseconds: DRAIN_MILLISECONDS }));
  log.write({ level: 'info', message: 'the service is ready', facts: { name, folder: root, socket, ...open } });
  onReady(announcement);
}

/** Listens on TCP; a service that cannot is stopped. Gives its address. */
async function listenAt(service: Service, listen: TcpPlace): Promise<string> {
  try {
    const port = await service.listenTcp(listen);
    return showAddress({ host: listen.host, port, tls: listen.tls !== null });
  } catch (error) {
    await service.stop('it cannot listen');
    throw error;
  }
}

/** Paths of sockets are limited to some 100 bytes: where the folder's is longer, one that its name gives. */
function socketPath(root: string): string {
  const own = join(root, '.gobi', 'daemon.sock');
  if (Buffer.byteLength(own) <= 100) return own;
  const folder = join(process.env['XDG_RUNTIME_DIR'] ?? tmpdir(), `gobi-${process.getuid?.() ?? 0}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return join(folder, `${createHash('sha256').update(root).digest('hex').slice(0, 24)}.sock`);
}
