import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { gobiError } from '../../compiler/contract/runtime-error.ts';
import { suggest } from '../../compiler/contract/suggest.ts';

/** A service as its daemon announces it. */
export interface Announcement {
  readonly name: string;
  /** Absolute path of the lake's folder. */
  readonly folder: string;
  readonly pid: number;
  /** Path of its Unix socket. */
  readonly socket: string;
  /** Where else it listens, as `gobis://0.0.0.0:4624`. */
  readonly listen?: string;
  /** When it was ready, ISO 8601. */
  readonly since: string;
  readonly version: string;
  /** The command line that mounts it again. */
  readonly command: readonly string[];
}

/** Where the daemon of a folder announces itself. */
export function announcementFile(folder: string): string {
  return join(resolve(folder), '.gobi', 'daemon.json');
}

/** Where the user's services are listed, the one that was mounted last at the end. */
export function registryFile(): string {
  const state = process.env['XDG_STATE_HOME'];
  return join(
    state === undefined || state === '' ? join(homedir(), '.local', 'state') : state,
    'gobi',
    'services.json',
  );
}

/** The service of a folder, if its process lives. */
export function serviceOfFolder(folder: string): Announcement | null {
  const found = readJson(announcementFile(folder));
  return isAnnouncement(found) && isAlive(found.pid) ? found : null;
}

/** The user's services whose processes live, the one that was mounted last at the end. */
export function knownServices(): readonly Announcement[] {
  const listed = readJson(registryFile());
  return Array.isArray(listed) ? listed.filter(isAnnouncement).filter(({ pid }) => isAlive(pid)) : [];
}

/** The service of a name, or the one that was mounted last. None: `ServiceNotFound`. */
export function findService(name?: string): Announcement {
  const known = knownServices();
  const found =
    name === undefined ? known.at(-1) : known.findLast((each) => each.name.toLowerCase() === name.toLowerCase());
  if (found !== undefined) return found;
  const names = known.map((each) => each.name);
  throw gobiError('ServiceNotFound', { name: name ?? '', known: names, nearest: suggest(name ?? '', names) });
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as unknown;
  } catch {
    return null;
  }
}

function isAnnouncement(value: unknown): value is Announcement {
  if (typeof value !== 'object' || value === null) return false;
  const { name, folder, pid, socket } = value as Record<string, unknown>;
  return [name, folder, socket].every((each) => typeof each === 'string') && Number.isInteger(pid);
}

/** Whether a process lives. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
