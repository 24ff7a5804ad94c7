import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DeployReport } from '../../compiler/contract/deploy.ts';

/** How many findings a line of the log holds. */
export const MOST = 5;

/** Why a deploy was refused, for the log: the first errors of the check as `file:line:column CODE message`, or the changes that need to be allowed. */
export function findingsOf({ diagnostics, changes, refusal }: DeployReport, folder: string): readonly string[] {
  if (refusal !== 'errors')
    return changes
      .filter(({ level, needs }) => level === 'forbidden' || needs.includes('allow'))
      .slice(0, MOST)
      .map(({ kind, name, details }) => `${kind} ${name}: ${details.join('; ')}`);
  return diagnostics
    .filter(({ severity }) => severity === 'error')
    .slice(0, MOST)
    .map(({ file, span, code, message }) => `${place(folder, file, span.start)} ${code} ${message}`);
}

function place(folder: string, file: string, offset: number): string {
  try {
    const before = readFileSync(join(folder, file), 'utf8').slice(0, offset);
    return `${file}:${before.split('\n').length}:${before.length - before.lastIndexOf('\n')}`;
  } catch {
    // it went away since
    return file;
  }
}
