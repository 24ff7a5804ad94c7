import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import { KEY_BYTES } from '../seal.ts';

const VARIABLE = 'GOBI_KEY';
/** Permissions of the group and of others. */
const OTHERS = 0o077;

/**
 * The key that secrets of a lake are sealed with, as 64 hexadecimal digits: from the variable GOBI_KEY, else from the file `.gobi/key` in the lake's folder, which
 * nobody but its owner may read. Errors: `KeyMissing`, `KeyRefused` (the file's mode, or what is no key). No message holds any of the key.
 */
export function nodeKey(
  folder: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Uint8Array {
  const file = `${folder}/.gobi/key`;
  const given = environment[VARIABLE];
  if (given !== undefined && given !== '') return keyOf(given, `the variable ${VARIABLE}`);
  return keyOf(readPrivate(file), `'${file}'`);
}

/** The mode is that of the very file that is read, whatever the name leads to a moment later. */
function readPrivate(file: string): string {
  const opened = openKey(file);
  try {
    const mode = fstatSync(opened).mode & 0o777;
    if (process.platform !== 'win32' && (mode & OTHERS) !== 0)
      throw gobiError('KeyRefused', {
        source: `'${file}'`,
        reason: `others may read it (mode ${mode.toString(8).padStart(4, '0')})`,
        instead: `chmod 600 '${file}'`,
      });
    return readFileSync(opened, 'utf8');
  } finally {
    closeSync(opened);
  }
}

function openKey(file: string): number {
  try {
    return openSync(file, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw gobiError('KeyMissing', { variable: VARIABLE, file });
    throw gobiError('PermissionDenied', { file, operation: 'read' });
  }
}

function keyOf(text: string, source: string): Uint8Array {
  const digits = text.trim();
  if (/^[0-9a-f]{64}$/i.test(digits)) return Buffer.from(digits, 'hex');
  throw gobiError('KeyRefused', {
    source,
    reason: `it does not hold a key: ${KEY_BYTES * 2} hexadecimal digits`,
    instead: 'openssl rand -hex 32',
  });
}
