import { resolve } from 'node:path';
import { ducklakeExtensions } from './ducklake-extensions.ts';
import type { Oracle } from './oracle.ts';
import { openOracle } from './oracle.ts';

/**
 * Opens a DuckLake whose catalog is a SQLite file with DuckDB, attached as `lake` and in use; it is made if it is not
 * there. Give `ducklakeExtensions()` a look first: without Python or its packages this throws the reason.
 */
export async function openDuckLake(catalogPath: string, dataPath: string): Promise<Oracle> {
  const extensions = ducklakeExtensions();
  if ('missing' in extensions) throw new Error(extensions.missing);
  const oracle = await openOracle({ allow_unsigned_extensions: 'true' });
  for (const file of extensions.files) await oracle.run(`load ${quoted(file)}`);
  await oracle.run(
    `attach ${quoted(`ducklake:sqlite:${resolve(catalogPath)}`)} as lake (data_path ${quoted(`${resolve(dataPath)}/`)})`,
  );
  await oracle.run('use lake');
  return oracle;
}

function quoted(text: string): string {
  return `'${text.replace(/'/g, "''")}'`;
}
