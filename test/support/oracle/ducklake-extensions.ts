import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** DuckDB loads only extensions of its own version; this is the one of `@duckdb/node-api` in package.json. */
const version = '1.5.5';
const cache = resolve('node_modules/.cache/duckdb-extensions');
const folder = join(cache, version);
const names = ['sqlite_scanner', 'ducklake'] as const;

/** The extension files in the order to load them, or why there are none. */
export type Extensions = { readonly files: readonly string[] } | { readonly missing: string };

/** Finds the extensions that DuckDB needs for a DuckLake in SQLite; the first call fetches their Python packages. */
export function ducklakeExtensions(): Extensions {
  const files = names.map((name) =>
    join(folder, `duckdb_extension_${name}`, 'extensions', `v${version}`, `${name}.duckdb_extension`),
  );
  if (files.every((file) => existsSync(file))) return { files };
  const failure = install();
  if (failure !== undefined) return { missing: failure };
  const absent = files.filter((file) => !existsSync(file));
  return absent.length === 0 ? { files } : { missing: `the Python packages do not hold ${absent.join(', ')}` };
}

/** Installs into a folder of its own and renames it, so that another process never sees half of it. */
function install(): string | undefined {
  mkdirSync(cache, { recursive: true });
  const fresh = mkdtempSync(join(cache, 'fresh-'));
  const packages = names.map((name) => `duckdb-extension-${name.replace('_', '-')}==${version}`);
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
