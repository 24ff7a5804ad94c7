import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import type { Files } from '../../host/files.ts';
import type { Frame } from '../frame.ts';
import { openSecret } from '../secrets/define-secret.ts';
import { checkedFiles } from './checked-files.ts';
import { isRemote, shownAddress } from './remote-address.ts';
import { readablePath } from './sandbox.ts';

/** A file to read: what holds it, and its path there. */
export interface FoundFile {
  readonly files: Files;
  readonly path: string;
}

/**
 * A file that a statement names, on disk or on a web server. A remote one is fetched whole, once in a call: the bytes that told its columns are those whose rows are
 * read. `secrets` name what the server asks for. Errors: those of `readablePath`, of `Http`, of `openSecret`, and `MemoryLimit`.
 */
export function foundFile(frame: Frame, path: string, secrets: readonly string[] = []): FoundFile {
  const { environment } = frame;
  if (!isRemote(path)) return { files: checkedFiles(environment.files, frame), path: readablePath(environment, path) };
  const key = JSON.stringify([path, ...secrets]);
  const known = frame.downloads.get(key);
  const bytes = known ?? fetched(frame, path, secrets);
  if (known === undefined) keep(frame, key, bytes);
  const shown = shownAddress(path);
  return { files: checkedFiles(oneFile(environment.files, shown, bytes), frame), path: shown };
}

/** What a call has fetched stays until it ends, within the memory that it may take. Errors: `MemoryLimit`. */
function keep({ downloads, limits }: Frame, key: string, bytes: Uint8Array): void {
  downloads.set(key, bytes);
  const needed = [...downloads.values()].reduce((sum, { length }) => sum + length, 0);
  if (needed > limits.memoryBytes)
    throw gobiError('MemoryLimit', {
      what: 'what the call fetched from web servers',
      needed,
      limit: limits.memoryBytes,
    });
}

/** Puts a file on a web server, whole. Errors: those of `Http` and of `openSecret`. */
export function putRemote(frame: Frame, url: string, bytes: Uint8Array, secrets: readonly string[]): void {
  frame.environment.http({ method: 'PUT', url, headers: headersOf(frame, secrets), body: bytes }, () => frame.check());
}

function fetched(frame: Frame, url: string, secrets: readonly string[]): Uint8Array {
  const headers = headersOf(frame, secrets);
  return frame.environment.http({ method: 'GET', url, headers, body: null }, () => frame.check());
}

/** Each secret is a header: its key the name, `authorization` where it has none. */
function headersOf(frame: Frame, secrets: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    secrets.map((wanted) => {
      const { name, type, key, value } = openSecret(frame, wanted);
      const refused = (reason: string): Error =>
        gobiError('InvalidOperation', { what: `\`with secret [${name}]\``, reason });
      if (type !== 'secret' && type.toLowerCase() !== 'https') throw refused(`it is for ${type}, not for https`);
      const header = (key ?? 'authorization').toLowerCase();
      if (!/^[a-z0-9!#$%&'*+.^_|~-]+$/.test(header)) throw refused('its key cannot be the name of a header');
      if (!/^[\t\x20-\x7e]*$/.test(value))
        throw refused('its value cannot be that of a header: a line break or another sign stands in it');
      return [header, value];
    }),
  );
}

/** Files that have one more, which is in memory. */
function oneFile(files: Files, path: string, bytes: Uint8Array): Files {
  return {
    ...files,
    exists: (each) => each === path || files.exists(each),
    size: (each) => (each === path ? bytes.length : files.size(each)),
    read: (each) => (each === path ? bytes : files.read(each)),
    readRange: (each, start, length) =>
      each === path ? bytes.subarray(start, start + length) : files.readRange(each, start, length),
  };
}
