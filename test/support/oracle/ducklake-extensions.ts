import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { installPythonPackages } from '../python-packages.ts';

/** DuckDB loads only extensions of its own version; this is the one of `@duckdb/node-api` in package.json. */
const version = '1.5.5';
const folder = resolve('node_modules/.cache/duckdb-extensions', version);
const names = ['sqlite_scanner', 'ducklake'] as const;

/** The extension files in the order to load them, or why there are none. */
export type Extensions = { readonly files: readonly string[] } | { readonly missing: string };

/** Finds the extensions that DuckDB needs for a DuckLake in SQLite; the first call fetches their Python packages. */
export function ducklakeExtensions(): Extensions {
  const files = names.map((name) =>
    join(folder, `duckdb_extension_${name}`, 'extensions', `v${version}`, `${name}.duckdb_extension`),
  );
  if (files.every((file) => existsSync(file))) return { files };
  const packages = names.map((name) => `duckdb-extension-${name.replace('_', '-')}==${version}`);
  const failure = installPythonPackages(folder, packages);
  if (failure !== undefined) return { missing: failure };
  const absent = files.filter((file) => !existsSync(file));
  return absent.length === 0 ? { files } : { missing: `the Python packages do not hold ${absent.join(', ')}` };
}
