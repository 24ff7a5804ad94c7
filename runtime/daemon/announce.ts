import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { announcementFile, knownServices, registryFile, type Announcement } from '../client/discovery.ts';

/** Tells others of a service: in its folder, and in the user's list, where it stands last. Gives what takes it back. */
export function announce(announcement: Announcement): () => void {
  const file = announcementFile(announcement.folder);
  writeWhole(file, announcement);
  const others = (): readonly Announcement[] => knownServices().filter(({ folder }) => folder !== announcement.folder);
  writeWhole(registryFile(), [...others(), announcement]);
  return () => {
    if (pidIn(file) === announcement.pid) rmSync(file, { force: true });
    writeWhole(registryFile(), others());
  };
}

function pidIn(file: string): number | null {
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as Announcement).pid;
  } catch {
    return null;
  }
}

/** Readers see the old text or the new one, never a half. */
function writeWhole(file: string, value: unknown): void {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  chmodSync(draft, 0o600);
  renameSync(draft, file);
}
