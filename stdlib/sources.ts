import { readdirSync, readFileSync } from 'node:fs';

const FOLDER = new URL('.', import.meta.url);

/** The declarations of the standard library as data for the compiler: the text of each `.plg` file by its name, in the order of names. */
export function librarySources(): Readonly<Record<string, string>> {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith('.plg'));
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(new URL(name, FOLDER), 'utf8')]));
}
