import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

const SKIPPED: ReadonlySet<string> = new Set(['node_modules', '.gobi', '.git']);

/** The `.plg` files in a folder and below it, by name. */
export function sourceFilesIn(folder: string): string[] {
  const found: string[] = [];
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!SKIPPED.has(entry.name)) found.push(...sourceFilesIn(path));
    } else if (entry.name.toLowerCase().endsWith('.plg')) found.push(path);
  }
  return found;
}

/** A folder and those below it that may hold source files. */
export function sourceFoldersIn(folder: string): string[] {
  const inside = readdirSync(folder, { withFileTypes: true }).filter((e) => e.isDirectory() && !SKIPPED.has(e.name));
  return [folder, ...inside.flatMap(({ name }) => sourceFoldersIn(join(folder, name)))];
}

/** Whether a file is one of statements, which are run by hand and declare nothing. */
export function isScript(root: string, file: string): boolean {
  return relative(root, file).split(sep).includes('scripts');
}
