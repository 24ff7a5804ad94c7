import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Installs Python packages (`name==version`, without what they depend on) into a folder, which must not be there yet; gives why that failed. They go into a folder of
 * their own that is renamed, so that another process never sees half of it.
 */
export function installPythonPackages(folder: string, packages: readonly string[]): string | undefined {
  const cache = dirname(folder);
  mkdirSync(cache, { recursive: true });
  const fresh = mkdtempSync(join(cache, 'fresh-'));
  const options = ['--quiet', '--no-deps', '--only-binary=:all:', '--disable-pip-version-check', '--target', fresh];
  const done = spawnSync('python3', ['-m', 'pip', 'install', ...options, ...packages], {
    encoding: 'utf8',
    timeout: 180_000,
  });
  try {
    if (done.error !== undefined) return `python3 cannot be run (${done.error.message})`;
    if (done.status !== 0) return `pip could not install ${packages.join(' ')}: ${lastLine(done.stderr)}`;
    if (!existsSync(folder)) renameSync(fresh, folder);
    return undefined;
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
